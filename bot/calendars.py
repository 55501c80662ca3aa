"""Calendars as the settings name them, with the public holidays that they ask for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.holiday import SETTINGS, Holiday
from bot.errors import NotFound, SettingsError
from bot.ports import PublicHolidays
from bot.settings_calendars import BusinessCalendar

PUBLIC_YEARS = range(1950, 2101)
"""Always the same ones: a calendar must not become another one because a year has gone by."""

MUST_OPEN_WITHIN = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Explained:
    """A calendar, what was written of it, and every date that closes it, in order."""

    calendar: Calendar
    written: BusinessCalendar
    holidays: tuple[Holiday, ...] = ()


def explained(
    written: Mapping[str, BusinessCalendar], public: PublicHolidays, now: datetime
) -> dict[str, Explained]:
    """By name, with `24x7`, which is always there; raises SettingsError with a line for every mistake."""
    all_day = BusinessCalendar(timezone="UTC", hours={"mon-sun": ("00:00-24:00",)})
    made, wrong = {ALWAYS.name: Explained(ALWAYS, all_day)}, list[str]()
    for name, one in written.items():
        try:
            made[name] = _explained(name, one, public, now)
        except SettingsError as error:
            wrong += error.findings
    if wrong:
        raise SettingsError(wrong)
    return made


def _explained(name: str, written: BusinessCalendar, public: PublicHolidays, now: datetime) -> Explained:
    holidays = [Holiday(on, "", SETTINGS) for on in written.dates()]
    if wrong := list(_add_public(holidays, name, written, public)):
        raise SettingsError(wrong)
    calendar = written.calendar(name, tuple(dict.fromkeys(one.on for one in holidays)))
    if next(calendar.openings(now, now + MUST_OPEN_WITHIN), None) is None:
        raise SettingsError([f"calendars.{name}: opens at no time in the next {MUST_OPEN_WITHIN.days} days"])
    return Explained(calendar, written, tuple(sorted(holidays, key=lambda one: (one.on, one.source))))


def _add_public(
    holidays: list[Holiday], name: str, written: BusinessCalendar, public: PublicHolidays
) -> Iterator[str]:
    """A line for every code of which nobody knows anything."""
    for code in written.public():
        try:
            holidays += public.of(code, PUBLIC_YEARS)
        except NotFound as error:
            yield f"calendars.{name}.holidays[{written.holidays.index(code)}]: {error}"
