"""What is to be said of a clock at its next look, worked out before that look comes.

A plan says exactly what a look would find out, as long as nothing happens that it was made of; see
docs/sla.md, "Many reminders at one instant".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.person import Person
from bot.domain.sla_clock import ClockState
from bot.domain.sla_nag import Nag
from bot.domain.sla_quiet import Quiet
from bot.domain.ticket import Ticket

LASTS = timedelta(seconds=90)
"""So long a plan holds after its instant where a desk should be asked again, or hours may end."""

LASTS_ALONE = timedelta(days=1)
"""So long it holds where neither is so."""

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """For the instant at which its clock is looked at next, and until `until`.

    It was made of its ticket as it stood then, of whoever alone had `address` (empty where no directory
    was asked), and of what is the same for many, which `made_of` names. `following` is when the clock is
    looked at after it.
    """

    nags: tuple[Nag, ...]
    ticket: Ticket
    address: str
    people: tuple[Person, ...]
    made_of: str
    following: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """One nag of a plan that holds; `place` names its clock for as long as that is locked."""

    place: str | int
    recipient: str


def as_of(clock: ClockState, at: datetime) -> ClockState | None:
    """The same clock later, if nothing happens to it; None where it is late by then."""
    elapsed = clock.counted.elapsed(at)
    if clock.is_breached or elapsed > clock.target.seconds:
        return None
    return replace(clock, now=at, elapsed=elapsed)


def is_open(quiet: Quiet, at: datetime) -> bool:
    """Whether nobody is disturbed from then on, for as long as a plan lasts, and a second more."""
    until = at + LASTS + _SECOND
    wanted = int((until - at).total_seconds())
    return all(hours.between(at, until) == wanted for hours in (quiet.hours, quiet.own) if hours)


def holds_until(at: datetime, quiet: Iterable[Quiet], following: datetime | None, *, asked: bool) -> datetime:
    """`asked` says that a desk can be asked how its ticket stands, as it is before the next look, too."""
    hours = any(one.hours or one.own for one in quiet)
    until = at + (LASTS if asked or hours else LASTS_ALONE)
    return min(until, following - LASTS) if following else until
