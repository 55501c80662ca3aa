"""How times of rotas are written: rotations, hand-overs, dates, and when a layer counts."""

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from bot.domain import calendar_rules
from bot.domain.calendar_rules import WEEKDAYS
from bot.domain.rota_rotation import Rotation, Unit
from bot.settings_calendars import pair, weekdays
from bot.settings_kinds import listed

NAMED = {"daily": (1, Unit.DAYS), "weekly": (1, Unit.WEEKS)}
_EVERY = re.compile(r"every ([1-9]\d{0,3}) (hour|day|week)s?")
_MORNING = time(9)
_TIME, _DATE = r"\d{2}:\d{2}", r"\d{4}-\d{2}-\d{2}"
_DAYS = f"({'|'.join(WEEKDAYS)})(-({'|'.join(WEEKDAYS)}))?"


def rotation(text: str) -> tuple[int, Unit]:
    """How many of which unit. Raises ValueError."""
    if text in NAMED:
        return NAMED[text]
    if found := _EVERY.fullmatch(text):
        every, unit = int(found[1]), Unit(f"{found[2]}s")
        Rotation(every, unit, _MORNING)
        return every, unit
    raise ValueError("expected daily, weekly, or such as every 12 hours or every 2 weeks")


def _clock(text: str) -> time:
    try:
        if re.fullmatch(_TIME, text):
            return time.fromisoformat(text)
    except ValueError:
        pass  # it looks like a time, but no day has it
    raise ValueError(f"expected a time such as 09:00, not {text}")


def hand_over(text: str) -> tuple[int | None, time]:
    """`mon 09:00` or `09:00` as a weekday, 0 is Monday, and a time. Raises ValueError."""
    first, _, last = text.rpartition(" ")
    if first and first not in WEEKDAYS:
        raise ValueError(f"there is no weekday {first}; there are {', '.join(WEEKDAYS)}")
    return (WEEKDAYS.index(first) if first else None), _clock(last)


def wall(text: str, otherwise: time | None = None) -> datetime:
    """`2026-01-05 09:00` as a wall time; a date alone is that day at `otherwise`. Raises ValueError."""
    day, _, at = text.replace("T", " ").partition(" ")
    if not at and otherwise is None:
        raise ValueError(f"expected a date and a time such as 2026-01-05 09:00, not {text}")
    return datetime.combine(calendar_rules.day(day), _clock(at) if at or otherwise is None else otherwise)


def opening(text: str) -> tuple[tuple[str, ...], tuple[str, str]]:
    """Weekdays and a stretch of time; without weekdays it is every day's."""
    first, _, last = text.rpartition(" ")
    ends = pair(last)
    calendar_rules.span(*ends)
    return (weekdays(first) if first else WEEKDAYS), ends


def _checked(check: Callable[[str], object]) -> AfterValidator:
    def checked(text: str) -> str:
        check(text)
        return text

    return AfterValidator(checked)


def _text(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", "examples": list(examples)})


_ONLY = {"type": "string", "pattern": f"^({_DAYS} )?{_TIME}-{_TIME}$", "examples": ["mon-fri 09:00-17:00"]}
Rotate = Annotated[str, _checked(rotation), _text(f"(daily|weekly|{_EVERY.pattern})", "every 12 hours")]
HandOver = Annotated[
    str, _checked(hand_over), _text(f"(({'|'.join(WEEKDAYS)}) )?{_TIME}", "mon 09:00", "09:00")
]
Day = Annotated[
    str, _checked(lambda text: wall(text, _MORNING)), _text(f"{_DATE}([ T]{_TIME})?", "2026-01-05")
]
Moment = Annotated[str, _checked(wall), _text(f"{_DATE}[ T]{_TIME}", "2026-12-24 08:00")]
Only = Annotated[
    tuple[Annotated[str, _checked(opening)], ...],
    BeforeValidator(listed),
    WithJsonSchema({"anyOf": [_ONLY, {"type": "array", "items": _ONLY}]}),
]
