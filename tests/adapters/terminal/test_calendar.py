"""`caseline calendar`: what it prints, for people and for machines."""

import json
from datetime import UTC, datetime

import pytest

from adapters.holidays.connect import PublicHolidays
from adapters.terminal.calendar import calendar, findings
from bot.calendars import explained
from bot.config import Settings
from bot.errors import NotFound

NOW = datetime(2026, 1, 5, 12, 0, 0, 5, tzinfo=UTC)
BERLIN = {
    "timezone": "Europe/Berlin",
    "hours": {"mon-fri": ["09:00-12:00", "13:00-17:30"], "sat": ["22:00-02:00"]},
    "holidays": ["DE-BE", "*-12-24", "2027-01-04"],
    "overrides": {"2026-12-31": ["09:00-12:00"], "2026-08-14": [], "2027-08-14": []},
    "breaks": {"2026-09-03": ["13:30-15:00"]},
}


@pytest.fixture
def known():
    settings = Settings.model_validate({"calendars": {"berlin": BERLIN}})
    return explained(settings.calendars, PublicHolidays(), NOW)


def test_hours_holidays_overrides_and_breaks_of_a_year_are_shown_with_their_source(known):
    lines = calendar(known, "berlin", 2026, as_data=False).splitlines()

    assert lines[0].startswith("berlin · Europe/Berlin · 2026 · version ")
    assert "  mon-fri  09:00-12:00, 13:00-17:30" in lines
    assert any(line.split() == ["2026-12-24", "Thu", "–", "settings", "(*-12-24)"] for line in lines)
    assert any("2026-12-25  Fri  Christmas Day" in line and "DE-BE (holidays 0." in line for line in lines)
    assert "  2026-08-14  closed" in lines
    assert "  2026-09-03  13:30-15:00" in lines
    assert not any("2027" in line for line in lines)


def test_machines_get_the_same(known):
    data = json.loads(calendar(known, "berlin", 2026, as_data=True))

    assert data["version"] == known["berlin"].calendar.version
    assert {"date": "2026-12-24", "name": "", "source": "settings", "written": "*-12-24"} in data["holidays"]
    assert data["overrides"] == {"2026-08-14": [], "2026-12-31": ["09:00-12:00"]}
    assert data["public_holidays_known"] is True


def test_every_date_that_is_listed_is_closed_and_every_date_that_is_closed_is_listed(known):
    berlin = known["berlin"].calendar

    data = json.loads(calendar(known, "berlin", 2026, as_data=True))

    listed = {one["date"] for one in data["holidays"]}
    days = [datetime(2026, month, day, 9, tzinfo=UTC) for month in range(1, 13) for day in range(1, 29)]
    working = [at for at in days if at.weekday() < 5 and f"{at:%Y-%m-%d}" not in data["overrides"]]
    assert all(berlin.is_open(at) is (f"{at:%Y-%m-%d}" not in listed) for at in working)


def test_years_without_public_holidays_say_so(known):
    text = calendar(known, "berlin", 2150, as_data=False)

    assert text.endswith("Public holidays are known from 1950 to 2100 only.")


def test_the_calendar_that_never_closes_is_shown_too(known):
    assert "mon-sun  00:00-24:00" in calendar(known, "24x7", 2026, as_data=False)


def test_a_calendar_that_is_not_there_is_said_with_those_that_are(known):
    with pytest.raises(NotFound, match=r"There is no calendar paris; there are 24x7, berlin\."):
        calendar(known, "paris", 2026, as_data=False)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (NOW.replace(hour=11), "Europe/Berlin, opens 2026-01-05 12:00:00Z, 11 holidays in 2026"),
        (NOW, "Europe/Berlin, open now, 11 holidays in 2026"),
        (NOW.replace(hour=20), "Europe/Berlin, opens 2026-01-06 08:00:00Z, 11 holidays in 2026"),
    ],
)
def test_a_check_says_whether_it_is_open(known, now, says):
    (found,) = findings(lambda: known, now)

    assert found.ok
    assert (found.what, found.says) == ("calendars.berlin", says)
