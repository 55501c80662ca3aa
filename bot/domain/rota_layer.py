"""Layers: people who take turns, each handing over to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar
from bot.domain.calendar_year import since_epoch
from bot.domain.rota_rotation import Rotation
from bot.domain.rota_shift import Piece, instant

_MARGIN = timedelta(days=3)
"""How far a wall time may lie from its instant, with a date that a zone skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """From `since` the first of `people` is on call, until the next hand-over, then the second.

    `only` says when the layer counts at all; turns go on while it does not. It counts until before
    `until`. Raises ValueError, with one sentence.
    """

    name: str
    people: tuple[str, ...]
    rotation: Rotation
    since: datetime
    until: datetime | None = None
    only: Calendar | None = None

    def __post_init__(self) -> None:
        if not self.people:
            raise ValueError("a layer needs at least one person")
        if self.until and self.until <= self.since:
            raise ValueError("a layer must end after it begins")

    @property
    def first(self) -> int:
        """The second in which it begins to count."""
        return since_epoch(self.since)

    @property
    def last(self) -> int | None:
        """The second before which it counts; None if it does not end."""
        return since_epoch(self.until) if self.until else None

    def pieces(self, zone: ZoneInfo, start: int, end: int) -> Iterator[Piece]:
        """Who is on call between these seconds, cut off at them, in order."""
        start = max(start, self.first)
        end = end if self.last is None else min(end, self.last)
        for begun, over, number in self._turns(zone, start, end) if start < end else ():
            person = self.people[number % len(self.people)]
            for opens, closes in self._open(begun, over):
                yield Piece(opens, closes, person, self.name, False, number)

    def _open(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        if self.only is None:
            yield start, end
            return
        for opens, closes in self.only.openings(instant(start), instant(end)):
            yield since_epoch(opens), since_epoch(closes)

    def _turns(self, zone: ZoneInfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(start, end, number) of every turn between these seconds, cut off at them.

        A turn whose hand-over does not lie behind its start, for the clock skipped it, falls out.
        """
        anchor = self.rotation.anchor(_wall(self.since, zone))
        step = self.rotation.step
        number = max(0, (_wall(instant(start), zone) - _MARGIN - anchor) // step)
        begun = since_epoch((anchor + number * step).replace(tzinfo=zone)) if number else self.first
        while begun < end:
            over = max(begun, since_epoch((anchor + (number + 1) * step).replace(tzinfo=zone)))
            if max(start, begun) < min(end, over):
                yield max(start, begun), min(end, over), number
            begun, number = over, number + 1


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)
