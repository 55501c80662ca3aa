"""The fake Slack keeps its own promises, so that what is proved with it means something."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.fakes.slack import FakeSlack, serving


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with serving() as fake:
        fake.add_user("U1", "Ana")
        yield fake


def client(slack: FakeSlack, token: str = "xoxb-test") -> WebClient:
    return WebClient(token=token, base_url=slack.api_url, timeout=5, retry_handlers=[])


def refusal(slack: FakeSlack, method: str, **args: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        client(slack).api_call(method, json=args)
    return str(error.value.response["error"])


def test_it_enforces_slacks_rules(slack: FakeSlack) -> None:
    outside = slack.add_channel("outside", bot=False)
    secret = slack.add_channel("secret", bot=False, private=True)
    closed = slack.add_channel("closed", archived=True)

    assert refusal(slack, "conversations.create", name="Not Allowed") == "invalid_name_specials"
    assert refusal(slack, "conversations.create", name="outside") == "name_taken"
    assert refusal(slack, "conversations.create", name="x" * 81) == "invalid_name_maxlength"
    assert refusal(slack, "chat.postMessage", channel=outside.id, text="x") == "not_in_channel"
    assert refusal(slack, "chat.postMessage", channel=secret.id, text="x") == "channel_not_found"
    assert refusal(slack, "chat.postMessage", channel=closed.id, text="x") == "is_archived"
    assert refusal(slack, "chat.postMessage", channel=outside.id) == "not_in_channel"
    assert refusal(slack, "no.such") == "unknown_method"


def test_it_refuses_blocks_that_slack_would_refuse(slack: FakeSlack) -> None:
    channel = slack.add_channel("incidents")
    wrong = [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]

    assert refusal(slack, "chat.postMessage", channel=channel.id, text="x", blocks=wrong) == "invalid_blocks"
    assert slack.findings


def test_it_asks_for_scopes_and_takes_only_its_tokens(slack: FakeSlack) -> None:
    slack.scopes = {"channels:read"}

    assert refusal(slack, "chat.postMessage", channel="C1", text="x") == "missing_scope"
    with pytest.raises(SlackApiError, match="invalid_auth"):
        client(slack, "xoxb-wrong").auth_test()


def test_a_trigger_works_once(slack: FakeSlack) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "t"}, "blocks": [{"type": "divider"}]}
    trigger = slack.trigger("U1")

    client(slack).views_open(trigger_id=trigger, view=view)

    assert refusal(slack, "views.open", trigger_id=trigger, view=view) == "exchanged_trigger_id"
    assert [view.user for view in slack.views.values()] == ["U1"]


def test_a_response_url_takes_five_answers(slack: FakeSlack) -> None:
    channel = slack.add_channel("support", members=("U1",))
    hook = WebhookClient(slack.response_url("U1", channel.id))

    statuses = [hook.send(text=str(n)).status_code for n in range(6)]

    assert statuses == [200] * 5 + [404]
    assert [message.to for message in slack.seen_by("U1")] == ["U1"] * 5


def test_it_speaks_socket_mode_with_bolts_own_client(slack: FakeSlack) -> None:
    app = App(client=client(slack), token="xoxb-test", signing_secret="x", process_before_response=True)
    app.command("/case")(lambda ack: ack(text="Here I am."))
    handler = SocketModeHandler(app, "xapp-test")
    handler.connect()
    command = {"command": "/case", "text": "", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}

    try:
        assert slack.sockets.send("slash_commands", command) == {"text": "Here I am."}
        slack.sockets.disconnect()
        slack.sockets.wait_for_connections(at_most=30)
    finally:
        handler.close()


def test_it_counts_how_long_every_call_took(slack: FakeSlack) -> None:
    slack.delay = 0.05

    client(slack).auth_test()

    (call,) = slack.calls
    assert call.ended - call.started >= 0.05


def test_it_runs_as_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "tests.fakes.slack"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        try:
            httpx.post(f"{told['address']}/_control/add_user", json={"id": "U1", "name": "Ana"})
            httpx.post(f"{told['address']}/_control/fail", json={"method": "pins.add", "error": "x"})
            made = WebClient(token="xoxb-test", base_url=told["api_url"]).conversations_create(name="inc-1")
            state = httpx.get(f"{told['address']}/_state").json()
        finally:
            os.kill(process.pid, signal.SIGTERM)

    assert [channel["name"] for channel in state["channels"]] == ["inc-1"]
    assert made["channel"]["id"] == state["channels"][0]["id"]
