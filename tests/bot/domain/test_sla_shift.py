"""When a calendar says that a shift ends."""

from datetime import UTC, datetime

import pytest

from bot.domain.calendar import ALWAYS, Calendar
from bot.domain.sla_shift import closing

DAYS = ("mon", "tue", "wed", "thu", "fri")


def calendar(*spans, zone="UTC", days=DAYS):
    return Calendar(zone, dict.fromkeys(days, spans))


def at(hour, minute=0, day=5):
    """Of January 2026, whose fifth is a Monday."""
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


OFFICE = calendar(("09:00", "12:00"), ("13:00", "17:30"))
NIGHTS = calendar(("22:00", "06:00"))


@pytest.mark.parametrize("now", [at(7), at(10), at(12, 30), at(17, 29)])
def test_it_is_when_the_day_closes_for_good_and_no_lunch_break(now):
    assert closing(OFFICE, now) == at(17, 30)


def test_after_closing_and_on_free_days_there_is_none():
    assert closing(OFFICE, at(17, 30)) is None
    assert closing(OFFICE, at(10, day=10)) is None


def test_a_night_ends_on_the_next_morning():
    assert closing(NIGHTS, at(23)) == at(6, day=6)


def test_what_closes_at_midnight_ends_there():
    assert closing(calendar(("09:00", "24:00")), at(20)) == at(0, day=6)


def test_what_never_closes_has_no_end():
    assert closing(ALWAYS, at(10)) is None


def test_days_are_those_of_the_calendars_zone():
    tokyo = calendar(("09:00", "17:00"), zone="Asia/Tokyo")

    assert closing(tokyo, at(1)) == at(8)
