"""Rotas as the settings name them: gaps that are told, and which rota is meant by a name."""

from datetime import timedelta

import pytest

from bot.config import Settings
from bot.domain.rota_shift import Gap
from bot.errors import NotFound
from bot.rotas import duties, gaps, rotas
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
                "customer_care": {"oncall": "office"},
            },
            "rotas": {
                "office": {"timezone": "Europe/Berlin", "layers": [OFFICE]},
                "nights": {"timezone": "Europe/Berlin", "layers": [NIGHTS]},
                "lunch": {"timezone": "Europe/Berlin", "layers": [OFFICE], "around_the_clock": False},
            },
        }
    )


def test_gaps_of_the_next_ninety_days_are_told_of_rotas_that_should_have_none(settings):
    found = list(gaps(settings, rotas(settings), MONDAY))

    assert {name for name, _ in found} == {"office"}
    assert found[0] == ("office", Gap(utc("2026-01-05 16:00"), utc("2026-01-06 08:00")))
    assert found[-1][1].until == MONDAY + timedelta(days=90)


@pytest.mark.parametrize(
    ("name", "rota"),
    [
        ("support", "office"),
        ("Support", "office"),
        ("nights", "nights"),
        ("Customer Care", "office"),
        ("customer-care", "office"),
    ],
)
def test_a_team_stands_for_its_rota_before_a_rota_of_the_same_name(settings, name, rota):
    [found] = duties(settings, name, MONDAY)

    assert found.rota.name == rota


def test_without_a_name_there_are_all_of_them_each_with_its_teams(settings):
    found = duties(settings, "", MONDAY)

    assert [(one.rota.name, one.teams) for one in found] == [
        ("office", ("support", "customer_care")),
        ("nights", ()),
        ("lunch", ()),
    ]


def test_meant_times_without_anybody_are_told_up_to_the_next_shift_alone(settings):
    office, _, lunch = duties(settings, "", MONDAY)

    assert len(office.nobody) == 5
    assert lunch.nobody == office.nobody[:1]


def test_a_team_without_a_rota_and_a_name_that_nobody_knows_are_refused_with_those_that_are(settings):
    there = "There are: support, customer_care, office, nights, lunch."

    with pytest.raises(NotFound, match=f"The team sales has no rota.\n.*teams.sales.oncall. {there}"):
        duties(settings, "sales", MONDAY)
    with pytest.raises(NotFound, match=f"neither a team with a rota nor a rota called x{{40}}.\n{there}"):
        duties(settings, "x" * 200, MONDAY)
    with pytest.raises(NotFound, match="There is none yet"):
        duties(Settings(), "support", MONDAY)


def test_a_rota_that_was_asked_once_is_not_made_again(settings):
    assert rotas(settings)["office"] is rotas(settings)["office"]
