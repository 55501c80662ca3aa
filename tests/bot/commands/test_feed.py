"""The address of a calendar feed, and what is read there."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from adapters.web.calendars import calendars
from tests.bot.actions.paged import on_call
from tests.bot.commands.test_cover import ROTAS
from tests.fakes.teller import card_of


@pytest.fixture
def team(told):
    team = on_call(told, public_url="https://caseline.acme.test/", **ROTAS)
    team.does("mia", "help")
    return team


@pytest.fixture
def web(team):
    with TestClient(Starlette(routes=calendars(team.world))) as client:
        yield client


def address(team, name, text):
    """The path that was shown to them."""
    card = card_of(team.does(name, text))
    found = next(word for word in repr(card).split("'") if word.startswith("https://"))
    return found.removeprefix("https://caseline.acme.test")


def test_a_person_subscribes_to_their_own_shifts_with_those_who_stand_in(team, web):
    path = address(team, "ana", "oncall feed")

    before = web.get(path)
    assert before.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "Ana is on call for support" in before.text
    assert "Leo" not in before.text

    team.does("ana", "cover me until 2026-03-10 09:00 @slack:mia", mentions={"slack:mia": "Mia"})
    assert web.get(path).text.count("BEGIN:VEVENT") < before.text.count("BEGIN:VEVENT")


def test_a_team_has_a_feed_of_everybody(team, web):
    text = web.get(address(team, "eve", "oncall feed support")).text

    assert {"Ana is on call", "Leo is on call"} <= {line[8:22] for line in text.split("\r\n")}


def test_what_has_not_changed_is_not_sent_again(team, web):
    path = address(team, "ana", "oncall feed")
    tag = web.get(path).headers["etag"]

    assert web.get(path, headers={"if-none-match": tag}).status_code == 304


def test_a_new_address_ends_the_old_one_and_a_withdrawn_one_is_gone(team, web):
    old = address(team, "ana", "oncall feed")
    new = address(team, "ana", "oncall feed")
    assert [web.get(path).status_code for path in (old, new)] == [404, 200]

    team.does("ana", "oncall feed off")

    assert web.get(new).status_code == 404
    assert web.get("/calendars/" + "x" * 300 + ".ics").status_code == 404


def test_without_an_own_address_nobody_is_given_one(told):
    team = on_call(told, **ROTAS)

    assert card_of(team.does("ana", "oncall feed")).title.startswith("Caseline does not know its own address")
