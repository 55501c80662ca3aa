"""Rotas and escalation policies as the settings name them, and who stands behind their targets."""

from datetime import timedelta

import pytest

from bot.config import Settings
from bot.domain.escalation import target
from bot.domain.rota_shift import Gap
from bot.escalations import escalation_policies, who_of
from bot.rotas import gaps, rota_for, rotas
from tests.bot.domain.rotas import MONDAY, utc

OFFICE = {"people": ["ana", "leo"], "since": "2026-01-05", "only": "mon-fri 09:00-17:00"}
NIGHTS = {"people": ["eve"], "since": "2026-01-05"}


@pytest.fixture
def settings() -> Settings:
    return Settings.model_validate(
        {
            "people": {name: {"slack": name} for name in ("ana", "leo", "mia", "eve")},
            "teams": {
                "support": {"lead": "mia", "members": ["ana", "leo", "mia"], "oncall": "office"},
                "sales": {"members": ["eve"]},
            },
            "rotas": {
                "office": {"timezone": "Europe/Berlin", "layers": [OFFICE]},
                "nights": {"timezone": "Europe/Berlin", "layers": [NIGHTS]},
                "lunch": {"timezone": "Europe/Berlin", "layers": [OFFICE], "around_the_clock": False},
            },
            "escalation": {
                "support": [{"page": "oncall:support"}, {"page": "policy:sales"}],
                "sales": [{"page": "team:sales"}],
            },
        }
    )


def test_gaps_of_the_next_ninety_days_are_told_of_rotas_that_should_have_none(settings):
    found = list(gaps(settings, rotas(settings), MONDAY))

    assert {name for name, _ in found} == {"office"}
    assert found[0] == ("office", Gap(utc("2026-01-05 16:00"), utc("2026-01-06 08:00")))
    assert found[-1][1].until == MONDAY + timedelta(days=90)


@pytest.mark.parametrize(
    ("wanted", "hour", "people"),
    [
        ("person:ana", 12, ("ana",)),
        ("oncall:support", 12, ("ana",)),
        ("oncall:support", 20, ()),
        ("oncall:nights", 20, ("eve",)),
        ("oncall:nobody", 12, ()),
        ("lead:support", 12, ("mia",)),
        ("lead:sales", 12, ()),
        ("team:support", 12, ("ana", "leo", "mia")),
        ("team:sales", 12, ("eve",)),
        ("team:nobody", 12, ()),
    ],
)
def test_behind_a_target_stand_people_of_the_settings(settings, wanted, hour, people):
    who = who_of(settings, rotas(settings))

    assert who(target(wanted), utc(f"2026-01-05 {hour}:00")) == people


def test_a_teams_rota_counts_before_a_rota_of_the_same_name(settings):
    known = rotas(settings)

    for name, rota in (("support", "office"), ("nights", "nights")):
        found = rota_for(settings, known, name)
        assert found
        assert found.name == rota
    assert rota_for(settings, known, "sales") is None


def test_policies_have_the_steps_of_those_to_which_they_refer(settings):
    policy = escalation_policies(settings)["support"]

    assert [str(step.targets[0]) for step in policy.steps] == ["oncall:support", "team:sales"]
