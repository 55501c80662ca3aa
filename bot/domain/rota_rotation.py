"""How often a layer hands over, and at which wall time."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

LONGEST = timedelta(days=366)
"""No turn and no override is longer: what is meant for good is another layer."""


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"


_STEP = {
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
    Unit.WEEKS: timedelta(weeks=1),
}


@dataclass(frozen=True, slots=True)
class Rotation:
    """Every so many hours, days or weeks, at the wall time `at`; `weekday` is of weeks, 0 is Monday.

    Hours, too, are those of the wall clock: who hands over at 08:00 and 20:00 does so all year.
    Raises ValueError, with one sentence.
    """

    every: int
    unit: Unit
    at: time
    weekday: int = 0

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError("a turn takes at least one hour, day or week")
        if self.every > LONGEST // _STEP[self.unit]:
            raise ValueError(f"a turn takes at most {LONGEST.days} days")
        if not 0 <= self.weekday < 7:
            raise ValueError("a weekday is from 0 to 6")

    @property
    def step(self) -> timedelta:
        """From one hand-over to the next, by the wall clock."""
        return self.every * _STEP[self.unit]

    def anchor(self, wall: datetime) -> datetime:
        """The last wall time, not after this one, at which turns may begin: they are counted from it."""
        at = datetime.combine(wall.date(), self.at)
        if self.unit is Unit.HOURS:
            return at + (wall - at) // self.step * self.step
        if self.unit is Unit.WEEKS:
            at -= timedelta(days=(wall.weekday() - self.weekday) % 7)
        return at if at <= wall else at - _STEP[self.unit]
