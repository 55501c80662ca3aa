"""A promise as people ask about it: its clock, whose it is, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.incident import Incident
from bot.domain.sla_clock import ClockState, State
from bot.domain.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One clock of a ticket or an incident; of the other kind there is None.

    `with_whom` is a name, empty where nobody works on it.
    """

    about: str
    clock: ClockState
    ticket: Ticket | None = None
    incident: Incident | None = None
    tier: str = ""
    with_whom: str = ""

    @property
    def is_late(self) -> bool:
        return self.clock.is_breached and not self.clock.state.is_over

    @property
    def is_paused(self) -> bool:
        return self.clock.state is State.PAUSED


def by_due(one: Promised) -> tuple[bool, bool, float]:
    """What is late comes first, then what is due first; what is paused has no due and comes last."""
    return not one.is_late, one.clock.due is None, one.clock.due.timestamp() if one.clock.due else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything that was promised to one ticket or incident, also what is over.

    `as_of` is set when its desk is silent: since then nothing new is known. `is_known` says that
    its past was read, so that there is nothing where nothing stands here.
    """

    about: str
    ticket: Ticket | None = None
    incident: Incident | None = None
    tier: str = ""
    with_whom: str = ""
    promised: tuple[Promised, ...] = ()
    as_of: datetime | None = None
    is_known: bool = True
    is_concerned: bool = True

    @property
    def open(self) -> tuple[Promised, ...]:
        return tuple(sorted((one for one in self.promised if not one.clock.state.is_over), key=by_due))

    @property
    def over(self) -> tuple[Promised, ...]:
        """The last one that ended first."""
        ended = [one for one in self.promised if one.clock.state.is_over]
        return tuple(sorted(ended, key=lambda one: one.clock.ended_at or one.clock.now, reverse=True))


class Whose(StrEnum):
    """SHIFT is mine, and what nobody in my teams has."""

    ME = "me"
    TEAM = "team"
    SHIFT = "shift"
    ALL = "all"


class Lack(StrEnum):
    """Why there is nothing to be listed."""

    NOTHING = ""
    NO_POLICY = "no_policy"
    NO_DESK = "no_desk"
    STRANGER = "stranger"
    NO_TEAM = "no_team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """A page of what is due, late ones first. `total` and `late` count all pages.

    With `until` it holds what is late or due by then. `next_page` are the words that ask for the
    next page. `silent` are desks that do not answer, with since when. `is_cut` says that there were
    too many tickets to look at them all. `broken` cannot be read because of a mistake of ours.
    """

    whose: Whose
    now: datetime
    promised: tuple[Promised, ...] = ()
    total: int = 0
    late: int = 0
    page: int = 1
    pages: int = 1
    next_page: str = ""
    until: datetime | None = None
    teams: tuple[str, ...] = ()
    silent: Mapping[str, datetime] = field(default_factory=dict)
    is_cut: bool = False
    broken: tuple[str, ...] = ()
    lack: Lack = Lack.NOTHING
