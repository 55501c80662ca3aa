"""Settings of rotas: what may be written, and what is said of mistakes."""

from datetime import timedelta

import pytest

from bot.config import Settings, load
from bot.domain.rota import Schedule
from bot.errors import SettingsError
from tests.bot.domain.rotas import MONDAY, utc

HEAD = "people: {ana: {slack: U1}, leo: {slack: U2}, mia: {slack: U3}}\n"
TURNS = "people: [ana, leo, mia], since: 2026-01-05"


@pytest.fixture
def read(tmp_path):
    def read(text: str) -> Settings:
        path = tmp_path / "caseline.yml"
        path.write_text(HEAD + text, encoding="utf-8")
        return load(path, {})

    return read


@pytest.fixture
def rota(read):
    """The rota with this layer in Berlin, and with what else is said of it."""

    def rota(layer: str, more: str = "") -> Schedule:
        text = f"rotas: {{support: {{timezone: Europe/Berlin, layers: [{{{layer}}}]{more}}}}}"
        return read(text).rotas["support"].schedule("support")

    return rota


def turns(schedule: Schedule, days: int = 30) -> list[tuple[str, str]]:
    shifts = schedule.shifts(MONDAY - timedelta(days=1), MONDAY + timedelta(days=days))
    return [(one.person, f"{one.since:%a %H:%M}") for one in shifts]


def test_the_shortest_rota_hands_over_on_monday_morning(rota):
    schedule = rota(TURNS)

    assert turns(schedule) == [
        ("ana", "Mon 08:00"), ("leo", "Mon 08:00"), ("mia", "Mon 08:00"), ("ana", "Mon 08:00"),
        ("leo", "Mon 08:00"),
    ]  # fmt: skip
    assert schedule.on_call(MONDAY - timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    ("rotate", "until"),
    [
        ("daily", "2026-01-06 08:00"),
        ("weekly", "2026-01-12 08:00"),
        ("every 1 hour", "2026-01-05 09:00"),
        ("every 12 hours", "2026-01-05 20:00"),
        ("every 3 days", "2026-01-08 08:00"),
        ("every 2 weeks", "2026-01-19 08:00"),
    ],
)
def test_a_rotation_is_written_in_words(rota, rotate, until):
    shift = rota(f"{TURNS}, rotate: {rotate}").on_call(MONDAY)

    assert (shift.person, shift.until) == ("ana", utc(until))


def test_a_hand_over_has_a_time_and_of_weeks_a_weekday(rota):
    weekly = rota(f"{TURNS} 09:00, hand_over: wed 12:30").on_call(MONDAY)
    daily = rota(f'{TURNS}, rotate: daily, hand_over: "22:00"').on_call(utc("2026-01-05 22:00"))

    assert weekly.until == utc("2026-01-07 11:30")
    assert (daily.since, daily.until) == (utc("2026-01-05 21:00"), utc("2026-01-06 21:00"))


@pytest.mark.parametrize("only", ['"mon-fri 09:00-17:00"', '["mon 09:00-17:00", "tue-fri 09:00-17:00"]'])
def test_a_layer_may_count_on_some_weekdays_only(rota, only):
    schedule = rota(f"{TURNS}, only: {only}")

    assert turns(schedule, 6) == [("ana", f"{day} 08:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri")]


def test_without_weekdays_a_stretch_is_every_days(rota):
    schedule = rota(f'{TURNS}, only: "22:00-06:00"')

    assert schedule.on_call(utc("2026-01-10 03:00")).person == "ana"
    assert schedule.on_call(utc("2026-01-10 12:00")) is None


def test_layers_are_called_by_name_or_number_and_may_end(rota):
    text = "people: ana, name: first, since: 2026-01-05, until: 2026-02-02}, {people: leo, since: 2026-01-05"

    schedule = rota(text)

    assert [one.name for one in schedule.layers] == ["first", "2"]
    assert schedule.on_call(utc("2026-02-02 07:59")).person == "ana"
    assert schedule.on_call(utc("2026-02-02 08:00")).person == "leo"


def test_an_override_has_wall_times_of_the_rota(rota):
    more = ", overrides: [{person: mia, since: 2026-01-06 12:00, until: 2026-01-07T12:00, instead_of: ana}]"

    shift = rota(TURNS, more).on_call(utc("2026-01-06 12:00"))

    assert (shift.person, shift.since, shift.until) == (
        "mia", utc("2026-01-06 11:00"), utc("2026-01-07 11:00"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("layer", "more", "said"),
    [
        ("people: [], since: 2026-01-05", "", "layers[0].people: expected at least one"),
        ("people: [ana, max], since: 2026-01-05", "", "layers[0].people[1]: max is not among people"),
        ("people: ana", "", "layers[0].since: expected a value"),
        ("people: ana, since: soon", "", "layers[0].since: expected a date such as"),
        ("people: ana, since: 2026-02-30", "", "layers[0].since: expected a date such as"),
        ("people: ana, since: 2026-01-05 9am", "", "layers[0].since: expected a time such as 09:00, not 9am"),
        ("people: ana, since: 1066-01-05", "", ": rotas answer from 1900 to 2199"),
        (f"{TURNS}, rotate: yearly", "", "layers[0].rotate: expected daily, weekly, or such as every 12"),
        (f"{TURNS}, rotate: every 0 days", "", "layers[0].rotate: expected daily, weekly, or such as"),
        (f"{TURNS}, rotate: every 53 weeks", "", "layers[0].rotate: a turn takes at most 366 days"),
        (f'{TURNS}, hand_over: "09:00"', "", "layers[0].hand_over: expected a weekday and a time such as"),
        (f"{TURNS}, hand_over: monday 09:00", "", "layers[0].hand_over: there is no weekday monday"),
        (f'{TURNS}, rotate: daily, hand_over: "25:00"', "", "layers[0].hand_over: expected a time such as"),
        (f"{TURNS}, rotate: daily, hand_over: mon 09:00", "", "layers[0].hand_over: expected a time such as"),
        (f"{TURNS}, only: [mon 9-17]", "", "layers[0].only[0]: expected times such as 09:00"),
        (f"{TURNS}, only: [all 09:00-17:00]", "", "layers[0].only[0]: expected a weekday or a range"),
        (f"{TURNS}, until: 2026-01-01", "", "layers[0]: a layer must end after it begins"),
        (f"{TURNS}, name: a}}, {{{TURNS}, name: a", "", ": two layers are called a at the same time"),
        (f"{TURNS}, every: 2", "", "layers[0].every: there is no such setting"),
        (
            TURNS,
            "{person: max, since: 2026-01-06 12:00, until: 2026-01-07 12:00}",
            "overrides[0].person: max is not among people",
        ),
        (
            TURNS,
            "{person: ana, instead_of: max, since: 2026-01-06 12:00, until: 2026-01-07 12:00}",
            "overrides[0].instead_of: max is not among people",
        ),
        (
            TURNS,
            "{person: ana, layer: nights, since: 2026-01-06 12:00, until: 2026-01-07 12:00}",
            "overrides[0].layer: there is no layer nights",
        ),
        (
            TURNS,
            "{person: ana, since: 2026-01-06 12:00, until: 2026-01-06 12:00}",
            "overrides[0]: an override must end after it begins",
        ),
        (
            TURNS,
            "{person: ana, since: 2026-01-06, until: 2026-01-07}",
            "overrides[0].since: expected a date and a time such as 2026-01-05 09:00, not 2026-01-06",
        ),
    ],
)
def test_a_mistake_is_told_with_its_path_and_what_was_expected(rota, layer, more, said):
    with pytest.raises(SettingsError) as caught:
        rota(layer, f", overrides: [{more}]" if more else "")

    found = caught.value.findings[0].partition("caseline.yml: rotas.support")[2]
    assert found.removeprefix(".").startswith(said), found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rotas: {a: {timezone: Berlin, layers: []}}", "rotas.a.timezone: there is no time zone Berlin"),
        ("rotas: {a: {timezone: UTC, layers: []}}", "rotas.a.layers: expected at least one"),
        ("teams: {support: {oncall: nights}}", "teams.support.oncall: nights is not among rotas"),
    ],
)
def test_a_rota_that_is_not_there_or_has_nothing_is_refused(read, text, said):
    with pytest.raises(SettingsError) as caught:
        read(text)

    assert caught.value.findings[0].partition("caseline.yml: ")[2].startswith(said)
