"""What a chat brings along."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from starlette.routing import BaseRoute

from adapters.web.readiness import Check
from bot.jobs import Job
from bot.ports import TicketSystem, Voice


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
    desks: Mapping[str, TicketSystem] = field(default_factory=dict)
    opening: Callable[[], None] = lambda: None
    closing: Callable[[], None] = lambda: None
    closed: Callable[[], None] = lambda: None


def together(doors: Sequence[Doors], opening: Callable[[], None]) -> Doors:
    """All of them as one; `opening` comes before theirs.

    Where there are several chats, the process can do its work as long as one of them works.
    """
    checks = {name: check for one in doors for name, check in one.checks.items()}

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
        checks={"chats": _one_works(checks)} if len(checks) > 1 else checks,
        jobs=[job for one in doors for job in one.jobs],
        opening=all_of([opening, *(one.opening for one in doors)]),
        closing=all_of([one.closing for one in doors]),
        closed=all_of([one.closed for one in doors]),
    )


def _one_works(checks: Mapping[str, Check]) -> Check:
    """What is wrong with all of them; nothing as soon as one is fine."""

    def check() -> str:
        wrong: list[str] = []
        for name, one in checks.items():
            says = one()
            if not says:
                return ""
            wrong.append(f"{name}: {says}")
        return "; ".join(wrong)

    return check
