"""Settings of business calendars: when a desk is open."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, field_validator, model_validator

from bot.domain import calendar_rules
from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.calendar_rules import WEEKDAYS, Pairs
from bot.settings_kinds import Name, Section

PUBLIC = r"[A-Z]{2}(-\w{1,20})?"
"""A country, or a part of one, whose public holidays count."""

_DATE, _YEARLY = r"\d{4}-\d{2}-\d{2}", r"\*-\d{2}-\d{2}"
_WEEKDAY = "|".join(WEEKDAYS)
QUOTED_SPAN = {"type": "string", "pattern": r"^\d{2}:\d{2}-\d{2}:\d{2}$", "examples": ["09:00-17:30"]}
"""How a stretch of time stands in the JSON Schema."""


def _checked(check: Callable[[str], object]) -> Callable[[str], str]:
    def checked(text: str) -> str:
        check(text)
        return text

    return checked


def pair(text: str) -> tuple[str, str]:
    """`09:00-17:30` as its two ends."""
    opens, dash, closes = text.partition("-")
    if not dash:
        raise ValueError(f'expected times such as "09:00-17:30", not {text}')
    return opens.strip(), closes.strip()


def _holiday(text: str) -> None:
    if text.startswith("*"):
        calendar_rules.every_year(text)
    elif text[:1].isdigit():
        calendar_rules.day(text)
    elif not re.fullmatch(PUBLIC, text):
        raise ValueError(f"expected DE-BE, 2026-12-24 or *-12-24, not {text}")


def _several(value: Any) -> Any:
    """One may stand without brackets. `NO`, unquoted, is how YAML writes false."""
    listed = value if isinstance(value, list | tuple) else [value]
    if False in listed:
        raise ValueError('put the code into quotes: "NO"; without them YAML reads it as no')
    return listed


def weekdays(text: str) -> tuple[str, ...]:
    """`mon` or `mon-fri`; `sat-mon` goes round the week's end."""
    first, _, last = text.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        raise ValueError(f"expected a weekday or a range such as mon-fri; there are {', '.join(WEEKDAYS)}")
    start = WEEKDAYS.index(first)
    count = (WEEKDAYS.index(last or first) - start) % len(WEEKDAYS) + 1
    return tuple(WEEKDAYS[(start + n) % len(WEEKDAYS)] for n in range(count))


Span = Annotated[
    str,
    AfterValidator(_checked(lambda text: calendar_rules.span(*pair(text)))),
    WithJsonSchema(QUOTED_SPAN),
]
Days = Annotated[
    str,
    AfterValidator(_checked(weekdays)),
    WithJsonSchema({"type": "string", "pattern": f"^({_WEEKDAY})(-({_WEEKDAY}))?$"}),
]
Day = Annotated[
    str,
    AfterValidator(_checked(calendar_rules.day)),
    WithJsonSchema({"type": "string", "pattern": f"^{_DATE}$"}),
]
_CLOSED = {"type": "string", "pattern": f"^({_DATE}|{_YEARLY}|{PUBLIC})$"}
Closed = Annotated[
    tuple[Annotated[str, AfterValidator(_checked(_holiday))], ...],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [_CLOSED, {"type": "array", "items": _CLOSED}]}),
]
Zone = Annotated[str, AfterValidator(_checked(calendar_rules.zone))]
Spans = tuple[Span, ...]


class BusinessCalendar(Section):
    """Wall times of one zone. A holiday counts before a break, a break before an override."""

    timezone: Zone = Field(description="Zone of all times of this calendar: `Europe/Berlin`.")
    hours: dict[Days, Spans] = Field(
        description='Weekdays and when they are open: `mon-fri: ["09:00-12:00", "13:00-17:30"]`. An end '
        "before its start lies on the next date; what is left out is closed.",
        default_factory=dict,
    )
    holidays: Closed = Field(
        (),
        description="Dates that are closed: `2026-12-24`, `*-12-24` for every year, or the public holidays "
        "of a country or a part of one: `DE-BE`. One, or a list.",
    )
    overrides: dict[Day, Spans] = Field(
        default_factory=dict, description="Dates with times of their own; an empty list is closed."
    )
    breaks: dict[Day, Spans] = Field(
        default_factory=dict, description="Dates on which some time is closed that would be open."
    )

    @field_validator("hours")
    @classmethod
    def _every_day_once(cls, hours: dict[str, Spans]) -> dict[str, Spans]:
        named = [weekday for days in hours for weekday in weekdays(days)]
        if twice := [weekday for weekday in WEEKDAYS if named.count(weekday) > 1]:
            raise ValueError(f"{twice[0]} is named twice")
        return hours

    @model_validator(mode="after")
    def _opens(self) -> "BusinessCalendar":
        self.calendar("", self.dates())
        return self

    def dates(self) -> tuple[str, ...]:
        """Holidays that are written as dates."""
        return tuple(one for one in self.holidays if not one[0].isalpha())

    def public(self) -> tuple[str, ...]:
        """Codes of public holidays."""
        return tuple(one for one in self.holidays if one[0].isalpha())

    def calendar(self, name: str, closed: tuple[str, ...]) -> Calendar:
        """With these holidays; raises ValueError when it can never be open."""
        week = {weekday: _pairs(spans) for days, spans in self.hours.items() for weekday in weekdays(days)}
        return Calendar(
            self.timezone,
            week,
            name=name,
            holidays=closed,
            overrides={day: _pairs(spans) for day, spans in self.overrides.items()},
            breaks={day: _pairs(spans) for day, spans in self.breaks.items()},
        )


def _pairs(spans: Spans) -> Pairs:
    return tuple(pair(span) for span in spans)


def _not_built_in(name: Any) -> Any:
    if name == ALWAYS.name:
        raise ValueError("is always there and never closed; give yours another name")
    return name


CalendarName = Annotated[Name, BeforeValidator(_not_built_in)]
