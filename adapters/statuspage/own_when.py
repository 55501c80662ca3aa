"""Instants, days and durations, as the page writes them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.statuspage.own_words import Words


class When:
    """Writes for one zone and one language."""

    def __init__(self, words: Words, zone: ZoneInfo) -> None:
        self._words = words
        self._zone = zone

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def instant(self, at: datetime) -> str:
        """For machines in UTC, for people in the zone, with its abbreviation."""
        return f'<time datetime="{utc(at)}">{self.plain_instant(at)}</time>'

    def plain_instant(self, at: datetime) -> str:
        there = at.astimezone(self._zone)
        return self._words.instant.format(day=self._day(there), time=f"{there:%H:%M} {_zone(there)}")

    def day(self, day: date) -> str:
        return f'<time datetime="{day.isoformat()}">{self._day(day)}</time>'

    def month(self, first: date) -> str:
        return self._words.month.format(month=self._words.months[first.month - 1], year=first.year)

    def duration(self, lasted: timedelta) -> str:
        """The two greatest units, on one line; less than a minute counts as one."""
        minutes = max(1, int(lasted.total_seconds()) // 60)
        amounts = (minutes // 1440, minutes // 60 % 24, minutes % 60)
        parts = [unit.format(n=n) for unit, n in zip(self._words.units, amounts, strict=True) if n]
        return " ".join(parts[:2]).replace(" ", "\N{NO-BREAK SPACE}")

    def _day(self, day: date) -> str:
        month = self._words.months_short[day.month - 1]
        return self._words.day.format(day=day.day, month=month, year=day.year)


def utc(at: datetime) -> str:
    """`2026-11-28T10:42:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _zone(there: datetime) -> str:
    """Zones without an abbreviation of letters are told by their distance."""
    name = there.tzname() or "UTC"
    return name if name[0].isalpha() else f"UTC{there:%z}"
