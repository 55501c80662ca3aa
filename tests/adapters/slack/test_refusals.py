"""Every row of the table: what Slack says, and what becomes of it."""

import http.client
from collections.abc import Iterator
from socket import gaierror
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from adapters.slack.refusals import SENTENCES, SLOW, STOPPED, code, in_our_words, translated
from bot.errors import AdapterError, Refused, TryLater
from tests.fakes.slack import FakeSlack, serving


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with serving() as fake:
        yield fake


def said(slack: FakeSlack, error: str = "", **how: Any) -> AdapterError:
    """What the bot makes of this refusal, through the real client."""
    slack.fail("auth.test", error, **how)
    client = WebClient(token="xoxb-test", base_url=slack.api_url, timeout=2, retry_handlers=[])
    with pytest.raises(AdapterError) as raised, translated():
        client.auth_test()
    return raised.value


def test_a_rate_limit_says_how_long_to_wait(slack: FakeSlack) -> None:
    later = said(slack, "ratelimited", status=429, retry_after=7)

    assert isinstance(later, TryLater)
    assert later.after == 7


@pytest.mark.parametrize("error", sorted(SLOW))
def test_slowness_is_tried_later(slack: FakeSlack, error: str) -> None:
    assert isinstance(said(slack, error), TryLater)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_trouble_at_slack_is_tried_later(slack: FakeSlack, status: int) -> None:
    assert isinstance(said(slack, status=status), TryLater)


def test_a_connection_that_is_cut_is_tried_later(slack: FakeSlack) -> None:
    later = said(slack, drop=True)

    assert isinstance(later, TryLater)
    assert str(later) == "Slack does not answer."


@pytest.mark.parametrize("error", [TimeoutError(), ConnectionRefusedError(), http.client.BadStatusLine("x")])
def test_silence_is_tried_later(error: Exception) -> None:
    assert isinstance(in_our_words(error), TryLater)


@pytest.mark.parametrize("error", sorted(STOPPED))
def test_a_token_that_is_no_longer_taken_holds_the_workspace_up(slack: FakeSlack, error: str) -> None:
    later = said(slack, error)

    assert isinstance(later, TryLater)
    assert later.after == 300
    assert "install it again" in str(later)


def test_a_missing_scope_is_named_and_who_can_help(slack: FakeSlack) -> None:
    refused = said(slack, "missing_scope", more={"needed": "pins:write", "provided": "chat:write"})

    assert isinstance(refused, Refused)
    assert "`pins:write`" in str(refused)
    assert "admin" in str(refused)


@pytest.mark.parametrize("error", sorted(set(SENTENCES) - STOPPED))
def test_every_known_refusal_is_a_sentence_for_people(slack: FakeSlack, error: str) -> None:
    refused = said(slack, error)

    assert isinstance(refused, Refused)
    assert str(refused).endswith(".")
    assert error not in str(refused)


def test_an_unknown_refusal_keeps_slacks_own_word(slack: FakeSlack) -> None:
    refused = said(slack, "something_new")

    assert isinstance(refused, Refused)
    assert "something_new" in str(refused)


def test_an_answer_that_is_no_json_is_tried_later() -> None:
    error = SlackApiError("odd", {"status": 502, "headers": {}, "body": "<html>"})

    assert code(error) == "http_502"
    assert isinstance(in_our_words(error), TryLater)


@pytest.mark.parametrize(
    ("error", "unsure"),
    [
        (TimeoutError(), True),
        (ConnectionResetError(), True),
        (http.client.RemoteDisconnected("gone"), True),
        (ConnectionRefusedError(), False),
        (URLError(ConnectionRefusedError()), False),
        (URLError(gaierror()), False),
        (URLError(TimeoutError()), True),
        (SlackApiError("odd", {"status": 502, "headers": {}, "body": ""}), True),
        (SlackApiError("odd", {"error": "ratelimited"}), False),
    ],
)
def test_a_lost_answer_leaves_us_unsure(error: Exception, unsure: bool) -> None:
    later = in_our_words(error)

    assert isinstance(later, TryLater)
    assert later.unsure is unsure
