"""What every action is given: the ports, connected."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.config import Settings
from bot.domain.audit import Actor
from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.customer import Accounts
from bot.domain.sla_book import Promises
from bot.errors import AlreadyDone
from bot.ports import (
    Clock,
    Likeness,
    Mail,
    Meetings,
    Meter,
    Pager,
    Phone,
    StatusPage,
    Store,
    TicketSystem,
    Voice,
    Work,
)

_committed: ContextVar[bool] = ContextVar("committed", default=False)


def begin() -> None:
    """From here on, in this thread or task, nothing was committed yet."""
    _committed.set(False)


def has_committed() -> bool:
    """Whether a change was committed since `begin`: then it is wrong to say that nothing was recorded."""
    return _committed.get()


@dataclass(frozen=True, slots=True)
class World:
    """`voices` are keyed by chat: `slack`, `teams`, `playground`; the others by their key in the settings.

    `shelf` is where `bot.actions.sla_book` keeps what it has read, by the number of the edition.
    """

    clock: Clock
    store: Store
    settings: Settings
    voices: Mapping[str, Voice]
    meter: Meter
    alike: Likeness
    desks: Mapping[str, TicketSystem] = field(default_factory=dict)
    pagers: Mapping[str, Pager] = field(default_factory=dict)
    phone: Phone | None = None
    meetings: Mapping[str, Meetings] = field(default_factory=dict)
    status_pages: Mapping[str, StatusPage] = field(default_factory=dict)
    mail: Mail | None = None
    accounts: Accounts = field(default_factory=Accounts)
    calendars: Mapping[str, Calendar] = field(default_factory=lambda: {ALWAYS.name: ALWAYS})
    shelf: dict[int, Promises] = field(default_factory=dict)

    @contextmanager
    def change(self, by: Actor) -> Iterator[Work]:
        """A unit of work that happens once for one interaction; raises AlreadyDone the second time."""
        with self.store.change() as work:
            if by.interaction and not work.interactions.claim(by.interaction, self.clock.now()):
                raise AlreadyDone(work.interactions.made(by.interaction))
            yield work
        _committed.set(True)
