"""The message extension: declaring from a message, and searching incidents."""

import pytest

from bot.domain.card import Card
from bot.domain.form import Form, TextField
from bot.domain.interaction import Reply
from tests.adapters.teams.activities import Json, invoke
from tests.adapters.teams.bench import Bench, words

FORM = Form("Declare an incident", "declare", (TextField(name="title", label="Title"),))
PAYLOAD = {
    "id": "1700000000009",
    "linkToMessage": "https://teams.microsoft.com/l/message/19:x/1700000000009",
    "createdDateTime": "2026-03-02T09:58:00Z",
    "from": {"user": {"id": "0-leo", "displayName": "Leo"}},
    "body": {
        "contentType": "html",
        "content": "<div>Checkout &amp; <b>basket</b> are down<br>since ten</div><p>Help!</p>",
    },
}


def ask(bench: Bench, name: str, value: Json) -> Json:
    return bench.invoked(invoke(f"composeExtension/{name}", value, bench.thread))


def declared(bench: Bench, *titles: str, private: bool = False) -> None:
    for title in titles:
        bench.declare(title, private=private)


def test_a_form_is_opened_from_the_compose_box(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)
    body = ask(bench, "fetchTask", {"commandId": "declare", "commandContext": "compose"})

    assert (bench.router.last.command, bench.router.last.message) == ("declare", None)
    assert body["task"]["value"]["title"] == "Declare an incident"


@pytest.mark.parametrize(
    ("command", "meant"),
    [("declare", "declare_from"), ("declare_from", "declare_from"), ("note_from", "note_from")],
)
def test_a_message_is_declared_or_noted_with_its_text(bench: Bench, command: str, meant: str) -> None:
    value = {"commandId": command, "commandContext": "message", "messagePayload": PAYLOAD}
    ask(bench, "fetchTask", value)

    said = bench.router.last
    assert said.command == meant
    assert said.message is not None
    assert said.message.text == "Checkout & basket are down\nsince ten\nHelp!"
    assert (said.message.id, said.message.url) == (PAYLOAD["id"], PAYLOAD["linkToMessage"])
    assert said.message.at is not None
    assert said.message.author == "teams:0-leo"


def test_a_form_from_the_extension_is_answered_in_its_window(bench: Bench) -> None:
    bench.router.reply = Reply(form=FORM)
    task = ask(bench, "fetchTask", {"commandId": "declare"})["task"]
    (send,) = task["value"]["card"]["content"]["actions"]
    bench.router.reply = Reply(card=Card("INC-1 declared."))

    data = {**send["data"], "text:title": "Checkout is down"}
    body = ask(bench, "submitAction", {"commandId": "declare", "data": data})

    assert body == {"task": {"type": "message", "value": "INC-1 declared."}}
    assert dict(bench.router.last.fields or {}) == {"title": "Checkout is down"}


@pytest.mark.parametrize("value", [{}, {"commandId": "x"}, {"commandId": 7}])
def test_a_command_that_nobody_knows_says_so(bench: Bench, value: Json) -> None:
    assert ask(bench, "fetchTask", value)["task"]["type"] == "message"
    assert bench.router.said == []


def search(bench: Bench, text: str) -> Json:
    value = {"commandId": "search", "parameters": [{"name": "query", "value": text}]}
    return dict(ask(bench, "query", value)["composeExtension"])


def test_incidents_are_found_by_key_and_by_title_and_their_card_is_put_into_the_message(
    bench: Bench,
) -> None:
    declared(bench, "Checkout is down", "Mail is slow")

    (found,) = search(bench, "check down")["attachments"]
    assert found["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert "Checkout is down" in words(found["content"])
    assert "Checkout is down" in words(found["preview"])
    assert len(search(bench, "inc-2")["attachments"]) == 1


def test_a_list_that_is_only_just_opened_shows_the_latest(bench: Bench) -> None:
    declared(bench, *(f"Number {n}" for n in range(15)))
    value = {"commandId": "search", "parameters": [{"name": "initialRun", "value": "true"}]}

    found = ask(bench, "query", value)["composeExtension"]["attachments"]
    assert len(found) == 10
    assert "Number 14" in words(found[0])


def test_the_title_of_an_incident_is_no_html(bench: Bench) -> None:
    declared(bench, "<b>Down</b> & <at>Ana</at>")

    (found,) = search(bench, "down")["attachments"]
    assert "<" not in words(found["preview"])
    assert "&" not in words(found["preview"])


def test_private_incidents_are_never_found(bench: Bench) -> None:
    declared(bench, "A secret", private=True)

    assert search(bench, "secret") == {"type": "message", "text": "No incident was found."}


def test_who_may_not_see_the_list_finds_nothing(bench: Bench) -> None:
    declared(bench, "Checkout is down")
    bench.router.reply = Reply(card=Card("That is for members only."), outcome="not_allowed")

    assert search(bench, "checkout") == {"type": "message", "text": "That is for members only."}


@pytest.mark.parametrize("url", ["https://evil.example/INC-1", "", "https://caseline.test/incidents/INC-1"])
def test_links_are_not_unfurled_while_there_are_no_pages(bench: Bench, url: str) -> None:
    declared(bench, "Checkout is down")

    body = ask(bench, "queryLink", {"url": url})
    assert body["composeExtension"]["attachments"] == []


@pytest.mark.parametrize("name", ["selectItem", "onCardButtonClicked", "querySettingUrl", "setting"])
def test_what_the_extension_does_not_do_is_answered_with_words(bench: Bench, name: str) -> None:
    assert ask(bench, name, {})["statusCode"] == 200
