"""One message a day about all incidents, and when it is due: by the wall clock of whoever reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

_DAY = timedelta(days=1)
_MISSED = timedelta(hours=12)
"""A digest that is so late belongs to the day on which it is sent."""


class Days(StrEnum):
    DAILY = "daily"
    WEEKDAYS = "weekdays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """`who` is a person id or a channel; `clock` is a wall time (`08:30`); `since` is when they heard last.

    `always` says that they want to hear when all is quiet, too; `room` that it is a channel of the settings.
    """

    who: str
    days: Days
    clock: str
    due_at: datetime
    since: datetime
    always: bool = False
    room: bool = False

    def is_like(self, other: "Digest") -> bool:
        """Whether the same was asked for."""
        return (self.days, self.clock, self.always) == (other.days, other.clock, other.always)


def first(days: Days, clock: str, after: datetime, zone: tzinfo) -> datetime:
    """The first such instant behind `after`."""
    return _next(days, clock, after.astimezone(zone).date(), zone, lambda at: at > after)


def following(days: Days, clock: str, due: datetime, now: datetime, zone: tzinfo) -> datetime:
    """The one after that which was due then and is sent now: on a later day, and still to come.

    Whatever fell into a downtime is left out, so that one is sent for all of it.
    """
    sent = due if now - due < _MISSED else now
    return _next(days, clock, sent.astimezone(zone).date() + _DAY, zone, lambda at: at > now)


def _next(days: Days, clock: str, day: date, zone: tzinfo, is_right: Callable[[datetime], bool]) -> datetime:
    while True:
        at = _instant(day, time.fromisoformat(clock), zone)
        if is_right(at) and (days is Days.DAILY or day.weekday() < 5):
            return at
        day += _DAY


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    """A time that spring leaves out comes as much later; of one that autumn repeats, the first counts."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
