"""What a scenario is made of: lines that people say, and tickets that customers file and write on."""

from dataclasses import dataclass, replace

from adapters.playground.desk_nouns import Customer, Promise
from adapters.playground.people import Character
from bot.domain.ticket import Priority

WAR_ROOM = "*"
COMMAND = "/case"


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody says something so many seconds after the start; before the start it is history.

    In WAR_ROOM it is said in the newest war room, which the person joins first. What begins
    with COMMAND is said to Caseline, whatever its command is called.
    """

    after: float
    who: str
    channel: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A customer files a ticket. Later lines call it by `id`, which is its number where that is free.

    Whoever is its `agent` takes it at once.
    """

    after: float
    customer: Customer
    subject: str
    text: str
    id: str
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    promise: Promise | None = None
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Something is written on a ticket that is there: by its customer, or by the agent `who`."""

    after: float
    id: str
    text: str
    who: str = ""


AnyLine = Line | Filing | Again


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """`speaker` is somebody outside, such as a vendor, who alone writes in `channel`.

    Promises run `pace` times faster than usual.
    """

    title: str
    lines: tuple[AnyLine, ...]
    speaker: Character | None = None
    channel: str = ""
    pace: float = 1.0

    def faster(self, speed: float) -> "Script":
        """What lies before the start stays where it is."""
        lines = tuple(replace(one, after=one.after / speed) if one.after > 0 else one for one in self.lines)
        return replace(self, lines=lines)
