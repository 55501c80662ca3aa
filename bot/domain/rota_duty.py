"""What a rota says at an instant: who is on call, who is next, and when nobody is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.rota import Schedule
from bot.domain.rota_override import Override
from bot.domain.rota_shift import Shift

A_WEEK = timedelta(days=7)
"""How far ahead it is told that nobody will be on call."""

_LOOKED_AT = 50
"""Shifts among which somebody else is looked for."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody is on call, until before `until`; None where nobody's turn begins within two years."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One rota at `at`. `now` and `next` are None where nobody is on call, and where nobody follows.

    Where the same person goes on in the next shift, `then` is the first one behind it that is
    somebody else's.
    `nobody` tells when nobody is on call, the earliest first; that is a warning where the rota is meant
    `around_the_clock`. `teams` are those for whom it counts.
    """

    rota: Schedule
    at: datetime
    teams: tuple[str, ...] = ()
    around_the_clock: bool = True
    now: Shift | None
    next: Shift | None
    then: Shift | None = None
    nobody: tuple[Nobody, ...] = ()

    @property
    def shifts(self) -> tuple[Shift, ...]:
        return tuple(one for one in (self.now, self.next, self.then) if one)

    @property
    def has_layers(self) -> bool:
        """Whether it says anything to name a shift's layer."""
        return len({layer.name for layer in self.rota.layers}) > 1

    @property
    def goes_on(self) -> bool:
        """Whether the next shift is that of the same person, right behind this one."""
        return _goes_on(self.now, self.next)

    def override(self, shift: Shift) -> Override | None:
        """The one that counts in this shift; None in an ordinary turn."""
        return None if shift.override is None else self.rota.overrides[shift.override]


def duty(rota: Schedule, at: datetime, teams: tuple[str, ...] = (), *, around_the_clock: bool = True) -> Duty:
    """Raises ValueError where a rota has no answer.

    Times at which nobody is on call are told up to the next shift, and what begins within a week, too,
    of a rota that is meant `around_the_clock`.
    """
    now, following = rota.on_call(at), rota.next_shift(at)
    nobody = list(_here(at, now, following))
    if following and around_the_clock:
        nobody += _ahead(rota, following.since, at + A_WEEK)
    return Duty(
        rota=rota,
        at=at,
        teams=teams,
        around_the_clock=around_the_clock,
        now=now,
        next=following,
        then=_relief(rota, following) if following and _goes_on(now, following) else None,
        nobody=tuple(nobody),
    )


def _goes_on(one: Shift | None, other: Shift | None) -> bool:
    if one is None or other is None:
        return False
    return (one.person, one.until) == (other.person, other.since)


def _relief(rota: Schedule, shift: Shift) -> Shift | None:
    """The first shift behind this one that is another person's; None where there is none soon."""
    found: Shift | None = shift
    for _ in range(_LOOKED_AT):
        if found is None or found.person != shift.person:
            return found
        found = rota.next_shift(found.since)
    return None


def _here(at: datetime, now: Shift | None, following: Shift | None) -> Iterator[Nobody]:
    """Now, or between this shift and the next."""
    since = now.until if now else at
    if following is None or since < following.since:
        yield Nobody(since, following.since if following else None)


def _ahead(rota: Schedule, since: datetime, until: datetime) -> Iterator[Nobody]:
    """What begins between these instants, to its real end."""
    for gap in rota.gaps(since, until) if since < until else ():
        following = rota.next_shift(gap.since)
        yield Nobody(gap.since, following.since if following else None)
