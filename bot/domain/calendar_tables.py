"""Tables of a calendar that grow as far as somebody asks, and no further than two bounds."""

from datetime import UTC, datetime, timedelta
from itertools import chain

from bot.domain.calendar_rules import Rules
from bot.domain.calendar_table import Table
from bot.domain.calendar_year import EPOCH, Interval, merged, of_breaks, of_year, since_epoch

KNOWN_YEARS = range(1900, 2200)
_MARGIN = 3 * 86400
"""How far dates of another year may reach into this one: a zone, a night, and a date that was skipped."""


def _new_year(year: int) -> int:
    return since_epoch(datetime(year, 1, 1, tzinfo=UTC))


_FIRST, _LAST = _new_year(KNOWN_YEARS.start), _new_year(KNOWN_YEARS.stop)
_EVER = since_epoch(datetime.min.replace(tzinfo=UTC)), since_epoch(datetime.max.replace(tzinfo=UTC)) + 1
_YEARS = range(KNOWN_YEARS.start - 1, KNOWN_YEARS.stop + 1)

EVER = Table([_EVER], _EVER, _YEARS)
"""Of a calendar that is never closed."""

EMPTY = Table([], (0, 0), range(0))
"""Of a calendar that nobody has asked yet."""


class Tables:
    """What was worked out of a year is kept; a bigger table is a new one beside the old one."""

    __slots__ = ("_breaks", "_intervals", "_rules")

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._breaks = of_breaks(rules)
        self._intervals: dict[int, tuple[Interval, ...]] = {}

    def around(self, table: Table, first: int, last: int) -> Table:
        """What `table` knows, and these instants; raises ValueError when they are too far away."""
        if first < _FIRST or last >= _LAST:
            raise _too_far()
        years = [*table.years[:1], *table.years[-1:], _year(first) - 1, _year(last) + 1]
        return self._of(min(years), max(years))

    def later(self, table: Table, *, least: int = _FIRST) -> Table:
        """Twice as many years; refused at once when no answer can come before `least`, which is too late."""
        if least >= _LAST or table.years[-1] >= _YEARS[-1]:
            raise _too_far()
        return self._of(table.years[0], table.years[-1] + len(table.years))

    def earlier(self, table: Table, *, most: int = _FIRST) -> Table:
        """Likewise, towards the past."""
        if most < _FIRST or table.years[0] <= _YEARS[0]:
            raise _too_far()
        return self._of(table.years[0] - len(table.years), table.years[-1])

    def _of(self, first: int, last: int) -> Table:
        years = range(max(first, _YEARS[0]), min(last, _YEARS[-1]) + 1)
        intervals = merged(chain.from_iterable(map(self._year, years)))
        start = max(_new_year(years[0]) + _MARGIN, _FIRST)
        return Table(intervals, (start, min(_new_year(years[-1] + 1) - _MARGIN, _LAST)), years)

    def _year(self, year: int) -> tuple[Interval, ...]:
        if year not in self._intervals:
            self._intervals[year] = of_year(self._rules, year, self._breaks)
        return self._intervals[year]


def _year(seconds: int) -> int:
    return (EPOCH + timedelta(seconds=seconds)).year


def _too_far() -> ValueError:
    return ValueError(f"calendars answer from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}, and this lies beyond")
