"""What is true of every rota, in nine zones, around clock changes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
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
    turn,
    utc,
    weekly,
    who,
)

SECOND = timedelta(seconds=1)
REACH = timedelta(days=30)
SPANS = some.tuples(instants(), instants()).map(sorted).filter(lambda ends: ends[0] < ends[1])


@settings(max_examples=200)
@given(schedules(), instants())
def test_the_fast_answer_is_the_slow_one(rota, at):
    shift = rota.on_call(at)

    assert (shift.person if shift else "") == who(rota, at)


@given(schedules(), instants())
def test_a_shift_is_the_same_from_wherever_in_it_one_asks(rota, at):
    shift = rota.on_call(at)

    if shift:
        assert shift.since <= at < shift.until
        assert rota.on_call(shift.since) == shift
        assert rota.on_call(shift.until - SECOND) == shift
        assert rota.on_call(shift.until) != shift
        assert rota.on_call(shift.since - SECOND) != shift


@given(schedules(), SPANS)
def test_shifts_and_gaps_tile_time(rota, ends):
    since, until = ends

    tiles = sorted((one.since, one.until) for one in (*rota.shifts(since, until), *rota.gaps(since, until)))

    assert (tiles[0][0], tiles[-1][1]) == (since, until)
    assert all(begun < over for begun, over in tiles)
    assert all(before[1] == after[0] for before, after in pairwise(tiles))


@given(schedules(), SPANS)
def test_what_lies_inside_a_list_of_shifts_is_what_one_is_told_of_any_instant(rota, ends):
    for shift in rota.shifts(*ends)[1:-1]:
        assert rota.on_call(shift.since) == shift


@given(schedules(), instants())
def test_nothing_begins_before_the_next_shift(rota, at):
    following = rota.next_shift(at)

    if following:
        assert following.since > at
        begun = [one.since for one in rota.shifts(at, following.since) if one.since > at]
        assert begun == []
    else:
        assert [one for one in rota.shifts(at, at + REACH) if one.since > at] == []


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=25)
@given(data=some.data(), day=some.integers(0, 3650), second=some.integers(0, 86399))
def test_one_person_is_on_call_at_every_instant_of_ten_years(zone, data, day, second):
    one = data.draw(layers(zone, "base", restricted=False))
    rota = Schedule("support", zone, [one])
    at = utc("2012-01-01 00:00") + timedelta(days=day, seconds=second)

    shift = rota.on_layer("base", at)

    assert shift is not None
    assert shift.person == turn(rota, one, at)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("rotation", [daily("02:30"), hourly(12, "02:15"), weekly("00:00", weekday=6)])
def test_ten_years_of_turns_are_tiled_in_order_and_fair(zone, rotation):
    rota = schedule(layer(rotation=rotation, since=utc("2012-01-01 12:00")), zone=zone)

    shifts = rota.shifts(utc("2012-01-01 12:00"), utc("2022-01-01 12:00"))

    assert rota.gaps(utc("2012-01-01 12:00"), utc("2022-01-01 12:00")) == []
    assert all(before.until == after.since for before, after in pairwise(shifts))
    people = [one.person for one in shifts]
    assert people == [("ana", "leo", "mia")[number % 3] for number in range(len(shifts))]
    assert {len(people) // 3 <= people.count(one) <= len(people) // 3 + 1 for one in PEOPLE[:3]} == {True}


@given(some.data(), some.sampled_from(ZONES), SPANS, some.integers(0, 40 * 86400))
def test_what_a_layer_has_does_not_depend_on_where_one_begins_to_look(data, zone, ends, more):
    one = data.draw(layers(zone, "base"))
    start, end = map(since_epoch, ends)

    longer = one.pieces(ZoneInfo(zone), start - more, end)

    cut = [piece._replace(start=max(start, piece.start)) for piece in longer if piece.end > start]
    assert list(one.pieces(ZoneInfo(zone), start, end)) == cut


@given(some.sampled_from(ZONES), rotations(), some.integers(1, 3), instants())
def test_a_hand_over_stands_at_its_wall_time_unless_the_clock_skips_it(zone, rotation, count, at):
    rota = schedule(
        layer(people=" ".join(PEOPLE[:count]), rotation=rotation, since=utc("2011-06-01 00:00")), zone=zone
    )

    until = on_call(rota, at).until
    wall = until.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    anchor = rotation.anchor(utc("2011-06-01 00:00").astimezone(ZoneInfo(zone)).replace(tzinfo=None))
    if (wall - anchor) % rotation.step:
        number = (wall - anchor) // rotation.step
        skipped = anchor + number * rotation.step
        moved = skipped.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert moved == until
        assert moved.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != skipped


@given(schedules(), instants(), some.integers(1, 12 * 86400))
def test_an_override_cuts_exactly(rota, since, seconds):
    until = since + timedelta(seconds=seconds)
    stand_in = Override(person="zoe", since=since, until=until)

    covered = rota.overridden(stand_in)

    assert [(one.person, one.since, one.until, one.is_override) for one in covered.shifts(since, until)] == [
        ("zoe", since, until, True)
    ]
    assert covered.shifts(since - REACH, since) == rota.shifts(since - REACH, since)
    assert covered.shifts(until, until + REACH) == rota.shifts(until, until + REACH)


@given(schedules(), instants(), some.integers(1, 12 * 86400), some.sampled_from(PEOPLE))
def test_whoever_is_stood_in_for_has_nothing_left_and_nobody_else_loses_a_second(
    rota, since, seconds, person
):
    until = since + timedelta(seconds=seconds)

    covered = rota.overridden(Override(person="max", since=since, until=until, instead_of=person))

    assert covered.of_person(person, since, until) == []
    assert passed(covered.of_person("max", since, until)) == passed(rota.of_person(person, since, until))
    for other in set(PEOPLE) - {person}:
        assert covered.of_person(other, since, until) == rota.of_person(other, since, until)
    assert covered.gaps(since, until) == rota.gaps(since, until)


def passed(shifts) -> timedelta:
    return sum((one.until - one.since for one in shifts), timedelta())


@given(schedules(), instants(), instants(), some.sampled_from(PEOPLE))
def test_a_person_at_the_end_changes_nothing_of_the_past(rota, at, asked, newcomer):
    first = rota.layers[0]

    edited = rota.edited("first", (*first.people, newcomer, "new"), at)

    for one in (asked, asked + REACH):
        if one < at:
            assert person(edited.on_call(one)) == person(rota.on_call(one))
    assert person(edited.on_layer("first", at)) == person(rota.on_layer("first", at))
    begun = min(at, at - REACH)
    assert edited.shifts(begun, at) == rota.shifts(begun, at)


def person(shift) -> str:
    return shift.person if shift else ""


@given(schedules(), SPANS, some.sampled_from(ZONES))
def test_the_zone_in_which_an_instant_is_written_has_no_effect(rota, ends, zone):
    since, until = (one.astimezone(ZoneInfo(zone)) for one in ends)

    assert rota.on_call(since) == rota.on_call(ends[0])
    assert rota.shifts(since, until) == rota.shifts(*ends)
    assert rota.gaps(since, until) == rota.gaps(*ends)


@given(schedules(), instants(), SPANS)
def test_what_was_asked_before_has_no_effect(rota, at, ends):
    fresh = Schedule(rota.name, rota.zone.key, rota.layers, rota.overrides)
    rota.on_call(datetime(1950, 1, 1, tzinfo=UTC))
    rota.shifts(datetime(2011, 1, 1, tzinfo=UTC), datetime(2014, 1, 1, tzinfo=UTC))

    assert rota.on_call(at) == fresh.on_call(at)
    assert rota.next_shift(at) == fresh.next_shift(at)
    assert rota.shifts(*ends) == fresh.shifts(*ends)
