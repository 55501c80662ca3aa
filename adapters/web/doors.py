"""What a chat brings along."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.routing import BaseRoute

from adapters.web.readiness import Check
from bot.jobs import Job
from bot.ports import Voice


@dataclass(frozen=True)
class Doors:
    """`opening` is called once requests are accepted.

    `closing` is called when the process is asked to stop, `closed` when the last request is
    answered.
    """

    voices: Mapping[str, Voice]
    routes: Sequence[BaseRoute] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    jobs: Sequence[Job] = ()
    opening: Callable[[], None] = lambda: None
    closing: Callable[[], None] = lambda: None
    closed: Callable[[], None] = lambda: None
