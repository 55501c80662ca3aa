"""Several people answer the same reminder at the same instant, in one chat and in two."""

import pytest

from bot.config import Settings
from bot.world import World
from tests.bot.actions.promises import TOLD, arrives, desk_of, heard, passes, told
from tests.fakes.chat import Chat
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of
from tests.storage.test_at_once import together


@pytest.fixture
def warned(database) -> Teller:
    teller = told(database)
    arrives(teller)
    passes(teller, minutes=46)
    return teller


def test_of_two_who_take_it_at_once_one_has_it_and_the_other_is_told(warned):
    replies = together(6, lambda n: warned.does(f"agent{n}", "sla take zendesk:1 first_reply 1 1 30m"))

    assert sorted(one.outcome for one in replies) == ["asked"] * 5 + ["done"]
    with warned.store.read() as work:
        hushes = work.hushes.of_several(["zendesk:1"])["zendesk:1"]
    assert len(hushes) == 1


def test_of_many_who_ask_for_help_at_once_one_asks(warned):
    replies = together(6, lambda n: warned.does(f"agent{n}", "sla escalate zendesk:1 Help"))
    warned.carry()

    assert sorted(one.outcome for one in replies) == ["done"] + ["no"] * 5
    assert len(heard(warned, "mei")) == 1


def test_of_many_who_take_an_escalation_at_once_one_has_it(warned):
    warned.does("ana", "sla escalate zendesk:1 Help")
    replies = together(6, lambda n: warned.does(f"agent{n}", "sla accept zendesk:1"))
    warned.carry()

    titles = [card_of(one).title for one in replies]
    assert titles.count("You help with zendesk:1") == 1
    assert len([one for one in heard(warned, "ana") if "helps you" in one]) == 1


def test_one_press_that_is_delivered_many_times_sends_one_reply(warned):
    together(6, lambda _: warned.does("ana", "ticket reply zendesk:1 We are on it.", id="one press"))
    warned.carry()

    assert desk_of(warned).replies == {"1": ["We are on it."]}


def test_people_in_two_chats_see_who_is_on_it_by_the_name_they_know(database):
    people = TOLD["people"] | {
        "ana": {"slack": "ana", "teams": "29:ana", "zendesk": "11"},
        "mei": {"teams": "29:mei"},
    }
    slack = Teller(database, Settings.model_validate(TOLD | {"people": people}), desks={"zendesk": Desk()})
    teams = Chat("teams")
    voices = {"slack": slack.chat, "teams": teams}
    known = slack.world
    slack.world = World(
        known.clock, known.store, known.settings, voices, known.meter, known.alike, known.desks
    )
    slack.router = type(slack.router)(slack.world)
    arrives(slack)
    passes(slack, minutes=62)

    slack.does("ana", "sla take zendesk:1 first_reply 1 3 1h")
    slack.carry()

    [card] = [one.card for one in teams.said if one.room == "teams:29:mei"]
    assert "is on it until 11:14" in read(card)
    assert "teams:29:ana" in repr(card)
    assert "slack:ana" not in repr(card)
