"""Business calendars at their edges: what others decide otherwise, what is refused, what is far away."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.calendar_rules import WEEKDAYS

ROOT = Path(__file__).parents[3]
NINE_TO_FIVE = {day: [("09:00", "17:00")] for day in WEEKDAYS[:5]}
OFFICE = Calendar("UTC", NINE_TO_FIVE)
UNEVEN = Calendar(
    "UTC",
    {
        **{day: [("09:00", "17:00")] for day in ("mon", "wed", "fri")},
        **{day: [("10:00", "16:00")] for day in ("tue", "thu")},
        "sat": [("11:00", "14:30")],
    },
)
HOUR = 3600


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("calendar", "at"),
    [(UNEVEN, "2006-01-03 00:00"), (OFFICE, "2010-04-10 12:33"), (OFFICE, "2016-01-30 12:33")],
)
def test_no_time_at_all_leaves_an_instant_where_it_is(calendar, at):
    start = utc(at)

    assert calendar.add(start, 0) == calendar.sub(start, 0) == start


def test_what_is_used_up_at_closing_is_due_at_closing_and_not_at_the_next_opening():
    calendar = Calendar("UTC", {"sun": [("11:00", "12:00")]})

    due = calendar.add(utc("2006-01-01 00:00"), 2 * HOUR)

    assert due == utc("2006-01-08 12:00")


def test_an_interval_that_the_clock_change_swallows_is_empty():
    hours = {"sun": [("02:30", "03:15")], "mon": [("09:00", "17:00")]}
    calendar = Calendar("America/Los_Angeles", hours)

    counted = calendar.between(
        datetime.fromisoformat("2006-04-02T00:00-08:00"), datetime.fromisoformat("2006-04-03T17:00-07:00")
    )

    assert counted == 28_800


def test_a_reversed_range_holds_nothing():
    assert OFFICE.between(utc("2014-04-07 15:00"), utc("2014-04-07 10:00")) == 0


def test_a_day_of_25_hours_counts_in_full():
    calendar = Calendar("Europe/Paris", {"sun": [("00:00", "24:00")]})

    counted = calendar.between(utc("2020-10-24 22:00"), utc("2020-10-25 23:00"))

    assert counted == 90_000


def test_seconds_are_kept():
    calendar = Calendar("Europe/Berlin", {day: [("08:00", "20:00")] for day in WEEKDAYS[:5]})

    due = calendar.add(utc("2016-11-07 13:26:36"), 72_000)

    assert due == utc("2016-11-09 09:26:36")


def test_a_fraction_of_a_second_is_dropped():
    at = datetime(2026, 1, 5, 16, 59, 59, 999_999, UTC)

    assert OFFICE.next_open(at) == at.replace(microsecond=0)
    assert OFFICE.add(at, 1) == utc("2026-01-05 17:00")
    assert OFFICE.between(at, at + timedelta(seconds=1)) == 1


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-01-09 16:30", 1, "2026-01-12 09:30"),
        ("2026-01-09 16:00", 8, "2026-01-12 16:00"),
        ("2026-01-09 16:00", 2, "2026-01-12 10:00"),
    ],
)
def test_friday_evening_goes_on_on_monday(start, hours, due):
    assert OFFICE.add(utc(start), hours * HOUR) == utc(due)
    assert ALWAYS.add(utc(start), hours * HOUR) == utc(start) + timedelta(hours=hours)


def test_a_ticket_created_at_night_gets_its_whole_time_from_the_next_opening():
    assert OFFICE.add(utc("2026-01-05 22:00"), HOUR) == utc("2026-01-06 10:00")


def test_two_holidays_in_a_row_of_long_days_are_left_out():
    daily = {day: [("09:00", "21:00")] for day in WEEKDAYS}
    calendar = Calendar("UTC", daily, holidays=["2016-11-11", "2016-11-13"])

    assert calendar.add(utc("2016-11-09 23:00"), 48 * HOUR) == utc("2016-11-15 21:00")


def test_openings_are_merged_and_cut_off_at_both_ends():
    calendar = Calendar("UTC", {"mon": [("09:00", "12:00"), ("12:00", "13:00"), ("14:00", "17:00")]})

    found = list(calendar.openings(utc("2026-01-05 10:00"), utc("2026-01-05 15:00")))

    assert found == [
        (utc("2026-01-05 10:00"), utc("2026-01-05 13:00")),
        (utc("2026-01-05 14:00"), utc("2026-01-05 15:00")),
    ]
    assert list(calendar.openings(utc("2026-01-05 15:00"), utc("2026-01-05 10:00"))) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"timezone": "Europe/Atlantis"}, "there is no time zone Europe/Atlantis"),
        ({"timezone": "localtime"}, "there is no time zone localtime"),
        ({"timezone": "right/Europe/Berlin"}, "there is no time zone right/Europe/Berlin"),
        ({"timezone": "../etc/passwd"}, "there is no time zone ../etc/passwd"),
        ({"timezone": "Europe"}, "there is no time zone Europe"),
        ({"timezone": ""}, "there is no time zone "),
        ({"hours": {"monday": [("09:00", "17:00")]}}, "there is no weekday monday"),
        ({"hours": {"mon": [("09:00", "09:00")]}}, "09:00-09:00 ends where it begins"),
        ({"hours": {"mon": [("00:00", "00:00")]}}, "00:00-00:00 ends where it begins"),
        ({"hours": {"mon": [("24:00", "08:00")]}}, "24:00-08:00 begins where the date ends"),
        ({"hours": {"mon": [("9:00", "17:00")]}}, "expected times such as 09:00 or 24:00, not 9:00"),
        ({"hours": {"mon": [("09:00", "24:30")]}}, "expected times such as 09:00 or 24:00, not 24:30"),
        ({"hours": {"mon": [("09:00", "17:60")]}}, "expected times such as 09:00 or 24:00, not 17:60"),
        ({"hours": {"mon": [("09:00", "١٧:٠٠")]}}, "expected times such as 09:00 or 24:00, not ١٧:٠٠"),
        ({"hours": {}}, "the calendar is never open"),
        ({"hours": {"mon": []}, "overrides": {"2026-01-05": []}}, "the calendar is never open"),
        ({"holidays": ["2026-02-30"]}, "expected a date such as 2026-12-24, not 2026-02-30"),
        ({"holidays": ["20261224"]}, "expected a date such as 2026-12-24, not 20261224"),
        ({"holidays": ["*-02-30"]}, "expected a date such as *-12-24, not *-02-30"),
        ({"breaks": {"soon": [("09:00", "10:00")]}}, "expected a date such as 2026-12-24, not soon"),
        ({"overrides": {"2026-13-01": []}}, "expected a date such as 2026-12-24, not 2026-13-01"),
    ],
)
def test_what_is_written_wrongly_is_refused_with_one_sentence(wrong, said):
    with pytest.raises(ValueError) as caught:
        Calendar(**{"timezone": "UTC", "hours": NINE_TO_FIVE, **wrong})

    assert str(caught.value).startswith(said)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="has no time zone"):
        OFFICE.add(datetime(2026, 1, 5, 9), 60)  # noqa: DTZ001 -- this is what is refused


def test_a_negative_duration_is_refused():
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add(utc("2026-01-05 09:00"), -1)


FAR = [
    datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1899, 12, 31, tzinfo=UTC),
    datetime(2200, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
]


@pytest.mark.parametrize("at", FAR, ids=str)
@pytest.mark.parametrize(
    "ask",
    [
        OFFICE.is_open,
        OFFICE.next_open,
        lambda at: OFFICE.add(at, 1),
        lambda at: OFFICE.sub(at, 1),
        lambda at: OFFICE.between(*sorted((at, utc("2026-01-05 09:00")))),
        lambda at: list(OFFICE.openings(*sorted((at, utc("2026-01-05 09:00"))))),
    ],
    ids=["is_open", "next_open", "add", "sub", "between", "openings"],
)
def test_before_1900_and_after_2199_there_is_no_answer(at, ask):
    with pytest.raises(ValueError, match="calendars answer from 1900 to 2199"):
        ask(at)


def test_within_three_centuries_every_answer_comes_and_soon():
    calendar, begun = Calendar("Europe/Berlin", NINE_TO_FIVE), time.process_time()

    first, last = utc("1900-01-01 00:00"), utc("2199-12-31 23:59:59")

    assert calendar.next_open(first) == datetime.fromisoformat("1900-01-01T09:00+01:00")
    assert calendar.sub(last, calendar.between(first, last)) == calendar.next_open(first)
    assert time.process_time() - begun < 30


@pytest.mark.parametrize("seconds", [10**10, 10**30])
def test_more_time_than_three_centuries_have_is_refused_before_anything_is_worked_out(seconds):
    calendar = Calendar("UTC", NINE_TO_FIVE)

    for ask in (calendar.add, calendar.sub):
        with pytest.raises(ValueError, match="calendars answer from 1900 to 2199"):
            ask(utc("2026-01-05 09:00"), seconds)

    assert len(calendar._table.years) < 10


def test_a_calendar_that_has_closed_for_good_says_so():
    calendar = Calendar("UTC", {}, overrides={"2020-01-06": [("09:00", "17:00")]})

    assert calendar.add(utc("2020-01-01 00:00"), 8 * HOUR) == utc("2020-01-06 17:00")
    with pytest.raises(ValueError, match="calendars answer from 1900 to 2199"):
        calendar.next_open(utc("2020-01-06 17:00"))


def test_always_answers_as_far_as_there_are_dates():
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC, microsecond=0)
    seconds = int((last - first).total_seconds())

    assert ALWAYS.between(first, last) == seconds
    assert ALWAYS.add(first, seconds) == last
    assert ALWAYS.sub(last, seconds) == first
    with pytest.raises(ValueError):
        ALWAYS.add(last, 1)
    with pytest.raises(ValueError):
        ALWAYS.add(datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), 0)


def test_a_version_follows_the_rules_and_not_the_way_they_are_written():
    one = Calendar("UTC", NINE_TO_FIVE, holidays=["2026-12-24", "*-12-25"], name="one")
    same = Calendar("UTC", dict(reversed(NINE_TO_FIVE.items())), holidays=["*-12-25", "2026-12-24"])
    other = Calendar("UTC", NINE_TO_FIVE, holidays=["2026-12-24"])

    assert one.version == same.version != other.version
    assert Calendar("UTC", NINE_TO_FIVE, version="7").version == "7"


def test_many_threads_may_ask_one_calendar_at_once():
    calendar = Calendar("Europe/Berlin", NINE_TO_FIVE)
    starts = [utc(f"{year}-06-15 10:00") for year in range(1990, 2050)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda start: calendar.add(start, 100 * HOUR), starts))

    fresh = [Calendar("Europe/Berlin", NINE_TO_FIVE).add(start, 100 * HOUR) for start in starts]
    assert found == fresh


ASK = """
from datetime import datetime, timedelta
from bot.domain.calendar import Calendar
start = datetime.fromisoformat("2026-03-28T22:30:00-03:00")
calendar = Calendar("Europe/Berlin", {"sat": [("20:00", "04:00")], "mon": [("09:00", "17:00")]})
print(calendar.add(start, 20000), calendar.sub(start, 20000), calendar.next_open(start))
print(calendar.between(start, start + timedelta(days=9)))
print(*calendar.openings(start, start + timedelta(days=3)))
"""


def test_the_zone_of_the_machine_has_no_effect():
    told = {
        subprocess.run(
            [sys.executable, "-c", ASK],
            env={**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("UTC", "America/Los_Angeles", "Australia/Lord_Howe")
    }

    assert len(told) == 1
    assert "+00:00" in told.pop()
