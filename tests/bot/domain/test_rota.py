"""Rotas: turns, hand-overs on the days of clock changes, layers, overrides."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.calendar import Calendar
from bot.domain.calendar_rules import WEEKDAYS
from bot.domain.rota import Schedule
from bot.domain.rota_override import Override
from bot.domain.rota_rotation import Rotation, Unit
from bot.domain.rota_shift import Gap, Shift
from tests.bot.domain.rotas import MONDAY, daily, hourly, layer, on_call, schedule, utc, weekly

ROOT = Path(__file__).parent.parent.parent.parent
OFFICE = Calendar("Europe/Berlin", dict.fromkeys(WEEKDAYS[:5], (("09:00", "17:00"),)))
NIGHTS = Calendar("Europe/Berlin", dict.fromkeys(WEEKDAYS, (("22:00", "06:00"),)))
DAY = timedelta(days=1)


def people(rota: Schedule, since: str, until: str) -> list[str]:
    return [one.person for one in rota.shifts(utc(since), utc(until))]


def stands_in(person: str, since: str, until: str, **about: str) -> Override:
    return Override(person=person, since=utc(since), until=utc(until), **about)


def test_people_take_turns_in_their_order():
    rota = schedule()

    assert people(rota, "2026-01-05 08:00", "2026-01-10 08:00") == ["ana", "leo", "mia", "ana", "leo"]
    assert rota.on_call(utc("2026-01-06 12:00")) == Shift(
        "leo", utc("2026-01-06 08:00"), utc("2026-01-07 08:00"), "base"
    )


def test_before_a_rota_begins_nobody_is_on_call():
    rota = schedule()

    assert rota.on_call(MONDAY - timedelta(seconds=1)) is None
    assert rota.next_shift(utc("2025-12-01 00:00")) == rota.on_call(MONDAY)


def test_at_the_hand_over_the_next_one_is_on_call():
    rota = schedule()

    assert on_call(rota, utc("2026-01-06 07:59")).person == "ana"
    assert on_call(rota, utc("2026-01-06 08:00")).person == "leo"


def test_who_begins_between_two_hand_overs_has_a_shorter_first_turn():
    rota = schedule(layer(rotation=weekly(every=2), since=utc("2026-01-07 12:00")))

    first = on_call(rota, utc("2026-01-07 12:00"))

    assert (first.since, first.until) == (utc("2026-01-07 12:00"), utc("2026-01-19 08:00"))
    assert on_call(rota, first.until).until == utc("2026-02-02 08:00")


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-28", 23), ("2026-10-24", 25), ("2026-10-25", 24)], ids=str
)
def test_a_day_is_as_long_as_the_clock_makes_it(day, hours):
    shift = on_call(schedule(), utc(f"{day} 12:00"))

    assert shift.until - shift.since == timedelta(hours=hours)


def test_a_hand_over_at_a_time_that_is_skipped_moves_forward_by_as_much():
    rota = schedule(layer(rotation=daily("02:30")))

    assert on_call(rota, utc("2026-03-28 12:00")).until == utc("2026-03-29 01:30")
    assert on_call(rota, utc("2026-03-29 12:00")).until == utc("2026-03-30 00:30")


def test_a_hand_over_at_a_time_that_comes_twice_is_at_the_first():
    rota = schedule(layer(rotation=daily("02:30")))

    assert on_call(rota, utc("2026-10-24 12:00")).until == utc("2026-10-25 00:30")


def test_turns_of_hours_hand_over_at_the_same_wall_time_all_year():
    rota = schedule(layer(rotation=hourly(12)))

    winter, summer = on_call(rota, utc("2026-02-01 12:00")), on_call(rota, utc("2026-07-01 12:00"))

    assert (winter.since, winter.until) == (utc("2026-02-01 07:00"), utc("2026-02-01 19:00"))
    assert (summer.since, summer.until) == (utc("2026-07-01 06:00"), utc("2026-07-01 18:00"))


def test_a_turn_that_the_clock_skips_falls_out_and_the_order_goes_on():
    rota = schedule(layer(rotation=hourly(1, "00:00")))

    night = people(rota, "2026-03-29 00:00", "2026-03-29 03:00")

    assert rota.gaps(utc("2026-03-29 00:00"), utc("2026-03-29 03:00")) == []
    assert night == ["leo", "ana", "leo"]  # mia's was from two to three, which there was not


def test_a_whole_date_that_a_zone_skips_takes_its_turn_with_it():
    rota = schedule(layer(since=utc("2011-12-27 19:00")), zone="Pacific/Apia")  # Tuesday, nine o'clock

    shifts = rota.shifts(utc("2011-12-28 19:00"), utc("2012-01-01 00:00"))

    assert [(one.person, one.since) for one in shifts] == [
        ("leo", utc("2011-12-28 19:00")),
        ("mia", utc("2011-12-29 19:00")),
        ("leo", utc("2011-12-30 19:00")),
        ("mia", utc("2011-12-31 19:00")),
    ]


def test_turns_within_a_date_that_a_zone_skips_neither_overlap_nor_leave_a_gap():
    rota = schedule(layer(rotation=hourly(8, "06:00"), since=utc("2011-12-28 16:00")), zone="Pacific/Apia")

    shifts = rota.shifts(utc("2011-12-29 10:00"), utc("2011-12-31 10:00"))

    assert [(one.person, f"{one.since:%d %H:%M}") for one in shifts] == [
        ("mia", "29 10:00"),
        ("ana", "29 16:00"),
        ("leo", "30 00:00"),
        ("mia", "30 08:00"),
        (
            "ana",
            "30 16:00",
        ),  # of the date that was skipped, moved to the day after, as all of that day's own fell out
        ("leo", "31 00:00"),
        ("mia", "31 08:00"),
    ]
    assert rota.gaps(utc("2011-12-29 10:00"), utc("2011-12-31 10:00")) == []


@pytest.mark.parametrize("rotation", [daily("00:00"), daily("09:00"), weekly("00:00", weekday=3), weekly()])
def test_where_one_table_ends_and_the_next_begins_shifts_are_whole(rotation):
    rota = schedule(layer(rotation=rotation), zone="UTC")

    shifts = rota.shifts(MONDAY, MONDAY + 400 * DAY)[:-1]

    for shift in shifts:
        assert rota.on_call(shift.since) == shift == rota.on_call(shift.until - timedelta(seconds=1))


def test_the_first_layer_that_is_open_counts_and_the_next_fills():
    rota = schedule(layer("day", "leo mia", only=OFFICE), layer("base", "eve"))

    shifts = rota.shifts(utc("2026-01-06 00:00"), utc("2026-01-07 00:00"))

    assert [(one.person, one.layer, f"{one.since:%H:%M}", f"{one.until:%H:%M}") for one in shifts] == [
        ("eve", "base", "00:00", "08:00"),
        ("mia", "day", "08:00", "16:00"),
        ("eve", "base", "16:00", "00:00"),
    ]


def test_turns_go_on_while_a_layer_is_closed():
    rota = schedule(layer(only=OFFICE))

    assert people(rota, "2026-01-05 00:00", "2026-01-13 00:00") == ["ana", "leo", "mia", "ana", "leo", "leo"]


def test_a_night_is_cut_where_its_layer_hands_over():
    rota = schedule(layer(rotation=daily("00:00"), only=NIGHTS))

    night = rota.shifts(utc("2026-01-10 20:00"), utc("2026-01-11 08:00"))

    assert [(one.person, f"{one.since:%H:%M}", f"{one.until:%H:%M}") for one in night] == [
        ("mia", "21:00", "23:00"),
        ("ana", "23:00", "05:00"),
    ]


def test_gaps_are_where_no_layer_is_open():
    rota = schedule(layer(only=OFFICE))

    assert rota.gaps(utc("2026-01-09 12:00"), utc("2026-01-12 12:00")) == [
        Gap(utc("2026-01-09 16:00"), utc("2026-01-12 08:00"))
    ]
    assert schedule().gaps(MONDAY, MONDAY + 90 * DAY) == []


def test_an_override_takes_the_whole_rota_from_start_to_end():
    rota = schedule(overrides=(stand_in := stands_in("eve", "2026-01-05 20:00", "2026-01-07 20:00"),))

    shift = rota.on_call(utc("2026-01-06 12:00"))

    assert shift == Shift("eve", stand_in.since, stand_in.until, "", override=0)
    assert people(rota, "2026-01-05 08:00", "2026-01-08 08:00") == ["ana", "eve", "mia"]


def test_an_override_instead_of_somebody_leaves_the_others_their_turns():
    rota = schedule(overrides=(stands_in("eve", "2026-01-05 00:00", "2026-01-12 00:00", instead_of="leo"),))

    assert people(rota, "2026-01-05 08:00", "2026-01-10 08:00") == ["ana", "eve", "mia", "ana", "eve"]


def test_an_override_of_a_layer_counts_where_the_layer_does():
    rota = schedule(
        layer("day", "leo", only=OFFICE),
        layer("base", "ana"),
        overrides=(stands_in("eve", "2026-01-06 00:00", "2026-01-07 00:00", layer="base"),),
    )

    day = rota.shifts(utc("2026-01-06 00:00"), utc("2026-01-07 00:00"))

    assert [(one.person, one.layer, one.override) for one in day] == [
        ("eve", "base", 0),
        ("leo", "day", None),
        ("eve", "base", 0),
    ]


def test_an_override_of_a_closed_layer_opens_nothing():
    night = stands_in("eve", "2026-01-06 16:00", "2026-01-07 08:00", layer="base")

    assert schedule(layer(only=OFFICE), overrides=(night,)).on_call(utc("2026-01-06 20:00")) is None


def test_of_overrides_that_overlap_the_later_one_counts_and_both_are_told():
    first = stands_in("eve", "2026-01-06 00:00", "2026-01-08 00:00")
    second = stands_in("max", "2026-01-07 00:00", "2026-01-09 00:00")
    elsewhere = stands_in("max", "2026-01-08 00:00", "2026-01-10 00:00", instead_of="leo")
    rota = schedule(overrides=(second, first, elsewhere))

    assert on_call(rota, utc("2026-01-07 12:00")).person == "eve"
    assert rota.overlaps() == [(second, first), (second, elsewhere)]


def test_overrides_about_different_people_do_not_overlap():
    about = [
        stands_in("eve", "2026-01-06 00:00", "2026-01-08 00:00", instead_of=person)
        for person in ("ana", "leo")
    ]

    assert schedule(overrides=tuple(about)).overlaps() == []


def test_who_stands_in_may_be_stood_in_for():
    rota = schedule(
        overrides=(
            stands_in("eve", "2026-01-06 08:00", "2026-01-07 08:00"),
            stands_in("max", "2026-01-06 12:00", "2026-01-06 14:00", instead_of="eve"),
        )
    )

    assert people(rota, "2026-01-06 08:00", "2026-01-07 08:00") == ["eve", "max", "eve"]


def test_the_next_shift_lies_behind_a_gap_or_a_hand_over():
    rota = schedule(layer(only=OFFICE))

    behind_gap, behind_other = rota.next_shift(utc("2026-01-09 20:00")), schedule().next_shift(MONDAY + DAY)

    assert behind_gap
    assert behind_gap.since == utc("2026-01-12 08:00")
    assert behind_other
    assert behind_other.person == "mia"


def test_a_rota_that_has_ended_has_no_next_shift():
    rota = schedule(layer(until=utc("2026-02-01 08:00")))

    assert rota.next_shift(utc("2026-02-01 08:00")) is None
    assert rota.on_call(utc("2026-02-01 08:00")) is None


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Schedule("a", "UTC", []), "a rota needs at least one layer"),
        (lambda: Schedule("a", "Berlin", [layer()]), "there is no time zone Berlin"),
        (lambda: layer(people=""), "a layer needs at least one person"),
        (lambda: layer(until=MONDAY), "a layer must end after it begins"),
        (lambda: schedule(layer(), layer()), "two layers are called base at the same time"),
        (
            lambda: schedule(overrides=(stands_in("a", "2026-01-05 00:00", "2026-01-06 00:00", layer="x"),)),
            "there is no layer x",
        ),
        (lambda: stands_in("a", "2026-01-05 00:00", "2026-01-05 00:00"), "must end after it begins"),
        (lambda: stands_in("a", "2026-01-05 00:00", "2027-01-07 00:00"), "at most 366 days"),
        (lambda: Rotation(0, Unit.DAYS, daily().at), "at least one hour, day or week"),
        (lambda: Rotation(53, Unit.WEEKS, daily().at), "at most 366 days"),
        (lambda: Rotation(1, Unit.WEEKS, daily().at, 7), "a weekday is from 0 to 6"),
        (lambda: schedule(layer(since=datetime(1, 1, 2, tzinfo=UTC))), "rotas answer from 1900 to 2199"),
        (lambda: schedule().on_call(datetime(2200, 1, 1, tzinfo=UTC)), "rotas answer from 1900 to 2199"),
        (lambda: schedule().shifts(MONDAY, datetime(2200, 1, 2, tzinfo=UTC)), "and this lies beyond"),
        (lambda: schedule().on_call(datetime(2026, 1, 5)), "has no time zone"),  # noqa: DTZ001
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(make, said):
    with pytest.raises(ValueError, match=said):
        make()


def test_the_last_instants_that_are_known_have_an_answer():
    rota = schedule(layer(people="ana", rotation=weekly()))

    assert on_call(rota, datetime(2199, 12, 31, 23, tzinfo=UTC)).person == "ana"
    assert rota.next_shift(datetime(2199, 12, 31, 23, tzinfo=UTC)) is None
    assert rota.on_call(datetime(1900, 1, 1, tzinfo=UTC)) is None


def test_no_time_at_all_has_no_shifts_and_no_gaps():
    assert schedule().shifts(MONDAY, MONDAY) == schedule().shifts(MONDAY, MONDAY - DAY) == []
    assert schedule().gaps(MONDAY, MONDAY) == schedule().gaps(MONDAY, MONDAY - DAY) == []


def test_what_is_remembered_has_a_bound():
    rota = schedule()

    for year in range(1900, 2200):
        rota.on_call(datetime(year, 6, 1, tzinfo=UTC))

    assert len(rota._final._kept) <= 64


def test_the_zone_of_the_machine_has_no_effect():
    asked = (
        "from tests.bot.domain.rotas import daily, layer, schedule, utc\n"
        "rota = schedule(layer(rotation=daily('02:30')))\n"
        "print(rota.shifts(utc('2026-03-27 00:00'), utc('2026-03-31 00:00')))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for zone in ("UTC", "America/New_York", "Asia/Kathmandu")
    }

    assert len(answers) == 1
