"""When a calendar is open, as people write it: wall times, weekdays, dates."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
ALL_DAY = (0, DAY)

Span = tuple[int, int]
"""Minutes after midnight, the end excluded; an end behind 24:00 lies on the next date."""

Spans = tuple[Span, ...]
Pairs = Sequence[Sequence[str]]
"""`[["09:00", "12:00"], ["22:00", "06:00"]]`."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEAP = 2024
_NO_PLACE = ("localtime", "posixrules", "right/", "posix/")
"""Names in a system's folder of zones that mean the machine's own zone, or count leap seconds."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A holiday counts before a break, a break before an override, an override before the week."""

    zone: ZoneInfo
    week: tuple[Spans, ...]
    overrides: Mapping[date, Spans]
    breaks: Mapping[date, Spans]
    holidays: frozenset[date]
    yearly: frozenset[tuple[int, int]]

    @property
    def never_closed(self) -> bool:
        dated = self.overrides or self.breaks or self.holidays or self.yearly
        return not dated and all(ALL_DAY in spans for spans in self.week)

    @property
    def never_open(self) -> bool:
        return not any(self.week) and not any(self.overrides.values())

    @property
    def version(self) -> str:
        """The same for the same rules, in whatever order they were written."""
        dates = [{f"{day}": one for day, one in days.items()} for days in (self.overrides, self.breaks)]
        closed = sorted(map(str, self.holidays)), sorted(self.yearly)
        text = json.dumps([self.zone.key, self.week, *dates, *closed], sort_keys=True)
        return sha256(text.encode()).hexdigest()[:12]

    def spans(self, day: date) -> Spans:
        """What opens on this date, before breaks."""
        if day in self.holidays or (day.month, day.day) in self.yearly:
            return ()
        own = self.overrides.get(day)
        return self.week[day.weekday()] if own is None else own


def zone(name: str) -> ZoneInfo:
    """Raises ValueError for a name that no zone has everywhere."""
    try:
        if not name.startswith(_NO_PLACE):
            return ZoneInfo(name)
    except (OSError, KeyError, ValueError):
        pass  # each of these is how an unknown, a strange or an unreadable name is told
    raise ValueError(f"there is no time zone {name}; write one such as Europe/Berlin")


def span(opens: str, closes: str) -> Span:
    """`09:00` to `17:30`; `24:00` may be an end, and an end before its start lies on the next date."""
    first, last = _minutes(opens), _minutes(closes)
    if first == DAY:
        raise ValueError(f"{opens}-{closes} begins where the date ends; write 00:00 on the next one")
    if first == last:
        raise ValueError(f"{opens}-{closes} ends where it begins; the whole date is 00:00-24:00")
    return (first, last) if first < last else (first, last + DAY)


def _minutes(text: str) -> int:
    if not _TIME.fullmatch(text):
        raise ValueError(f"expected times such as 09:00 or 24:00, not {text}")
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def day(text: str) -> date:
    """`2026-12-24`, and no other way to write it."""
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # it looks like a date, but no year has it
    raise ValueError(f"expected a date such as 2026-12-24, not {text}")


def every_year(text: str) -> tuple[int, int]:
    """Month and day of `*-12-24`; 29 February counts where there is one."""
    try:
        found = day(f"{_LEAP}{text.removeprefix('*')}")
    except ValueError:
        raise ValueError(f"expected a date such as *-12-24, not {text}") from None
    return found.month, found.day


def spans(pairs: Pairs) -> Spans:
    return tuple(span(opens, closes) for opens, closes in pairs)


def week(hours: Mapping[str, Pairs]) -> tuple[Spans, ...]:
    """A weekday that is missing is closed."""
    if unknown := [name for name in hours if name not in WEEKDAYS]:
        raise ValueError(f"there is no weekday {unknown[0]}; there are {', '.join(WEEKDAYS)}")
    return tuple(spans(hours.get(name, ())) for name in WEEKDAYS)


def dated(given: Mapping[str, Pairs]) -> Mapping[date, Spans]:
    return {day(text): spans(pairs) for text, pairs in given.items()}


def holidays(given: Iterable[str]) -> tuple[frozenset[date], frozenset[tuple[int, int]]]:
    """Single dates, and those of every year."""
    once, yearly = set(), set()
    for text in given:
        if text.startswith("*"):
            yearly.add(every_year(text))
        else:
            once.add(day(text))
    return frozenset(once), frozenset(yearly)
