"""Sums of open time, so that every question is one or two bisections, however far apart instants lie."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from bot.domain.calendar_year import Interval


class Table:
    """Merged open intervals, never changed once made, so that any number of threads may ask."""

    __slots__ = ("ends", "first", "last", "shifts", "starts", "totals", "years")

    def __init__(self, intervals: Sequence[Interval], known: Interval, years: range) -> None:
        """`known` is where no interval is missing: what starts before it or ends behind it may be longer."""
        self.first, self.last = known
        self.years = years
        self.starts = [start for start, _ in intervals]
        self.ends = [end for _, end in intervals]
        self.totals = list(accumulate(end - start for start, end in intervals))
        self.shifts = [total - end for total, end in zip(self.totals, self.ends, strict=True)]

    def opened(self, at: int) -> int:
        """Open seconds before this instant, from the table's first interval on."""
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        return self.shifts[place] + at if at < self.ends[place] else self.totals[place]

    def earliest(self, opened: int) -> int | None:
        """The first instant before which so many seconds were open; None if there are not so many."""
        place = bisect_left(self.totals, opened)
        return opened - self.shifts[place] if place < len(self.totals) else None

    def latest(self, opened: int) -> int | None:
        """The last such instant: where one interval ends, the next one's start."""
        if opened < 0:
            return None
        place = bisect_right(self.totals, opened)
        return opened - self.shifts[place] if place < len(self.totals) else None

    def open_from(self, at: int) -> int | None:
        """This instant if it is open, else the next opening."""
        place = bisect_right(self.starts, at) - 1
        if place >= 0 and at < self.ends[place]:
            return at
        return self.starts[place + 1] if place + 1 < len(self.starts) else None

    def intervals(self, start: int, end: int) -> Iterator[Interval]:
        """What is open between these instants, cut off at them."""
        place = bisect_right(self.ends, start)
        while place < len(self.starts) and self.starts[place] < end:
            yield max(start, self.starts[place]), min(end, self.ends[place])
            place += 1
