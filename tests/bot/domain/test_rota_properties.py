"""What is true of every rota around clock changes: of a few in three zones, and of many in all zones when
everything is proven."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.domain.calendar_year import since_epoch
from bot.domain.rota import Schedule
from bot.domain.rota_override import Override
from tests.bot.domain.calendars import ZONES, instants
from tests.bot.domain.rotas import (
    PEOPLE,
    daily,
    hourly,
    layer,
    layers,
    on_call,
    rotations,
    schedule,
    schedules,
    stood_in_for,
    turn,
    utc,
    weekly,
    who,
)

FEW = settings(max_examples=15)
SECOND = timedelta(seconds=1)
REACH = timedelta(days=30)
SPANS = some.tuples(instants(), instants()).map(sorted).filter(lambda ends: ends[0] < ends[1])


@FEW
@given(schedules(), instants())
def test_the_fast_answer_is_the_slow_one(rota, at):
    shift = rota.on_call(at)

    assert (shift.person if shift else "") == who(rota, at)


@FEW
@given(schedules(), instants())
def test_a_shift_is_the_same_from_wherever_in_it_one_asks(rota, at):
    shift = rota.on_call(at)

    if shift:
        assert shift.since <= at < shift.until
        assert rota.on_call(shift.since) == shift
        assert rota.on_call(shift.until - SECOND) == shift
        assert rota.on_call(shift.until) != shift
        assert rota.on_call(shift.since - SECOND) != shift


@FEW
@given(schedules(), SPANS)
def test_shifts_and_gaps_tile_time(rota, ends):
    since, until = ends

    tiles = sorted((one.since, one.until) for one in (*rota.shifts(since, until), *rota.gaps(since, until)))

    assert (tiles[0][0], tiles[-1][1]) == (since, until)
    assert all(begun < over for begun, over in tiles)
    assert all(before[1] == after[0] for before, after in pairwise(tiles))


@FEW
@given(schedules(), SPANS)
def test_what_lies_inside_a_list_of_shifts_is_what_one_is_told_of_any_instant(rota, ends):
    for shift in rota.shifts(*ends)[1:-1]:
        assert rota.on_call(shift.since) == shift


@FEW
@given(schedules(), instants())
def test_nothing_begins_before_the_next_shift(rota, at):
    following = rota.next_shift(at)

    if following:
        assert following.since > at
        begun = [one.since for one in rota.shifts(at, following.since) if one.since > at]
        assert begun == []
    else:
        assert [one for one in rota.shifts(at, at + REACH) if one.since > at] == []


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=40)
@given(data=some.data(), day=some.integers(0, 3650), second=some.integers(0, 86399))
def test_one_person_is_on_call_at_every_instant_of_ten_years(zone, data, day, second):
    one = data.draw(layers(zone, "base", restricted=False))
    rota = Schedule("support", zone, [one])
    at = utc("2012-01-01 00:00") + timedelta(days=day, seconds=second)

    shift = rota.on_call(at)

    assert shift is not None
    assert shift.person == turn(rota, one, at)


@pytest.mark.parametrize(
    ("zone", "years"),
    [("Europe/Berlin", 2), *(pytest.param(zone, 10, marks=pytest.mark.slow) for zone in ZONES)],
)
@pytest.mark.parametrize("rotation", [daily("02:30"), hourly(12, "02:15"), weekly("00:00", weekday=6)])
def test_years_of_turns_are_tiled_in_order_and_fair(zone, years, rotation):
    begun = utc("2012-01-01 12:00")
    over = begun.replace(year=begun.year + years)
    rota = schedule(layer(rotation=rotation, since=begun), zone=zone)

    shifts = rota.shifts(begun, over)

    assert rota.gaps(begun, over) == []
    assert all(before.until == after.since for before, after in pairwise(shifts))
    people = [one.person for one in shifts]
    assert people == [("ana", "leo", "mia")[number % 3] for number in range(len(shifts))]
    assert {len(people) // 3 <= people.count(one) <= len(people) // 3 + 1 for one in PEOPLE[:3]} == {True}


@FEW
@given(some.data(), some.sampled_from(ZONES), SPANS, some.integers(0, 40 * 86400))
def test_what_a_layer_has_does_not_depend_on_where_one_begins_to_look(data, zone, ends, more):
    one = data.draw(layers(zone, "base"))
    start, end = map(since_epoch, ends)

    longer = one.pieces(ZoneInfo(zone), start - more, end)

    cut = [piece._replace(start=max(start, piece.start)) for piece in longer if piece.end > start]
    assert list(one.pieces(ZoneInfo(zone), start, end)) == cut


@FEW
@given(some.sampled_from(ZONES), rotations(), some.integers(1, 3), instants())
def test_a_hand_over_stands_at_its_wall_time_unless_the_clock_skips_it(zone, rotation, count, at):
    rota = schedule(
        layer(people=" ".join(PEOPLE[:count]), rotation=rotation, since=utc("2011-09-01 00:00")), zone=zone
    )

    until = on_call(rota, at).until
    wall = until.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    anchor = rotation.anchor(utc("2011-09-01 00:00").astimezone(ZoneInfo(zone)).replace(tzinfo=None))
    if (wall - anchor) % rotation.step:
        number = (wall - anchor) // rotation.step
        skipped = anchor + number * rotation.step
        moved = skipped.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert moved == until
        assert moved.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != skipped


@FEW
@given(schedules(), instants(), some.integers(1, 12 * 86400))
def test_an_override_cuts_exactly(rota, since, seconds):
    until = since + timedelta(seconds=seconds)
    stand_in = Override(person="zoe", since=since, until=until)

    covered = stood_in_for(rota, stand_in)

    assert [(one.person, one.since, one.until, one.override) for one in covered.shifts(since, until)] == [
        ("zoe", since, until, len(rota.overrides))
    ]
    assert covered.shifts(since - REACH, since) == rota.shifts(since - REACH, since)
    assert covered.shifts(until, until + REACH) == rota.shifts(until, until + REACH)


@FEW
@given(schedules(), instants(), some.integers(1, 12 * 86400), some.sampled_from(PEOPLE))
def test_whoever_is_stood_in_for_has_nothing_left_and_nobody_else_loses_a_second(
    rota, since, seconds, person
):
    until = since + timedelta(seconds=seconds)

    covered = stood_in_for(rota, Override(person="max", since=since, until=until, instead_of=person))

    def of(rota, person):
        return [one for one in rota.shifts(since, until) if one.person == person]

    assert of(covered, person) == []
    assert passed(of(covered, "max")) == passed(of(rota, person))
    for other in set(PEOPLE) - {person}:
        assert of(covered, other) == of(rota, other)
    assert covered.gaps(since, until) == rota.gaps(since, until)


def passed(shifts) -> timedelta:
    return sum((one.until - one.since for one in shifts), timedelta())


@FEW
@given(schedules(), SPANS, some.sampled_from(ZONES))
def test_the_zone_in_which_an_instant_is_written_has_no_effect(rota, ends, zone):
    since, until = (one.astimezone(ZoneInfo(zone)) for one in ends)

    assert rota.on_call(since) == rota.on_call(ends[0])
    assert rota.shifts(since, until) == rota.shifts(*ends)
    assert rota.gaps(since, until) == rota.gaps(*ends)


@FEW
@given(schedules(), instants(), SPANS)
def test_what_was_asked_before_has_no_effect(rota, at, ends):
    fresh = Schedule(rota.name, rota.zone.key, rota.layers, rota.overrides)
    rota.on_call(datetime(1950, 1, 1, tzinfo=UTC))
    rota.shifts(at - REACH, at + REACH)

    assert rota.on_call(at) == fresh.on_call(at)
    assert rota.next_shift(at) == fresh.next_shift(at)
    assert rota.shifts(*ends) == fresh.shifts(*ends)


def once(proven: Any) -> Any:
    """A property, asked of one example."""
    return proven.hypothesis.inner_test


@pytest.mark.slow
@pytest.mark.parametrize(
    "holds",
    [
        test_the_fast_answer_is_the_slow_one,
        test_a_shift_is_the_same_from_wherever_in_it_one_asks,
        test_nothing_begins_before_the_next_shift,
    ],
)
@settings(max_examples=500)
@given(schedules(ZONES), instants())
def test_so_it_is_at_many_instants_in_every_zone(holds, rota, at):
    once(holds)(rota, at)


@pytest.mark.slow
@pytest.mark.parametrize(
    "holds",
    [
        test_shifts_and_gaps_tile_time,
        test_what_lies_inside_a_list_of_shifts_is_what_one_is_told_of_any_instant,
    ],
)
@settings(max_examples=500)
@given(schedules(ZONES), SPANS)
def test_so_it_is_in_many_stretches_of_time_in_every_zone(holds, rota, ends):
    once(holds)(rota, ends)


@pytest.mark.slow
@settings(max_examples=500)
@given(schedules(ZONES), instants(), SPANS)
def test_so_it_is_whatever_was_asked_before_in_every_zone(rota, at, ends):
    once(test_what_was_asked_before_has_no_effect)(rota, at, ends)


@pytest.mark.slow
@settings(max_examples=500)
@given(schedules(ZONES), instants(), some.integers(1, 12 * 86400), some.sampled_from(PEOPLE))
def test_so_it_is_of_many_overrides_in_every_zone(rota, since, seconds, person):
    once(test_an_override_cuts_exactly)(rota, since, seconds)
    whoever = test_whoever_is_stood_in_for_has_nothing_left_and_nobody_else_loses_a_second
    once(whoever)(rota, since, seconds, person)
