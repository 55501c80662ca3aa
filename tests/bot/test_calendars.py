"""Calendars made of settings and public holidays."""

from datetime import UTC, datetime

import pytest

from adapters.holidays.connect import PublicHolidays
from bot.calendars import explained
from bot.config import Settings
from bot.domain.calendar import ALWAYS
from bot.domain.holiday import Holiday
from bot.errors import SettingsError

NOW = datetime(2026, 1, 5, tzinfo=UTC)
WEEK = {"mon-fri": ["09:00-17:00"]}


def made(**written):
    settings = Settings.model_validate({"calendars": written})
    return explained(settings.calendars, PublicHolidays(), NOW)


def test_the_calendar_that_never_closes_is_always_there():
    assert made()["24x7"].calendar is ALWAYS


def test_public_holidays_close_and_so_do_dates():
    known = made(berlin={"timezone": "Europe/Berlin", "hours": WEEK, "holidays": ["DE-BE", "2026-01-05"]})

    berlin = known["berlin"].calendar

    assert not berlin.is_open(datetime(2026, 1, 5, 9, tzinfo=UTC))
    assert berlin.is_open(datetime(2026, 1, 6, 9, tzinfo=UTC))
    assert not berlin.is_open(datetime(2026, 12, 25, 9, tzinfo=UTC))
    assert not berlin.is_open(datetime(2040, 12, 25, 9, tzinfo=UTC))


def test_every_date_that_closes_has_a_source_and_no_other_date_closes():
    known = made(
        berlin={"timezone": "UTC", "hours": {"mon-sun": ["00:00-24:00"]}, "holidays": ["DE-BE", "*-12-24"]}
    )
    berlin = known["berlin"]

    closed = {one.in_year(2026): one.source.partition(" ")[0] for one in berlin.holidays if one.in_year(2026)}

    year = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert berlin.calendar.between(*year) == (365 - len(closed)) * 86_400
    assert closed["2026-12-24"] == "settings"
    assert closed["2026-12-25"] == "DE-BE"
    assert set(closed.values()) == {"settings", "DE-BE"}


def test_a_version_changes_with_the_holidays_and_with_nothing_else():
    germany = {"timezone": "Europe/Berlin", "hours": WEEK, "holidays": "DE"}

    versions = [
        made(one=given)["one"].calendar.version for given in (germany, germany, {**germany, "holidays": "FR"})
    ]

    assert versions[0] == versions[1] != versions[2]


def test_all_mistakes_are_told_at_once_with_their_paths():
    with pytest.raises(SettingsError) as caught:
        made(
            one={"timezone": "UTC", "hours": WEEK, "holidays": ["DE", "XX", "DE-ZZ"]},
            two={"timezone": "UTC", "overrides": {"2020-01-06": ["09:00-17:00"]}},
        )

    assert [line.partition(";")[0] for line in caught.value.findings] == [
        "calendars.one.holidays[1]: no public holidays are known of XX",
        "calendars.one.holidays[2]: no public holidays are known of DE-ZZ",
        "calendars.two: opens at no time in the next 400 days",
    ]


def test_a_calendar_that_opens_within_400_days_is_taken_and_a_later_one_is_not():
    soon = {"timezone": "UTC", "overrides": {"2027-02-08": ["09:00-17:00"]}}
    late = {"timezone": "UTC", "overrides": {"2027-02-10": ["09:00-17:00"]}}

    assert made(soon=soon)["soon"].calendar.next_open(NOW) == datetime(2027, 2, 8, 9, tzinfo=UTC)
    with pytest.raises(SettingsError, match="opens at no time"):
        made(late=late)


@pytest.mark.parametrize(
    ("on", "year", "date"),
    [
        ("2026-12-24", 2026, "2026-12-24"),
        ("2026-12-24", 2027, ""),
        ("*-12-24", 2027, "2027-12-24"),
        ("*-02-29", 2027, ""),
        ("*-02-29", 2028, "2028-02-29"),
        ("*-02-29", 2100, ""),
        ("*-02-29", 2000, "2000-02-29"),
    ],
)
def test_a_holiday_knows_its_date_in_a_year(on, year, date):
    assert Holiday(on, "", "settings").in_year(year) == date
