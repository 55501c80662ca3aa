"""Instants that lie ahead, as people type them: `30m`, `until 15:00`, `tomorrow 9:00`."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.commands.understand import zone_of

_UNTIL = re.compile(r"(?i)^(?:for|in|until|till|til|to|by|before)\b\s*")
_SPAN = re.compile(r"(?i)(\d{1,4})\s*(m|min|mins|minutes?|h|hrs?|hours?|d|days?)(?![a-z])\s*")
_UNIT = {"m": "minutes", "h": "hours", "d": "days"}
_AT = re.compile(
    r"(?i)(?:(?P<day>\d{4}-\d{2}-\d{2}|today|tomorrow)(?:[\sT]+(?:at\s+)?|$))?"
    r"(?:(?P<hour>2[0-4]|[01]?\d)(?P<minute>:[0-5]\d)?(?:\s*(?P<half>[ap])\.?m\.?)?(?P<utc>\s*(?:z|utc|gmt))?)?"
)


def ahead(words: str, now: datetime, zone: str) -> datetime | None:
    """The instant that all of these words name, or None; a time of day that is over is tomorrow's.

    A named day may lie in the past, and then so does the instant.
    """
    wanted = _UNTIL.sub("", words.strip())
    if spans := _SPAN.findall(wanted):
        if _SPAN.sub("", wanted):
            return None
        return now + sum((timedelta(**{_UNIT[u[0].lower()]: int(n)}) for n, u in spans), timedelta())
    found = _AT.fullmatch(wanted)
    if not found or not found["hour"] or not (found["minute"] or found["half"]):
        return None
    try:
        return _at(found, now, UTC if found["utc"] else zone_of(zone))
    except (ValueError, OverflowError):  # The thirtieth of February, or half past 24.
        return None


def _at(found: re.Match[str], now: datetime, zone: tzinfo) -> datetime:
    hour, minute, day = int(found["hour"]), int((found["minute"] or ":0")[1:]), (found["day"] or "").lower()
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("there is no such hour")
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    today = now.astimezone(zone).date()
    on = {"tomorrow": today + timedelta(days=1)}.get(day, today)
    if day[:1].isdigit():
        on = date.fromisoformat(day)
    wanted = _instant(on, hour, minute, zone)
    if not day and wanted <= now:
        return _instant(on + timedelta(days=1), hour, minute, zone)
    return wanted


def _instant(on: date, hour: int, minute: int, zone: tzinfo) -> datetime:
    """`24:00` is the end of the day."""
    if hour == 24 and minute == 0:
        on, hour = on + timedelta(days=1), 0
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone).astimezone(UTC)
