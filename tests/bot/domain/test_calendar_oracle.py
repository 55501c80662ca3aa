"""Our arithmetic beside two others: workclock, and counting every minute.

workclock is asked what it can say: no overrides, no breaks on dates, nothing reversed. Where
wall times are missing or doubled it decides in its own way, and it lets a holiday cut the night
before, so hours of the day and nights are compared apart. What a holiday does to the Friday that
Apia skipped, whose hours moved to Saturday, is left out for the same reason.
"""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some
from workclock import Holidays, Schedule, WorkDay

from bot.domain.calendar import Calendar
from bot.domain.calendar_rules import WEEKDAYS
from tests.bot.domain.calendars import ZONES, dates, durations, instants, written

MINUTE = timedelta(minutes=1)
ALL = range(7)
SKIPPED_IN_APIA = {"2011-12-30", "2011-12-31"}


@some.composite
def days(draw):
    """Hours between five and midnight, which no clock change touches, and holidays."""
    edges = draw(
        some.lists(some.integers(5 * 4, 24 * 4 - 1), min_size=2, max_size=6, unique=True).map(sorted)
    )
    spans = [(_time(one), _time(two)) for one, two in zip(edges[::2], edges[1::2], strict=False)]
    open_on = draw(some.sets(some.sampled_from(ALL), min_size=1))
    holidays = dates().filter(lambda one: one not in SKIPPED_IN_APIA)
    return spans, open_on, draw(some.lists(holidays, max_size=4))


@some.composite
def nights(draw):
    """From the evening until after clocks have changed, without holidays."""
    span = (_time(draw(some.integers(72, 91))), _time(draw(some.integers(5 * 4, 9 * 4))))
    return [span], draw(some.sets(some.sampled_from(ALL), min_size=1)), []


def _time(quarters: int) -> str:
    return f"{quarters // 4:02}:{quarters % 4 * 15:02}"


def both(zone, week):
    spans, open_on, holidays = week
    ours = Calendar(zone, {WEEKDAYS[day]: spans for day in open_on}, holidays=holidays)
    shifts = [
        WorkDay(time.fromisoformat(opens), time.fromisoformat(closes), days=sorted(open_on))
        for opens, closes in spans
    ]
    theirs = Schedule([*shifts, Holidays(map(date.fromisoformat, holidays))], time_zone=zone)
    return ours, theirs


@settings(max_examples=300)
@given(some.sampled_from(ZONES), some.one_of(days(), nights()), instants(), instants(), durations())
def test_workclock_says_the_same(zone, week, one, two, seconds):
    start, end = sorted((one, two))

    ours, theirs = both(zone, week)

    assert ours.between(start, end) == theirs.between(start, end).total_seconds()
    assert ours.add(start, seconds) == theirs.add(start, timedelta(seconds=seconds))
    assert ours.sub(end, seconds) == theirs.sub(end, timedelta(seconds=seconds))


@given(written(), instants(), some.integers(0, 4 * 24 * 60))
def test_counting_every_minute_says_the_same_where_clocks_never_change(given, start, minutes):
    given["timezone"] = "UTC"
    start = start.replace(second=0)

    counted = sum(_is_open(given, start + n * MINUTE) for n in range(minutes))

    assert Calendar(**given).between(start, start + minutes * MINUTE) == counted * 60


def _is_open(given, at: datetime) -> bool:
    """As the rules are worded, for one minute: today's intervals, and yesterday's tails."""
    if any(_covers(given["breaks"].get(f"{day}", ()), day, at) for day in _days(at)):
        return False
    return any(_covers(_spans(given, day), day, at) for day in _days(at))


def _days(at: datetime) -> tuple[date, date]:
    return at.date(), at.date() - timedelta(days=1)


def _spans(given, day: date):
    if f"{day}" in given["holidays"]:
        return ()
    return given["overrides"].get(f"{day}", given["hours"].get(WEEKDAYS[day.weekday()], ()))


def _covers(spans, day: date, at: datetime) -> bool:
    minute = int((at - datetime.combine(day, time(), UTC)) / MINUTE)
    return any(_minute(opens) <= minute < _end(opens, closes) for opens, closes in spans)


def _end(opens: str, closes: str) -> int:
    return _minute(closes) + (24 * 60 if _minute(closes) <= _minute(opens) else 0)


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])
