"""Socket Mode: the same door, and what is different about the way in."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import pytest

from adapters.slack import listen_socket
from adapters.slack.door import SlackDoor
from adapters.slack.listen_socket import SocketDoor
from adapters.slack.render_form import modal
from adapters.slack.workspaces import Workspaces
from bot.domain.card import Card
from bot.domain.form import Choice, Form, TextField, TicketsField
from bot.domain.interaction import Interaction, Reply
from tests.adapters.slack import payloads
from tests.adapters.slack.recording import CountingMeter, RecordingFinder, RecordingRouter
from tests.fakes.clock import StoppedClock
from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.server import serving


@dataclass
class Line:
    """A door that is connected to a Slack that keeps state."""

    slack: FakeSlack
    router: RecordingRouter = field(default_factory=RecordingRouter)
    meter: CountingMeter = field(default_factory=CountingMeter)
    finder: RecordingFinder = field(default_factory=RecordingFinder)

    def __post_init__(self) -> None:
        self.slack.add_user("U1", "ana")
        self.channel = self.slack.add_channel("support", members=("U1",)).id
        workspaces = Workspaces(self.slack.api_url, bot_token="xoxb-test")
        self.door = SlackDoor(
            self.router.handle,
            workspaces,
            api_url=self.slack.api_url,
            clock=StoppedClock(),
            meter=self.meter,
            find=self.finder.find,
        )
        self.socket = SocketDoor(self.door, "xapp-test")

    def case(self, text: str, **more: str) -> Any:
        payload = dict(parse_qsl(payloads.command(text, **more), keep_blank_values=True))
        payload |= {"channel_id": self.channel, "trigger_id": self.slack.trigger("U1")}
        payload["response_url"] = self.slack.response_url("U1", self.channel)
        return self.slack.sockets.send("slash_commands", payload)

    def event(self, what: payloads.Payload, *, retry: int = 0) -> Any:
        installed = [{"team_id": "T1", "user_id": self.slack.teams["T1"].bot_user}]
        payload = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": what}
        return self.slack.sockets.send("events_api", {**payload, "authorizations": installed}, retry=retry)


@pytest.fixture
def line() -> Iterator[Line]:
    with serving() as slack:
        made = Line(slack)
        made.socket.start()
        slack.sockets.wait_for_connections()
        yield made
        made.socket.close()
        made.door.close()


def test_a_command_is_answered_in_the_acknowledgement(line: Line) -> None:
    answer = line.case("status INC-1")

    assert (answer["text"], answer["response_type"]) == ("Understood.", "ephemeral")
    assert (line.router.last.command, line.router.last.words) == ("status", "INC-1")
    assert line.socket.is_connected


def test_a_form_is_opened_and_the_command_acknowledged(line: Line) -> None:
    line.router.reply = Reply(form=Form("Declare", "declare", (TextField(name="title", label="Title"),)))

    assert line.case("declare") is None
    assert len(line.slack.called("views.open")) == 1


def test_a_redelivered_event_is_answered_once(line: Line) -> None:
    mention = payloads.mention("status", channel=line.channel)
    mention["text"] = f"<@{line.slack.teams['T1'].bot_user}> status"
    line.event(mention)
    line.event(mention, retry=1)

    assert [said.id for said in line.router.said] == ["slack:T1:Ev1"]
    assert len(line.slack.called("chat.postEphemeral")) == 1


def test_another_workspace_is_acknowledged_and_nothing_changes(line: Line) -> None:
    assert line.case("declare x", team_id="T9") is None
    assert line.router.said == []
    assert line.meter.reasons == ["workspace"]


def test_nonsense_is_acknowledged_and_the_line_stays_open(line: Line) -> None:
    line.slack.sockets.send("interactive", {"type": "block_actions", "authorizations": 7})

    assert line.case("status")["text"] == "Understood."
    assert "unreadable" in line.meter.reasons


def test_a_slow_answer_is_announced_in_time_and_follows(line: Line) -> None:
    line.door.deadline = 0.05
    free = threading.Event()
    line.router.run = lambda said: Reply(card=Card("Recorded after all."), outcome=str(free.wait(5)))

    assert "still working" in line.case("declare x")["text"]
    free.set()

    line.slack.wait_until(lambda: any(m.text == "Recorded after all." for m in line.slack.seen_by("U1")))


def test_a_closed_connection_comes_back(line: Line) -> None:
    line.slack.sockets.disconnect()
    line.slack.sockets.wait_for_connections(at_most=30)

    assert line.case("status")["text"] == "Understood."


def test_a_connection_that_breaks_without_a_word_is_noticed_soon_and_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listen_socket, "PING_EVERY", 0.1)
    with serving() as slack:
        line = Line(slack)
        line.socket.start()
        slack.sockets.wait_for_connections()

        slack.sockets.break_off()
        slack.sockets.wait_for_connections(at_most=8)

        assert line.case("status")["text"] == "Understood."
        line.socket.close()
        line.door.close()


def test_a_slack_that_is_down_at_the_start_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listen_socket, "FIRST_WAIT", 0.01)
    with serving() as slack:
        slack.fail("apps.connections.open", "internal_error", times=2)
        line = Line(slack)
        line.socket.start()
        slack.sockets.wait_for_connections()

        assert line.case("status")["text"] == "Understood."
        line.socket.close()
        line.door.close()


def test_closing_before_slack_ever_answered_ends_at_once() -> None:
    with serving() as slack:
        slack.down = True
        line = Line(slack)
        line.socket.start()
        line.socket.close()
        line.door.close()

        assert not line.socket.is_connected


def test_what_was_taken_in_is_answered_before_the_line_is_closed(line: Line) -> None:
    taken, free = threading.Event(), threading.Event()

    def slow(said: Interaction) -> Reply:
        taken.set()
        return Reply(card=Card("Recorded."), outcome=str(free.wait(5)))

    line.router.run = slow
    with ThreadPoolExecutor(2) as threads:
        answer = threads.submit(line.case, "declare x")
        assert taken.wait(5)
        closing = threads.submit(line.socket.close)
        free.set()

        assert answer.result(5)["text"] == "Recorded."
        closing.result(5)


def test_a_search_is_answered_in_the_acknowledgement(line: Line) -> None:
    form = Form("Link", "link", (TicketsField(name="tickets", label="Which?"),), about="INC-1")
    line.finder.found = (Choice("zendesk:1 · open", "zendesk:1"),)
    payload = payloads.suggestion(modal(form), "card")

    answer = line.slack.sockets.send("interactive", payload)

    assert [one["value"] for one in answer["options"]] == ["zendesk:1"]
    assert (line.finder.said[0].words, line.finder.said[0].about) == ("card", "INC-1")
