"""Once every business day: when a breach that nobody answers for is spoken of again."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.domain.calendar import Calendar

MORNING = time(9)
"""Local time before which nobody is reminded of yesterday's breach, not even around the clock."""

_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)


def last(calendar: Calendar, after: datetime, now: datetime, zone: tzinfo) -> datetime | None:
    """The latest such instant that is not behind `now`, on a business day later than that of `after`."""
    day = _last_open_day(calendar, now + _SECOND, zone)
    while day > day_of(after, zone):
        found = _on(calendar, day, zone)
        if found is not None and after < found <= now:
            return found
        day = _last_open_day(calendar, _instant(day, time(), zone), zone)
    return None


def following(calendar: Calendar, after: datetime, now: datetime, zone: tzinfo) -> datetime:
    """The first such instant behind `now`, on a business day later than that of `after`."""
    day = max(day_of(after, zone) + _DAY, day_of(now, zone))
    while True:
        day = day_of(calendar.next_open(_instant(day, time(), zone)), zone)
        found = _on(calendar, day, zone)
        if found is not None and found > now:
            return found
        day += _DAY


def day_of(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()


def _on(calendar: Calendar, day: date, zone: tzinfo) -> datetime | None:
    """In the morning, or at the first opening after it; at midnight only where a day is over so early.

    None on a day that only sees the end of the night before.
    """
    morning = calendar.next_open(_instant(day, MORNING, zone))
    if day_of(morning, zone) == day:
        return morning
    midnight = _instant(day, time(), zone)
    early = calendar.next_open(midnight)
    return early if day_of(early, zone) == day and not calendar.is_open(midnight - _SECOND) else None


def _last_open_day(calendar: Calendar, before: datetime, zone: tzinfo) -> date:
    return day_of(calendar.sub(before, 1), zone)


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
