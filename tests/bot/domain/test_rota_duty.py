"""What a rota says at an instant: who is on call, who is next, who comes then, and when nobody is."""

from datetime import timedelta

from bot.domain.calendar import Calendar
from bot.domain.calendar_rules import WEEKDAYS
from bot.domain.rota_duty import Duty, Nobody, duty
from bot.domain.rota_override import Override
from bot.domain.rota_shift import Shift
from tests.bot.domain.rotas import MONDAY, layer, schedule, utc, weekly

OFFICE = Calendar("Europe/Berlin", dict.fromkeys(WEEKDAYS[:5], (("09:00", "17:00"),)))


def person(shift: Shift | None) -> str:
    return shift.person if shift else ""


def test_one_is_on_call_the_next_one_is_known_and_nothing_is_open():
    told = duty(schedule(), MONDAY + timedelta(hours=4))

    assert told.now == Shift("ana", MONDAY, MONDAY + timedelta(days=1), "base")
    assert told.next == Shift("leo", MONDAY + timedelta(days=1), MONDAY + timedelta(days=2), "base")
    assert (told.then, told.nobody, told.goes_on, told.has_layers) == (None, (), False, False)


def test_where_the_same_person_goes_on_the_first_other_one_is_told_too():
    rota = schedule(layer("office", "ana leo", only=OFFICE), layer("base", "ana leo mia", rotation=weekly()))

    told = duty(rota, utc("2026-01-05 12:00"))

    assert told.goes_on
    assert told.has_layers
    assert [(one.person, f"{one.since:%d %H:%M}", one.layer) for one in told.shifts] == [
        ("ana", "05 08:00", "office"),
        ("ana", "05 16:00", "base"),
        ("leo", "06 08:00", "office"),
    ]


def test_whoever_is_alone_is_followed_by_nobody_else():
    told = duty(schedule(layer(people="ana")), MONDAY)

    assert (person(told.now), person(told.next), told.then) == ("ana", "ana", None)


def test_whoever_comes_back_after_a_gap_does_not_go_on():
    told = duty(schedule(layer(people="ana", only=OFFICE)), utc("2026-01-05 12:00"))

    assert not told.goes_on
    assert told.nobody[0] == Nobody(utc("2026-01-05 16:00"), utc("2026-01-06 08:00"))


def test_what_is_open_is_told_from_now_on_and_to_its_real_end():
    told = duty(schedule(layer(only=OFFICE)), utc("2026-01-09 20:00"))

    assert told.now is None
    assert told.nobody[0] == Nobody(utc("2026-01-09 20:00"), utc("2026-01-12 08:00"))
    assert told.nobody[-1] == Nobody(utc("2026-01-16 16:00"), utc("2026-01-19 08:00"))
    assert len(told.nobody) == 6


def test_of_a_rota_that_is_not_meant_around_the_clock_only_the_next_time_is_told():
    told = duty(schedule(layer(only=OFFICE)), utc("2026-01-05 12:00"), around_the_clock=False)

    assert told.nobody == (Nobody(utc("2026-01-05 16:00"), utc("2026-01-06 08:00")),)


def test_before_its_beginning_and_at_its_end_a_rota_has_nobody():
    rota = schedule(layer(until=utc("2026-01-06 08:00")))

    before, last, over = (duty(rota, utc(f"2026-01-{day} 12:00")) for day in ("01", "05", "07"))

    assert (before.now, person(before.next)) == (None, "ana")
    assert before.nobody == (
        Nobody(utc("2026-01-01 12:00"), MONDAY),
        Nobody(utc("2026-01-06 08:00"), None),
    )
    assert (person(last.now), last.next, last.nobody) == (
        "ana",
        None,
        (Nobody(utc("2026-01-06 08:00"), None),),
    )
    assert over.nobody == (Nobody(over.at, None),)


def test_of_two_overrides_of_one_person_the_one_that_counts_is_told():
    over = MONDAY + timedelta(days=7)
    overrides = tuple(
        Override(person="eve", instead_of=one, since=MONDAY, until=over) for one in ("leo", "ana", "mia")
    )
    rota = schedule(overrides=overrides)

    def in_place_of(told: Duty) -> list[str]:
        counts = (told.override(one) for one in told.shifts)
        return [one.instead_of if one else "" for one in counts]

    assert in_place_of(duty(rota, MONDAY))[:2] == ["ana", "leo"]
    assert in_place_of(duty(schedule(), MONDAY)) == ["", ""]


def test_the_last_year_that_rotas_know_has_an_answer():
    told = duty(schedule(layer(people="ana")), utc("2198-12-31 23:59"))

    assert (person(told.now), told.then) == ("ana", None)
