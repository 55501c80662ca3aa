"""Every card and form of the bot, in its typical states, as Teams gets it."""

import json

import pytest

from adapters.teams import render
from bot.domain.card import Card
from bot.domain.form import Form
from tests.adapters.teams.schema import check
from tests.cards.examples import examples
from tests.cards.snapshots import IMPORTANT, snapshot, written

EXAMPLES = examples("teams")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_drawn_as_teams_wants_it(name: str) -> None:
    one = EXAMPLES[name]

    if isinstance(one, Form):
        assert check(render.form(one, zone="Europe/Berlin")) == []
        assert check(render.dialog(one, errors={"": "No."})["card"]["content"]) == []
    elif one.spoken:
        assert render.activity(one)["text"]
    else:
        card = render.card(one)
        assert check(card) == []
        assert "longer than Teams can show" not in json.dumps(card)


@pytest.mark.parametrize("name", IMPORTANT)
def test_important_cards_look_as_they_were_agreed_on(name: str) -> None:
    """`python -m tests.cards --snapshots` writes them anew; the difference is what a reviewer looks at."""
    assert snapshot(name).read_text() == written(name)


def test_every_mentioned_person_of_the_war_room_is_notified_once() -> None:
    one = EXAMPLES["incident.war_room · in the middle"]
    assert isinstance(one, Card)

    entities = render.card(one)["msteams"]["entities"]

    assert sorted(entity["mentioned"]["name"] for entity in entities) == ["Ana", "Leo"]
