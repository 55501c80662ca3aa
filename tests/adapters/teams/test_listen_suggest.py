"""Typing into a search box: what Teams asks then, and the list that it gets whatever happens."""

import threading
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.domain.card import Card
from bot.domain.form import Choice, Form, TextField, TicketsField
from bot.domain.incident import key_of
from bot.domain.interaction import Reply
from tests.adapters.teams.activities import Json, activity, invoke, mentioning
from tests.adapters.teams.bench import Bench, words
from tests.adapters.teams.schema import check, objects
from tests.fakes.desk import Desk

FIELDS = (
    TicketsField(name="tickets", label="Which tickets?", required=False),
    TextField(name="pasted", label="Or paste them", required=False, long=True),
)
DATASET = "tickets?does=link&about=INC-1"
KIND = "application/vnd.microsoft.search.searchResponse"


@pytest.fixture
def desk(bench: Bench) -> Desk:
    """A desk with two tickets, and an incident to which they might belong."""
    made = Desk()
    bench.world.desks["zendesk"] = made  # type: ignore[index]  # It is a dict, made by the bench.
    bench.declare("Checkout is down")
    made.has("1", "Card declined")
    made.has("2", "Card declined, twice")
    return made


def form(*, search: str = "") -> Form:
    tickets = TicketsField(name="tickets", label="Which tickets?", required=False, search=search)
    return Form("Link tickets", "link", (tickets, FIELDS[1]), about="INC-1")


def typed(bench: Bench, text: Any, dataset: Any = DATASET, **more: Any) -> list[Json]:
    value = {"queryText": text, "queryOptions": {"skip": 0, "top": 15}, "dataset": dataset}
    body = bench.invoked(invoke("application/search", value, bench.thread, **more))
    assert body["type"] == KIND
    assert set(body) == {"type", "value"}
    found: list[Json] = body["value"]["results"]
    return found


def test_what_is_typed_finds_tickets_by_title_and_value(bench: Bench, desk: Desk) -> None:
    found = typed(bench, "declined")

    assert found == [
        {"title": "zendesk:1 · open · standard · Card declined", "value": "zendesk:1"},
        {"title": "zendesk:2 · open · standard · Card declined, twice", "value": "zendesk:2"},
    ]
    assert bench.router.said == []


def test_the_box_asks_for_the_form_in_which_it_stands(bench: Bench, desk: Desk) -> None:
    bench.router.reply = Reply(form=form())
    body = bench.invoked(invoke("composeExtension/fetchTask", {"commandId": "link_from"}, bench.thread))
    card = body["task"]["value"]["card"]["content"]
    [box] = [one for one in objects(card) if one.get("id") == "choices:tickets"]

    found = typed(bench, "twice", box["choices.data"]["dataset"])

    assert check(card) == []
    assert box["isMultiSelect"] is True
    assert "isRequired" not in box
    assert [one["value"] for one in found] == ["zendesk:2"]


def test_a_form_brings_what_its_message_finds_since_nothing_is_asked_before_a_letter(
    bench: Bench, desk: Desk
) -> None:
    bench.router.reply = Reply(form=form(search="twice"))

    body = bench.invoked(invoke("composeExtension/fetchTask", {"commandId": "link_from"}, bench.thread))

    card = body["task"]["value"]["card"]["content"]
    [box] = [one for one in objects(card) if one.get("id") == "choices:tickets"]
    assert [one["value"] for one in box["choices"]] == ["zendesk:2"]


def test_among_others_a_form_brings_no_customers_tickets(bench: Bench, desk: Desk) -> None:
    bench.router.reply = Reply(form=form(search="declined"))

    bench.send(activity("message", bench.thread, **mentioning("link INC-1")))
    bench.say("link INC-1")

    here, alone = bench.told(bench.channel)[-1], bench.told()[-1]
    assert "Card declined" not in words(here.activity)
    assert "Card declined" in words(alone.activity)


def test_what_was_chosen_comes_back_and_stays_when_something_is_wrong(bench: Bench, desk: Desk) -> None:
    bench.router.reply = Reply(form=form(search="declined"))
    body = bench.invoked(invoke("composeExtension/fetchTask", {"commandId": "link_from"}, bench.thread))
    (send,) = body["task"]["value"]["card"]["content"]["actions"]
    bench.router.reply = Reply(errors={"pasted": "“x” names no ticket."})

    data = {**send["data"], "choices:tickets": "zendesk:1,github:a%252Cb#7", "text:pasted": "x"}
    again = bench.invoked(
        invoke("composeExtension/submitAction", {"commandId": "link_from", "data": data}, bench.thread)
    )

    assert dict(bench.router.last.fields or {}) == {
        "tickets": ("zendesk:1", "github:a%2Cb#7"),
        "pasted": "x",
    }
    card = again["task"]["value"]["card"]["content"]
    [box] = [one for one in objects(card) if one.get("id") == "choices:tickets"]
    assert box["value"] == "zendesk:1,github:a%252Cb#7"
    assert {"zendesk:1", "github:a%252Cb#7"} <= {one["value"] for one in box["choices"]}
    assert "names no ticket" in words(card)


def test_teams_shows_fifteen_and_who_does_not_answer_is_among_them(bench: Bench, desk: Desk) -> None:
    many = tuple(Choice(f"zendesk:{n}", f"zendesk:{n}") for n in range(19))
    behind = bench.door.listener._behind
    object.__setattr__(behind, "find", lambda _: (*many, Choice("github does not answer", "!github")))

    found = typed(bench, "declined")

    assert len(found) == 15
    assert found[-1] == {"title": "github does not answer", "value": "!github"}


FORGED: list[Any] = [
    "graph.microsoft.com/users?scope=currentContext",
    "tickets",
    "tickets?",
    "tickets?does=resolve&about=INC-1",
    "tickets?does=link&about=INC-999",
    "tickets?does=said&about=INC-1",
    "tickets?" + "&".join(f"a{n}=1" for n in range(50)),
    "tickets?about=" + "x" * 5_000,
    None,
    7,
    {"does": "link"},
    "",
]


@pytest.mark.parametrize("dataset", FORGED, ids=lambda one: str(one)[:40])
def test_a_search_for_what_is_no_form_of_ours_finds_nothing(bench: Bench, desk: Desk, dataset: Any) -> None:
    assert typed(bench, "declined", dataset) == []
    assert desk.calls == []


def test_a_private_incident_is_not_searched_for_by_others(bench: Bench, desk: Desk) -> None:
    bench.declare("Breach", private=True)
    dataset = f"tickets?{urlencode({'does': 'link', 'about': key_of(2)})}"

    assert typed(bench, "declined", dataset, sender="Leo") == []
    assert len(typed(bench, "declined", dataset)) == 2


@pytest.mark.parametrize(
    "text", ["ä" * 10_000, "", None, 7, ["card"], "<at>Ana</at>", "card \ud83d"], ids=repr
)
def test_whatever_is_typed_is_answered(bench: Bench, desk: Desk, text: Any) -> None:
    assert len(typed(bench, text)) <= 15


def test_a_search_that_takes_too_long_is_an_empty_list_in_time(bench: Bench, desk: Desk) -> None:
    gate = threading.Event()
    object.__setattr__(bench.door.listener._behind, "find", lambda _: gate.wait(20) and ())
    bench.door.listener.deadline = 0.2

    found = typed(bench, "declined")
    gate.set()

    assert found == []


def test_a_message_that_names_tickets_is_told_to_the_router(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("zendesk:1 is being linked to INC-1"))
    payload = {
        "id": "1700000000009",
        "body": {"contentType": "html", "content": '<a href="https://zendesk.test/tickets/1">the ticket</a>'},
    }
    value = {"commandId": "link_from", "commandContext": "message", "messagePayload": payload}

    body = bench.invoked(invoke("composeExtension/fetchTask", value, bench.thread))

    assert bench.router.last.command == "link_from"
    assert body["task"]["value"] == "zendesk:1 is being linked to INC-1"
    assert bench.router.last.message
    assert "https://zendesk.test/tickets/1" in bench.router.last.message.text
