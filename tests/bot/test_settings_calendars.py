"""Settings of business calendars: what may be written, and what is said of mistakes."""

from pathlib import Path

import pytest

from bot.config import load
from bot.errors import SettingsError
from bot.settings_calendars import weekdays


@pytest.fixture
def written(tmp_path):
    """Loads a file with one calendar, `berlin`, of which these lines are written."""

    def written(text: str, *, name: str = "berlin"):
        path = tmp_path / "caseline.yml"
        path.write_text(f"calendars: {{{name}: {{{text}}}}}", encoding="utf-8")
        return load(path, {}).calendars[name]

    return written


def mistakes(path: Path, text: str) -> list[str]:
    file = path / "caseline.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(file, {})
    return [line.removeprefix(f"{file}: ") for line in caught.value.findings]


def test_the_shortest_calendar_has_a_zone_and_hours(written):
    one = written('timezone: Europe/Berlin, hours: {mon-fri: ["09:00-17:30"]}, holidays: DE-BE')

    assert one.hours == {"mon-fri": ("09:00-17:30",)}
    assert one.public() == ("DE-BE",)
    assert one.dates() == ()


def test_holidays_may_be_codes_and_dates_mixed_quoted_or_not(written):
    one = written('timezone: UTC, hours: {mon: ["09:00-17:00"]}, holidays: [DE, 2026-12-24, "*-12-31", "NO"]')

    assert one.public() == ("DE", "NO")
    assert one.dates() == ("2026-12-24", "*-12-31")


def test_dates_need_no_quotes(written):
    one = written(
        'timezone: UTC, overrides: {2026-12-24: ["09:00-12:00"]}, breaks: {2026-12-24: ["10:00-11:00"]}'
    )

    assert one.overrides == {"2026-12-24": ("09:00-12:00",)}
    assert one.breaks == {"2026-12-24": ("10:00-11:00",)}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon", "mon"),
        ("mon-fri", "mon tue wed thu fri"),
        ("sat-mon", "sat sun mon"),
        ("fri-fri", "fri"),
        ("mon-sun", "mon tue wed thu fri sat sun"),
        ("tue-mon", "tue wed thu fri sat sun mon"),
    ],
)
def test_a_range_of_weekdays_may_go_round_the_end_of_the_week(text, days):
    assert weekdays(text) == tuple(days.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hours: {mon: ['09:00-17:00']}", "calendars.berlin.timezone: expected a value"),
        ("timezone: Berlin", "calendars.berlin.timezone: there is no time zone Berlin"),
        (
            "timezone: UTC, hours: {mon: ['9-17']}",
            "calendars.berlin.hours.mon[0]: expected times such as 09:00",
        ),
        ("timezone: UTC, hours: {mon: ['09:00']}", "calendars.berlin.hours.mon[0]: expected times such as"),
        ("timezone: UTC, hours: {mon: 09:00-17:00}", "calendars.berlin.hours.mon: expected a list"),
        (
            "timezone: UTC, hours: {tue: ['09:00-10:00', '11:00-11:00']}",
            "calendars.berlin.hours.tue[1]: 11:00-11:00 ends where it begins",
        ),
        (
            "timezone: UTC, hours: {montag: []}",
            "calendars.berlin.hours.montag: expected a weekday or a range",
        ),
        ("timezone: UTC, hours: {mon-xxx: []}", "calendars.berlin.hours.mon-xxx: expected a weekday or"),
        (
            "timezone: UTC, hours: {mon-fri: ['09:00-17:00'], wed: []}",
            "calendars.berlin.hours: wed is named twice",
        ),
        ("timezone: UTC, hours: {}", "calendars.berlin: the calendar is never open"),
        ("timezone: UTC, holidays: NO", 'calendars.berlin.holidays: put the code into quotes: "NO"'),
        ("timezone: UTC, holidays: [Bavaria]", "calendars.berlin.holidays[0]: expected DE-BE, 2026-12-24 or"),
        (
            "timezone: UTC, holidays: [DE, 2026-13-01]",
            "calendars.berlin.holidays[1]: expected a date such as",
        ),
        (
            "timezone: UTC, holidays: ['*-02-30']",
            "calendars.berlin.holidays[0]: expected a date such as *-12-24",
        ),
        ("timezone: UTC, overrides: {soon: []}", "calendars.berlin.overrides.soon: expected a date such as"),
        (
            "timezone: UTC, breaks: {'2026-01-05': ['12:00-12:00']}",
            "calendars.berlin.breaks.2026-01-05[0]: 12:00-12:00 ends where it begins",
        ),
        ("timezone: UTC, hurs: {}", "calendars.berlin.hurs: there is no such setting; did you mean hours?"),
    ],
)
def test_a_mistake_is_told_with_its_path_and_what_was_expected(tmp_path, text, said):
    found = mistakes(tmp_path, f"calendars: {{berlin: {{{text}}}}}")

    assert found[0].startswith(said)


def test_the_calendar_that_is_always_there_cannot_be_written(tmp_path):
    found = mistakes(tmp_path, "calendars: {24x7: {timezone: UTC, hours: {mon: ['09:00-17:00']}}}")

    assert found == ["calendars.24x7: is always there and never closed; give yours another name"]


def test_intervals_that_overlap_are_one(written):
    one = written('timezone: UTC, hours: {mon: ["09:00-12:00", "11:00-15:00"]}')

    calendar = one.calendar("berlin", ())

    assert calendar.version
    assert calendar.name == "berlin"
