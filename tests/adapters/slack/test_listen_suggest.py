"""Typing into a search box: what Slack asks then, and the list that it gets whatever happens."""

import threading
from typing import Any

import pytest

from adapters.slack.render_form import modal
from bot.domain.form import NO_TICKET, Choice, Form, TicketsField
from tests.adapters.slack import payloads
from tests.adapters.slack.bench import Bench
from tests.adapters.slack.recording import person
from tests.fakes.slack.blocks import check

FORM = Form(
    "Link tickets",
    "link",
    (TicketsField(name="tickets", label="Which tickets?", search="Kim’s card is declined"),),
    about="INC-1",
)
VIEW = modal(FORM, also={"room": "C7"})
FOUND = (Choice("zendesk:1 · open · Card declined", "zendesk:1"), Choice("github does not answer", "!github"))


def typed(bench: Bench, value: str, **more: Any) -> list[dict[str, Any]]:
    answer = bench.payload(payloads.suggestion(VIEW, value, **more))
    assert answer.status_code == 200
    options: list[dict[str, Any]] = answer.json()["options"]
    return options


def test_what_is_typed_is_searched_for_the_forms_incident_and_its_room(bench: Bench) -> None:
    bench.finder.found = FOUND

    options = typed(bench, "card &amp; co")

    [said] = bench.finder.said
    assert (said.command, said.about, said.words) == ("link", "INC-1", "card & co")
    assert (said.person.id, said.room and said.room.id, said.id) == ("slack:U1", "slack:C7", "")
    assert options == [
        {"text": {"type": "plain_text", "text": one.label, "emoji": False}, "value": one.value}
        for one in FOUND
    ]
    assert bench.router.said == []


def test_nothing_typed_yet_looks_for_what_the_form_looks_for(bench: Bench) -> None:
    typed(bench, "")

    assert bench.finder.said[0].words == "Kim’s card is declined"


def test_options_keep_slacks_limits_whatever_a_ticket_is_called(bench: Bench) -> None:
    bench.finder.found = (
        Choice("<!channel> &amp; " + "ä" * 500, "zendesk:" + "9" * 100),
        Choice("too long a value", "zendesk:" + "9" * 200),
        Choice("🙂" * 80, "github:1"),
    )

    options = typed(bench, "x")

    block = {
        "type": "input",
        "label": {"type": "plain_text", "text": "l"},
        "element": {"type": "static_select", "action_id": "a", "options": options},
    }
    assert check([block]) == []
    assert [one["value"] for one in options] == ["zendesk:" + "9" * 100, "github:1"]
    assert all(len(one["text"]["text"].encode("utf-16-le")) // 2 <= 75 for one in options)


def test_what_was_chosen_comes_back_with_the_form(bench: Bench) -> None:
    chosen = [{"value": "zendesk:1"}, {"value": f"{NO_TICKET}github"}]
    values = {"tickets": {"type": "multi_external_select", "selected_options": chosen}}

    bench.payload(payloads.submission(VIEW, values))

    assert dict(bench.router.last.fields or {}) == {"tickets": ("zendesk:1", "!github")}


@pytest.mark.parametrize("secret", ["a-wrong-secret", ""])
def test_a_forged_search_is_refused_and_nobody_is_asked(bench: Bench, secret: str) -> None:
    body = payloads.form(payloads.suggestion(VIEW, "card"))
    at = bench.clock.now().timestamp()

    answer = bench.post(body.encode(), payloads.signed(body, at, secret=secret).items())

    assert answer.status_code == 401
    assert bench.finder.said == []


ODD: list[dict[str, Any]] = [
    {"view": None},
    {"view": "x"},
    {"view": {"private_metadata": "no form of ours"}},
    {"view": {"private_metadata": '{"d": 7}'}},
    {"view": {}, "message": {"ts": "1.1"}},
    {"user": None},
    {"user": {"id": 7}},
    {"value": ["card"], "view": []},
]


@pytest.mark.parametrize("more", ODD, ids=repr)
def test_a_search_in_no_form_of_ours_finds_nothing(bench: Bench, more: dict[str, Any]) -> None:
    bench.finder.found = FOUND

    answer = bench.payload(payloads.suggestion(VIEW, "card") | more)

    assert answer.json() == {"options": []}
    assert bench.finder.said == []


def test_ten_thousand_characters_are_passed_on_as_they_are(bench: Bench) -> None:
    typed(bench, "ä" * 10_000)

    assert len(bench.finder.said[0].words) == 10_000


def test_half_a_character_is_made_whole(bench: Bench) -> None:
    typed(bench, "card \ud83d")

    assert bench.finder.said[0].words.encode().startswith(b"card ")


def test_guests_and_strangers_find_nothing_and_are_counted(bench: Bench) -> None:
    bench.finder.found = FOUND
    bench.slack.people["U2"] = person("U2", is_restricted=True)
    guest, stranger = {"id": "U2", "team_id": "T1"}, {"id": "U9", "team_id": "T9"}

    found = [typed(bench, "card", user=one) for one in (guest, stranger)]

    assert found == [[], []]
    assert bench.finder.said == []
    assert bench.meter.reasons == ["guest", "stranger"]


def test_a_search_that_takes_too_long_is_an_empty_list_in_time(bench: Bench) -> None:
    bench.finder.gate = threading.Event()
    bench.door.deadline = 0.2

    options = typed(bench, "card")
    bench.finder.gate.set()

    assert options == []


def test_a_broken_search_is_an_empty_list_and_reported(bench: Bench) -> None:
    bench.finder.found = (Choice(None, "zendesk:1"),)  # type: ignore[arg-type]  # A bug, as it were.

    assert typed(bench, "card") == []
