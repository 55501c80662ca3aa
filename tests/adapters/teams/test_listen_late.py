"""Every person gets an answer within three seconds; the real one follows when it takes longer."""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from bot.domain.card import Card
from bot.domain.form import Form, TextField
from bot.domain.interaction import Interaction, Reply
from bot.errors import Unavailable
from tests.adapters.teams.activities import activity, executed, fetched, invoke, person
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


class Down:
    """A storage that does not answer."""

    def read(self) -> AbstractContextManager[Any]:
        raise Unavailable("No database.")

    change = read


@pytest.fixture
def down(bench: Bench) -> Bench:
    """Neither the door nor the voice can look anything up, and the router says that it cannot either."""
    bench.places._store = Down()
    object.__setattr__(bench.world, "store", Down())
    bench.router.reply = Reply(card=Card("Nothing was recorded."), outcome="unavailable")
    return bench


def test_without_a_database_a_message_is_answered_where_it_was_said(down: Bench) -> None:
    assert down.say("declare sev1 x").status_code == 200
    down.say("declare sev1 x", down.thread)

    assert [one.words for one in down.told()] == ["Nothing was recorded."]
    assert [one.words for one in down.told(down.channel)] == ["Nothing was recorded."]


def test_without_a_database_a_press_is_answered(down: Bench) -> None:
    assert down.press({"does": "join", "about": "INC-1"})["value"] == "Nothing was recorded."


def test_without_a_database_a_search_says_so(down: Bench) -> None:
    value = {"parameters": [{"name": "query", "value": "x"}]}
    body = down.invoked(invoke("composeExtension/query", value, down.chat))

    assert body["composeExtension"] == {"type": "message", "text": "Nothing was recorded."}


def test_fifty_people_at_once_are_all_answered_in_time(bench: Bench) -> None:
    names = [f"P{n}" for n in range(50)]
    for name in names:
        bench.teams.add_user(name)
    bench.team.members += [f"29:p{n}" for n in range(50)]
    bench.teams.delay = 0.1
    answers: list[tuple[int, float]] = []

    def press(name: str) -> None:
        started = time.monotonic()
        answer = bench.send(executed({"does": "join"}, bench.thread, sender=name))
        answers.append((answer.status_code, time.monotonic() - started))

    threads = [threading.Thread(target=press, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert [status for status, _ in answers] == [200] * 50
    assert max(seconds for _, seconds in answers) < 3
    assert len({said.person.id for said in bench.router.said}) == 50


def test_a_slow_teams_does_not_keep_the_person_waiting(bench: Bench) -> None:
    bench.teams.fail("GET member", 503)
    bench.router.reply = Reply(card=Card("Understood."))

    assert bench.press({"does": "join"})["value"] == "Understood."
