"""What is true of every calendar, in nine zones, around clock changes."""

from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as some

from bot.domain.calendar import ALWAYS, Calendar
from tests.bot.domain.calendars import ZONES, calendars, dates, durations, instants, spans, written

SECOND = timedelta(seconds=1)


@given(calendars(), some.lists(instants(), min_size=3, max_size=3).map(sorted))
def test_what_lies_between_adds_up(calendar, three):
    first, middle, last = three

    counted = calendar.between(first, middle) + calendar.between(middle, last)

    assert counted == calendar.between(first, last)


@given(calendars(), instants(), durations())
def test_adding_is_undone_by_counting_and_no_second_too_late(calendar, start, seconds):
    due = calendar.add(start, seconds)

    assert calendar.between(start, due) == seconds
    assert calendar.between(start, due - SECOND) == seconds - 1


@given(calendars(), instants(), durations(), durations())
def test_adding_twice_is_adding_the_sum(calendar, start, first, second):
    twice = calendar.add(calendar.add(start, first), second)

    assert twice == calendar.add(start, first + second)


@given(calendars(), some.tuples(instants(), instants()).map(sorted), durations(), durations())
def test_who_starts_later_or_has_longer_is_not_due_earlier(calendar, two, seconds, more):
    early, late = two

    due = calendar.add(early, seconds)

    assert due <= calendar.add(late, seconds)
    assert due < calendar.add(early, seconds + more)


@given(calendars(), instants(), instants())
def test_no_more_is_open_than_passes(calendar, start, end):
    passed = max(0, int((end - start).total_seconds()))

    assert 0 <= calendar.between(start, end) <= passed
    assert ALWAYS.between(start, end) == passed


@given(some.sampled_from(ZONES), instants(), instants())
def test_open_all_day_in_any_zone_is_always_open(zone, start, end):
    every_day = {day: [("00:00", "24:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}

    once_closed = Calendar(zone, every_day, holidays=["1999-01-01"])

    assert once_closed.between(start, end) == ALWAYS.between(start, end)


@given(calendars(), instants(), durations())
def test_going_back_from_due_has_the_same_time_between(calendar, start, seconds):
    due = calendar.add(start, seconds)

    begun = calendar.sub(due, seconds)

    assert calendar.between(begun, due) == seconds
    assert begun >= start
    assert calendar.between(begun + SECOND, due) == seconds - 1


@given(calendars(), instants(), instants(), durations(), some.sampled_from(ZONES))
def test_the_zone_in_which_an_instant_is_written_has_no_effect(calendar, start, end, seconds, zone):
    here, there = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))

    assert calendar.between(here, there) == calendar.between(start, end)
    assert calendar.add(here, seconds) == calendar.add(start, seconds)
    assert calendar.sub(here, seconds) == calendar.sub(start, seconds)
    assert calendar.is_open(here) is calendar.is_open(start)
    assert calendar.next_open(here) == calendar.next_open(start)


@given(written(), instants(), durations(), dates())
def test_one_holiday_more_makes_nothing_due_earlier(given, start, seconds, date):
    fewer = Calendar(**{**given, "holidays": [*given["holidays"], date]})

    assert fewer.add(start, seconds) >= Calendar(**given).add(start, seconds)


@given(written(), instants(), durations(), dates(), spans())
def test_one_break_more_makes_nothing_due_earlier(given, start, seconds, date, span):
    breaks = {**given["breaks"], date: [*given["breaks"].get(date, []), span]}

    fewer = Calendar(**{**given, "breaks": breaks})

    assert fewer.add(start, seconds) >= Calendar(**given).add(start, seconds)


@given(written(), instants(), durations(), some.data())
def test_one_interval_less_makes_nothing_due_earlier(given, start, seconds, data):
    open_days = [day for day, several in given["hours"].items() if several]
    day = data.draw(some.sampled_from(open_days))
    assume(len(open_days) > 1 or len(given["hours"][day]) > 1)

    fewer = Calendar(**{**given, "hours": {**given["hours"], day: given["hours"][day][1:]}})

    assert fewer.add(start, seconds) >= Calendar(**given).add(start, seconds)


@given(calendars(), some.tuples(instants(), instants()).map(sorted))
def test_openings_are_apart_in_order_and_make_up_what_is_open(calendar, two):
    start, end = two

    found = list(calendar.openings(start, end))

    assert sum(int((closes - opens).total_seconds()) for opens, closes in found) == calendar.between(
        start, end
    )
    assert all(start <= opens < closes <= end for opens, closes in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert all(calendar.is_open(opens) and calendar.next_open(opens) == opens for opens, _ in found)


@given(calendars(), instants())
def test_the_next_opening_is_open_and_nothing_opens_before_it(calendar, at):
    opens = calendar.next_open(at)

    assert calendar.is_open(opens)
    assert calendar.is_open(at) is (opens == at)
    assert calendar.between(at, opens) == 0


@given(written(), instants(), instants(), durations())
def test_what_was_asked_before_has_no_effect(given, first, second, seconds):
    asked, fresh = Calendar(**given), Calendar(**given)
    asked.between(second.replace(year=2007), first.replace(year=2016))

    assert asked.add(first, seconds) == fresh.add(first, seconds)
    assert asked.sub(second, seconds) == fresh.sub(second, seconds)
    assert asked.between(first, second) == fresh.between(first, second)
