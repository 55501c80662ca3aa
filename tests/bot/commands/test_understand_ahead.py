"""Instants that lie ahead, as people type them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.understand_ahead import ahead

NOW = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30m", 30),
        ("30 min", 30),
        ("for 45 minutes", 45),
        ("1h30m", 90),
        ("1 hour", 60),
        ("in 2 hours", 120),
        ("1h 5m", 65),
        ("1d", 1440),
    ],
)
def test_a_span_counts_from_now(typed, minutes):
    assert ahead(typed, NOW, "UTC") == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("typed", "zone", "expected"),
    [
        ("until 15:00", "UTC", datetime(2026, 3, 2, 15, 0, tzinfo=UTC)),
        ("15:00", "Europe/Berlin", datetime(2026, 3, 2, 14, 0, tzinfo=UTC)),
        ("until 3pm", "America/New_York", datetime(2026, 3, 2, 20, 0, tzinfo=UTC)),
        ("till 3:30 p.m.", "UTC", datetime(2026, 3, 2, 15, 30, tzinfo=UTC)),
        ("until 15:00 utc", "Asia/Tokyo", datetime(2026, 3, 2, 15, 0, tzinfo=UTC)),
        ("until 12am", "UTC", datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
        ("until 24:00", "UTC", datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
        ("until tomorrow 9:00", "Europe/Berlin", datetime(2026, 3, 3, 8, 0, tzinfo=UTC)),
        ("until 2026-03-05 at 08:00", "UTC", datetime(2026, 3, 5, 8, 0, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_is_in_the_persons_zone(typed, zone, expected):
    assert ahead(typed, NOW, zone) == expected


def test_a_time_that_is_over_today_is_tomorrows():
    assert ahead("until 09:00", NOW, "UTC") == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def test_a_named_day_is_believed_even_when_it_is_over():
    assert ahead("until today 09:00", NOW, "UTC") == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    """
    |until|soon|48211 30m|30 months|5|until 5|25:00|24:30|13pm|0am|2026-02-30 09:00|9999-12-31 24:00
    |30m please|tomorrow|1h2x
    """.split("|"),
)
def test_what_names_no_instant_is_none(typed):
    assert ahead(typed, NOW, "UTC") is None


def test_an_unknown_zone_counts_as_utc():
    assert ahead("15:00", NOW, "Mars/Olympus") == datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
