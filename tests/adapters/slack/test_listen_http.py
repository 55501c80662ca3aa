"""What comes in over HTTP: who is let in, and what is turned away unread."""

import json
import logging
import threading
from collections.abc import AsyncIterator

import pytest

from adapters.slack.listen_http import LARGEST
from bot.domain.card import Card
from bot.domain.interaction import Interaction, Reply
from tests.adapters.slack import payloads
from tests.adapters.slack.bench import Bench

NOW = 1772442720.0


def test_a_command_is_answered_privately_in_the_response(bench: Bench) -> None:
    answer = bench.case("status INC-1")

    assert answer.status_code == 200
    assert answer.json()["response_type"] == "ephemeral"
    assert answer.json()["text"] == "Understood."
    assert bench.slack.methods() == []
    assert (bench.router.last.command, bench.router.last.words) == ("status", "INC-1")


def test_a_public_reply_is_seen_by_the_whole_channel(bench: Bench) -> None:
    bench.router.reply = Reply(card=Card("All clear."), public=True)

    assert bench.case("status").json()["response_type"] == "in_channel"


BODY = payloads.command("status")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(BODY, {}, id="unsigned"),
        pytest.param(BODY, payloads.signed(BODY, NOW, secret="another"), id="another secret"),
        pytest.param(BODY, payloads.signed(BODY + "&text=x", NOW), id="another body"),
        pytest.param(BODY, payloads.signed(BODY, NOW - 301), id="too old"),
        pytest.param(BODY, payloads.signed(BODY, NOW + 301), id="from the future"),
        pytest.param(
            BODY, payloads.signed(BODY, NOW) | {"x-slack-request-timestamp": "yesterday"}, id="no number"
        ),
        pytest.param(
            BODY, payloads.signed(BODY, NOW) | {"x-slack-request-timestamp": "9" * 400}, id="endless number"
        ),
        pytest.param(
            BODY, payloads.signed(BODY, NOW) | {"x-slack-request-timestamp": "١٧٧٢"}, id="odd digits"
        ),
        pytest.param(BODY, payloads.signed(BODY, NOW) | {"x-slack-signature": "v0=é"}, id="no ASCII"),
        pytest.param(BODY, payloads.signed(BODY, NOW) | {"x-slack-signature": ""}, id="empty"),
        pytest.param("{broken", {"content-type": "application/json"}, id="broken JSON"),
        pytest.param(b"\xff\xfe", {"content-type": "application/json"}, id="broken UTF-8"),
    ],
)
def test_a_forged_or_old_request_gets_401_and_changes_nothing(
    bench: Bench, body: str | bytes, headers: dict[str, str]
) -> None:
    assert bench.clock.now().timestamp() == NOW
    raw = body if isinstance(body, bytes) else body.encode()

    answer = bench.post(raw, headers.items())

    assert answer.status_code == 401
    assert bench.router.said == []
    assert bench.slack.calls == []
    assert bench.meter.reasons == ["signature"]


@pytest.mark.parametrize("age", [-300, 300])
def test_five_minutes_to_either_side_are_still_believed(bench: Bench, age: int) -> None:
    assert bench.post(BODY.encode(), payloads.signed(BODY, NOW - age).items()).status_code == 200


def test_a_signature_given_twice_counts_for_nothing(bench: Bench) -> None:
    headers = [*payloads.signed(BODY, NOW).items(), ("x-slack-signature", "v0=0")]

    assert bench.post(BODY.encode(), headers).status_code == 401


async def _chunks(body: bytes) -> AsyncIterator[bytes]:
    yield body


def test_a_huge_body_is_not_read(bench: Bench) -> None:
    body = "x" * (LARGEST + 1)

    assert bench.send(body).status_code == 413
    assert bench.post(_chunks(body.encode())).status_code == 413
    assert bench.router.said == []


def test_signed_nonsense_is_a_bad_request(bench: Bench) -> None:
    for body in ("[1]", "{", "payload={", "payload=[]", '{"team": 3, "authorizations": 7}'):
        assert bench.send(body).status_code in {400, 403}
    assert bench.router.said == []


@pytest.mark.parametrize("team", ["T2", "", "E1"])
def test_another_workspace_is_refused_and_nothing_changes(bench: Bench, team: str) -> None:
    assert bench.case("declare x", team_id=team).status_code == 403
    assert bench.router.said == []
    assert bench.slack.methods() == []
    assert bench.meter.reasons == ["workspace"]


def test_slack_may_check_the_address(bench: Bench) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZ", "token": "x"})

    assert bench.send(body).text == "3eZ"
    assert bench.post(body.encode()).status_code == 401


def test_a_slow_answer_is_announced_in_time_and_follows(bench: Bench) -> None:
    bench.door.deadline = 0.05
    free = threading.Event()

    def slow(said: Interaction) -> Reply:
        assert free.wait(5)
        return Reply(card=Card("Recorded after all."))

    bench.router.run = slow
    answer = bench.case("declare sev1 x")
    assert "still working" in answer.json()["text"]
    assert "/case list" in answer.text

    free.set()
    assert bench.slack.told("hook")["text"] == "Recorded after all."


def test_a_slow_form_is_replaced_by_a_notice_and_then_by_the_result(bench: Bench) -> None:
    bench.door.deadline = 0.05
    free = threading.Event()
    bench.router.run = lambda said: Reply(card=Card("Done.")) if free.wait(5) else Reply()
    view = {"private_metadata": '{"d":"declare"}', "blocks": []}

    answer = bench.payload(payloads.submission(view, {}))
    assert answer.json()["response_action"] == "update"
    assert "still working" in answer.text

    free.set()
    assert bench.slack.told("views.update")["view_id"] == "V1"


def test_a_slow_silent_event_is_asked_for_again(bench: Bench) -> None:
    bench.door.deadline = 0.05
    free = threading.Event()
    bench.router.run = lambda said: Reply(outcome=str(free.wait(5)))
    joined = {"type": "member_joined_channel", "user": "U1", "channel": "C1"}

    assert bench.event(joined).status_code == 503
    assert bench.event(joined, **{"x-slack-retry-num": "1"}).status_code == 503
    free.set()
    bench.door.close()

    assert len(bench.router.said) == 1


def test_when_we_are_at_fault_the_person_gets_a_number_that_is_in_the_log(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(said: Interaction) -> Reply:
        raise ZeroDivisionError

    bench.router.run = broken
    answer = bench.case("status")

    assert answer.status_code == 200
    assert "Sorry" in answer.json()["text"]
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert vars(record)["report"] in answer.text
    assert bench.meter.outcomes == ["broke"]


def test_no_token_and_no_words_of_people_are_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bench.slack.answers["chat.postEphemeral"] = 500
    bench.case("declare my secret words")
    bench.event(payloads.mention("my secret words"))
    bench.post(b"my secret words", payloads.signed("another", NOW).items())

    ours = [one.getMessage() for one in caplog.records if one.name.startswith("adapters")]
    assert ours
    assert not [text for text in ours if "secret words" in text or "xoxb" in text]


def test_each_workspace_is_told_apart(bench: Bench) -> None:
    bench.case("status")

    assert bench.router.last.person.workspace == "T1"
    assert bench.router.last.id == "slack:T1:1.2.3"


def test_bolt_does_not_silence_our_own_log(bench: Bench) -> None:
    """It sets the level of the logger that bears the app's name, with the first request."""
    bench.case("status")

    ours = [logging.getLogger(name) for name in ("caseline", "caseline.router", "adapters.slack.door")]
    assert [one.getEffectiveLevel() for one in ours] == [logging.getLogger().getEffectiveLevel()] * 3
