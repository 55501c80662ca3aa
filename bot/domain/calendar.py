"""Business calendars: when a desk is open, and arithmetic that counts open time alone.

Instants are whole seconds of UTC; a fraction is dropped. The zone matters only where wall times
become instants, and the zone of the machine not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from bot.domain import calendar_rules
from bot.domain.calendar_rules import WEEKDAYS, Pairs, Rules
from bot.domain.calendar_table import Table
from bot.domain.calendar_tables import EMPTY, EVER, Tables
from bot.domain.calendar_year import EPOCH, since_epoch


class Calendar:
    """When a desk is open; `name` is its key in the settings, `version` changes when the rules do.

    `zone` says when its days begin.

    Answers reach from 1900 to 2199 (ValueError beyond), so that none takes long; of a calendar that
    is never closed they reach as far as `datetime` does.
    """

    __slots__ = ("_table", "_tables", "name", "version", "zone")

    def __init__(  # noqa: PLR0913 -- one for each thing that a calendar has
        self,
        timezone: str,
        hours: Mapping[str, Pairs],
        *,
        name: str = "",
        holidays: Iterable[str] = (),
        overrides: Mapping[str, Pairs] | None = None,
        breaks: Mapping[str, Pairs] | None = None,
        version: str = "",
    ) -> None:
        """`hours` by `mon` … `sun`; `overrides`, `breaks` by date; `holidays` as `2026-12-24` or `*-12-24`.

        Raises ValueError, with one sentence, for what is written wrongly and what can never be open.
        """
        once, yearly = calendar_rules.holidays(holidays)
        rules = Rules(
            zone=calendar_rules.zone(timezone),
            week=calendar_rules.week(hours),
            overrides=calendar_rules.dated(overrides or {}),
            breaks=calendar_rules.dated(breaks or {}),
            holidays=once,
            yearly=yearly,
        )
        if rules.never_open:
            raise ValueError("the calendar is never open")
        self.name = name
        self.version = version or rules.version
        self.zone = rules.zone
        self._tables = Tables(rules)
        self._table = EVER if rules.never_closed else EMPTY

    def __repr__(self) -> str:
        return f"Calendar({self.name!r}, version={self.version!r})"

    def is_open(self, at: datetime) -> bool:
        here = since_epoch(at)
        return self._around(here, here).open_from(here) == here

    def next_open(self, at: datetime) -> datetime:
        """`at` itself if it is open, else when it opens next."""
        here = since_epoch(at)
        table = self._around(here, here)
        while (found := table.open_from(here)) is None or found >= table.last:
            table = self._table = self._tables.later(table)
        return _instant(found)

    def between(self, start: datetime, end: datetime) -> int:
        """Open seconds from `start` until before `end`; none when they are the wrong way round."""
        first, last = since_epoch(start), since_epoch(end)
        if last <= first:
            return 0
        table = self._around(first, last)
        return table.opened(last) - table.opened(first)

    def add(self, start: datetime, seconds: int) -> datetime:
        """The earliest instant by which so many open seconds have passed; `start` itself for none."""
        here = since_epoch(start)
        if seconds <= 0:
            return _unmoved(here, seconds)
        table = self._around(here, here)
        while (found := table.earliest(table.opened(here) + seconds)) is None or found >= table.last:
            table = self._table = self._tables.later(table, least=here + seconds)
        return _instant(found)

    def sub(self, start: datetime, seconds: int) -> datetime:
        """The latest instant from which so many open seconds lead up to `start`; `start` itself for none."""
        here = since_epoch(start)
        if seconds <= 0:
            return _unmoved(here, seconds)
        table = self._around(here, here)
        while (found := table.latest(table.opened(here) - seconds)) is None or found < table.first:
            table = self._table = self._tables.earlier(table, most=here - seconds)
        return _instant(found)

    def openings(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch that is open between two instants, merged, cut off at both, the earliest first."""
        first, last = since_epoch(start), since_epoch(end)
        if first < last:
            for opens, closes in self._around(first, last).intervals(first, last):
                yield _instant(opens), _instant(closes)

    def _around(self, first: int, last: int) -> Table:
        """A table that knows these instants and what lies between them."""
        table = self._table
        if table.first <= first and last < table.last:
            return table
        table = self._table = self._tables.around(table, first, last)
        return table


def _instant(seconds: int) -> datetime:
    try:
        return EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise ValueError("this instant has no date in UTC") from None


def _unmoved(here: int, seconds: int) -> datetime:
    if seconds < 0:
        raise ValueError("a duration cannot be negative")
    return _instant(here)


ALWAYS = Calendar("UTC", {weekday: [("00:00", "24:00")] for weekday in WEEKDAYS}, name="24x7", version="24x7")
"""The calendar that is always open."""
