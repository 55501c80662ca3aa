"""Calendars and instants that nobody would think of, close to where clocks change.

Each strategy is made once: making one anew for every example takes longer than drawing from it.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as some

from bot.domain.calendar import Calendar
from bot.domain.calendar_rules import WEEKDAYS

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Tehran",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
)

CHANGES = (
    "2011-12-30T10:00Z",  # Apia skips a Friday
    "2012-02-26T02:00Z",  # São Paulo goes back at midnight
    "2012-03-11T07:00Z",  # New York goes forward
    "2012-03-20T20:30Z",  # Tehran goes forward at midnight
    "2012-03-25T01:00Z",  # Berlin goes forward
    "2012-03-31T15:00Z",  # Lord Howe goes back by half an hour
    "2012-07-20T02:00Z",  # Casablanca goes back for Ramadan
    "2012-08-20T02:00Z",  # and forward after it
    "2012-10-06T15:30Z",  # Lord Howe goes forward by half an hour
    "2012-10-21T03:00Z",  # São Paulo goes forward at midnight
    "2012-10-28T01:00Z",  # Berlin goes back
    "2012-11-04T06:00Z",  # New York goes back
)
DAYS = 10
LONG = 30 * 86400


@cache
def instants() -> some.SearchStrategy[datetime]:
    """Within ten days of a clock change somewhere, and every second of them."""
    reach = DAYS * 86400
    seconds = some.one_of(some.integers(-7200, 7200), some.integers(-reach, reach))
    changes = some.sampled_from([datetime.fromisoformat(one).astimezone(UTC) for one in CHANGES])
    return some.builds(lambda change, off: change + timedelta(seconds=off), changes, seconds)


@cache
def durations() -> some.SearchStrategy[int]:
    return some.one_of(some.integers(1, 7200), some.integers(1, LONG))


@cache
def dates() -> some.SearchStrategy[str]:
    return instants().map(lambda at: f"{at:%Y-%m-%d}")


@cache
def times() -> some.SearchStrategy[str]:
    """Often in the small hours, where clocks change."""
    hours = some.one_of(some.integers(0, 4), some.integers(0, 23))
    minutes = some.sampled_from((0, 15, 30, 45, 59))
    return some.builds(lambda hour, minute: f"{hour:02}:{minute:02}", hours, minutes)


@cache
def spans() -> some.SearchStrategy[tuple[str, str]]:
    """Overnight as often as not; the whole date now and then."""
    ends = some.tuples(times(), some.one_of(times(), some.just("24:00")))
    return some.one_of(ends.filter(lambda pair: pair[0] != pair[1]), some.just(("00:00", "24:00")))


@cache
def days() -> some.SearchStrategy[list[tuple[str, str]]]:
    return some.lists(spans(), max_size=3)


@cache
def weeks() -> some.SearchStrategy[dict[str, list[tuple[str, str]]]]:
    """One weekday at least is open."""
    opened = some.tuples(some.sampled_from(WEEKDAYS), some.lists(spans(), min_size=1, max_size=2))
    hours = some.dictionaries(some.sampled_from(WEEKDAYS), days(), max_size=7)
    return some.builds(lambda hours, one: {**hours, one[0]: one[1]}, hours, opened)


@cache
def written() -> some.SearchStrategy[dict[str, Any]]:
    """What a calendar is built from."""
    some_days = some.dictionaries(dates(), days(), max_size=2)
    return some.fixed_dictionaries(
        {
            "timezone": some.sampled_from(ZONES),
            "hours": weeks(),
            "holidays": some.lists(dates(), max_size=3),
            "overrides": some_days,
            "breaks": some_days,
        }
    )


@cache
def calendars() -> some.SearchStrategy[Calendar]:
    return written().map(lambda given: Calendar(**given))
