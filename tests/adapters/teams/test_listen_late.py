"""Every person gets an answer within three seconds; the real one follows when it takes longer."""

import threading
from collections.abc import Iterator

import pytest

from bot.domain.card import Card
from bot.domain.form import Form, TextField
from bot.domain.interaction import Interaction, Reply
from tests.adapters.teams.activities import activity, fetched, person
from tests.adapters.teams.bench import Bench

FORM = Form("Post an update", "update", (TextField(name="text", label="Text"),))


@pytest.fixture
def slow(bench: Bench) -> Iterator[tuple[Bench, threading.Event]]:
    """The router answers when it is let go, and the door's deadline is near."""
    let_go = threading.Event()

    def run(_: Interaction) -> Reply:
        assert let_go.wait(10)
        return bench.router.reply

    bench.say("help")
    bench.router.run = run
    bench.door.listener.deadline = 0.05
    bench.personal.messages.clear()
    yield bench, let_go
    let_go.set()


def test_a_late_answer_to_a_message_is_announced_and_then_follows(
    slow: tuple[Bench, threading.Event],
) -> None:
    bench, let_go = slow
    assert bench.say("declare sev1 x").status_code == 200
    bench.teams.wait_until(lambda: len(bench.told()) == 1)
    assert "still working" in bench.told()[0].words

    let_go.set()
    bench.teams.wait_until(lambda: len(bench.told()) == 2)
    assert bench.told()[1].words == "Understood."


def test_a_late_answer_to_a_press_is_announced_and_then_follows_by_a_message(
    slow: tuple[Bench, threading.Event],
) -> None:
    bench, let_go = slow
    body = bench.press({"does": "join", "about": "INC-1"})
    assert "still working" in body["value"]

    let_go.set()
    bench.teams.wait_until(bench.told)
    assert [one.words for one in bench.told()] == ["Understood."]
    assert bench.told(bench.channel) == []


def test_a_form_that_comes_too_late_for_its_window_becomes_an_input_card(
    slow: tuple[Bench, threading.Event],
) -> None:
    bench, let_go = slow
    bench.router.reply = Reply(form=FORM)
    body = bench.invoked(fetched({"does": "update"}, bench.chat))
    assert "still working" in body["task"]["value"]

    let_go.set()
    bench.teams.wait_until(bench.told)
    assert "Send" in bench.told()[0].buttons


def test_nobody_waits_for_what_was_only_reported(slow: tuple[Bench, threading.Event]) -> None:
    bench, _ = slow
    answer = bench.send(activity("conversationUpdate", bench.ops, membersAdded=[person("Leo")]))

    assert answer.status_code == 200
    assert bench.told(bench.group) == bench.told() == []


def test_a_slow_teams_does_not_keep_the_person_waiting(bench: Bench) -> None:
    bench.teams.fail("GET member", 503)
    bench.router.reply = Reply(card=Card("Understood."))

    assert bench.press({"does": "join"})["value"] == "Understood."
