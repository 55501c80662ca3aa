"""What a chat brings along."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
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


def together(doors: Sequence[Doors], opening: Callable[[], None]) -> Doors:
    """All of them as one; `opening` comes before theirs."""

    def all_of(calls: Sequence[Callable[[], None]]) -> Callable[[], None]:
        def call() -> None:
            with ExitStack() as stack:
                # Whatever one of them raises, the others are called; a stack goes backwards.
                for one in reversed(calls):
                    stack.callback(one)

        return call

    return Doors(
        voices={chat: voice for one in doors for chat, voice in one.voices.items()},
        routes=[route for one in doors for route in one.routes],
        checks={name: check for one in doors for name, check in one.checks.items()},
        jobs=[job for one in doors for job in one.jobs],
        opening=all_of([opening, *(one.opening for one in doors)]),
        closing=all_of([one.closing for one in doors]),
        closed=all_of([one.closed for one in doors]),
    )
