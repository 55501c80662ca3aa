"""When a digest is due: once on every day, by the wall clock, whatever clocks and downtimes do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.digest import Days, first, following

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YEAR = datetime(2026, 1, 1, 12, tzinfo=UTC)


def year(days, clock, zone=BERLIN):
    """Every instant of a year at which it is due, when it is always sent at once."""
    at = first(days, clock, NEW_YEAR, zone)
    while at < NEW_YEAR + timedelta(days=365):
        yield at
        at = following(days, clock, at, at, zone)


@pytest.mark.parametrize("clock", ["08:30", "02:30", "00:00", "23:59"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
def test_it_is_due_once_on_every_day_of_a_year(clock, zone):
    known = [at.astimezone(ZoneInfo(zone)) for at in year(Days.DAILY, clock, ZoneInfo(zone))]

    days = [at.date() for at in known]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert {f"{at:%H:%M}" for at in known} - {"03:30", "03:00"} == {clock}


def test_a_time_that_spring_leaves_out_and_one_that_autumn_repeats_come_once():
    known = {at.astimezone(BERLIN).date(): at for at in year(Days.DAILY, "02:30")}

    assert known[date(2026, 3, 29)] == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert known[date(2026, 10, 25)] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_weekdays_leave_out_the_weekend():
    assert {at.astimezone(BERLIN).weekday() for at in year(Days.WEEKDAYS, "08:30")} == set(range(5))


@given(
    late=some.timedeltas(min_value=timedelta(), max_value=timedelta(days=30)),
    days=some.sampled_from(Days),
    clock=some.times().map(lambda at: f"{at:%H:%M}"),
)
def test_after_a_downtime_of_any_length_the_next_is_to_come_and_on_another_day(late, days, clock):
    due = first(days, clock, NEW_YEAR, BERLIN)
    now = due + late

    again = following(days, clock, due, now, BERLIN)

    assert now < again <= now + timedelta(days=4)
    assert again.astimezone(BERLIN).date() > due.astimezone(BERLIN).date()
    if late >= timedelta(hours=12):
        assert again.astimezone(BERLIN).date() > now.astimezone(BERLIN).date()
