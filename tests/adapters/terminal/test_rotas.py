"""`caseline check` about rotas: whether somebody is on call at all times."""

from datetime import timedelta
from typing import Any

from adapters.terminal.rotas import findings
from bot.config import Settings
from bot.domain.finding import Finding
from tests.bot.domain.rotas import MONDAY

PEOPLE = {"ana": {"slack": "U1"}, "leo": {"slack": "U2"}}
TURNS = {"people": ["ana", "leo"], "since": "2026-01-05"}
OFFICE = TURNS | {"only": "mon-fri 09:00-17:00"}
CHRISTMAS = {"person": "leo", "since": "2026-12-24 08:00", "until": "2026-12-27 08:00"}


def found(*layers: Any, now: Any = MONDAY, **said: Any) -> list[Finding]:
    rota = {"timezone": "Europe/Berlin", "layers": layers} | said
    return list(findings(Settings.model_validate({"people": PEOPLE, "rotas": {"support": rota}}), now))


def test_a_rota_without_gaps_says_who_is_on_call():
    [one] = found(TURNS)

    assert (one.ok, one.what) == (True, "rotas.support")
    assert one.says == "ana is on call until 2026-01-12 08:00:00Z"


def test_gaps_of_the_next_ninety_days_are_counted_and_the_first_is_told():
    [one] = found(OFFICE)

    assert not one.ok
    assert "gaps in the next 90 days: 65" in one.says
    assert one.says.endswith("the first one from 2026-01-05 16:00:00Z to 2026-01-06 08:00:00Z")
    assert "`only`" in one.todo


def test_gaps_that_are_meant_are_none_and_a_second_layer_fills_them():
    assert [one.ok for one in found(OFFICE, around_the_clock=False)] == [True]
    assert [one.ok for one in found(OFFICE, TURNS)] == [True]


def test_before_a_rota_begins_nobody_is_on_call_and_it_is_said():
    [one] = found(TURNS, now=MONDAY - timedelta(days=7))

    assert one.says.startswith("nobody is on call now; ")


def test_overrides_that_overlap_are_told_until_they_are_over():
    doubled = [CHRISTMAS, CHRISTMAS | {"person": "ana"}]

    assert [one.ok for one in found(TURNS, overrides=doubled)] == [True, False]
    assert [one.ok for one in found(TURNS, overrides=doubled, now=MONDAY + timedelta(days=365))] == [True]


def test_without_rotas_nothing_is_said():
    assert list(findings(Settings(), MONDAY)) == []
