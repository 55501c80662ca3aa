"""How people write how long something takes: `20m`, `1h30m`, `2d`."""

import re
from datetime import timedelta

_DURATION = re.compile(r"(\d+)\s*(s|m|h|d)")
_UNIT = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def duration(text: object) -> timedelta:
    """`20m`, `1h30m`, `2d` as a timedelta; raises ValueError."""
    if isinstance(text, timedelta):
        return text
    found = _DURATION.findall(text) if isinstance(text, str) else []
    if not found or _DURATION.sub("", str(text)).strip():
        raise ValueError("expected a duration such as 45s, 20m, 1h30m or 2d")
    try:
        return sum((timedelta(**{_UNIT[unit]: int(count)}) for count, unit in found), timedelta())
    except OverflowError:
        raise ValueError("is longer than any clock runs") from None


def spoken(span: timedelta) -> str:
    """A duration as it is written in the file."""
    seconds = int(span.total_seconds())
    parts = (
        (seconds // 86400, "d"),
        (seconds // 3600 % 24, "h"),
        (seconds // 60 % 60, "m"),
        (seconds % 60, "s"),
    )
    return "".join(f"{count}{unit}" for count, unit in parts if count) or "0s"
