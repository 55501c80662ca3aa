"""Whatever stands in a signed request, the door gives an orderly answer and nothing breaks."""

import copy
import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack import render_form
from adapters.slack.workspaces import Workspaces
from bot.domain.form import Form, MomentField, NumberField, TextField
from tests.adapters.slack import payloads
from tests.adapters.slack.bench import Bench
from tests.adapters.slack.recording import recording_slack

FORM = Form(
    "Note",
    "note",
    (
        TextField(name="text", label="Text"),
        NumberField(name="count", label="N"),
        MomentField(name="at", label="At"),
    ),
)
VALUES = {
    "text": payloads.typed("x"),
    "count": {"type": "number_input", "value": "3"},
    "at": {"type": "datetimepicker", "selected_date_time": 1772442720},
}
MESSAGE = {"ts": "1700.1", "user": "U2", "text": "It broke <@U3>"}
ACTION = {"action_id": "press:0:resolve", "value": '{"d":"resolve","a":"INC-1","o":1}'}
PAYLOADS: list[payloads.Payload] = [
    payloads.press(ACTION),
    payloads.press({"action_id": "menu:0:sev:INC-1", "selected_option": {"value": "=SEV1"}}),
    payloads.shortcut("declare"),
    payloads.shortcut("note_from", type="message_action", message=MESSAGE, channel={"id": "C1", "name": "x"}),
    payloads.submission(render_form.modal(FORM, also={"room": "C1"}), VALUES),
]
EVENTS: list[payloads.Payload] = [
    payloads.mention("declare sev1 <@U12> &amp; <https://x.test|x>"),
    {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "ts": "1.1", "text": "status"},
    {
        "type": "message",
        "subtype": "message_changed",
        "channel": "C1",
        "message": MESSAGE,
        "previous_message": {},
    },
    {
        "type": "reaction_added",
        "user": "U1",
        "reaction": "pushpin",
        "item": {"type": "message", "channel": "C1", "ts": "1.1"},
    },
    {"type": "channel_rename", "channel": {"id": "C1", "name": "x"}},
    {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"},
    {"type": "member_joined_channel", "user": "U1", "channel": "C1"},
]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=30),
    st.sampled_from(["<@", "<@U1|", "\x00", "<!channel>", "9" * 400, "{", '{"d":1}', "\u202e", "U0BOT"]),
    st.just([]),
    st.just({}),
    st.lists(st.none(), max_size=2),
)


def places(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in items:
        yield (*way, name)
        yield from places(child, (*way, name))


@st.composite
def spoiled(draw: st.DrawFn, samples: list[payloads.Payload]) -> payloads.Payload:
    """One of the samples with up to three places replaced or taken away."""
    made = copy.deepcopy(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(1, 3))):
        if not (ways := list(places(made))):
            break
        *way, last = draw(st.sampled_from(ways))
        node: Any = made
        for step in way:
            node = node[step]
        if draw(st.booleans()):
            node[last] = draw(ODD)
        else:
            del node[last]
    return made


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[Bench]:
    with recording_slack() as slack:
        made = Bench(slack, Workspaces(slack.url, bot_token="xoxb-test"))
        yield made
        made.door.close()


BOUNDED = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def orderly(fuzzed: Bench, caplog: pytest.LogCaptureFixture, body: str) -> None:
    caplog.clear()
    answer = fuzzed.send(body)

    assert answer.status_code in {200, 400, 403}
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


@BOUNDED
@given(payload=spoiled(PAYLOADS))
def test_spoiled_presses_and_forms(
    fuzzed: Bench, caplog: pytest.LogCaptureFixture, payload: payloads.Payload
) -> None:
    orderly(fuzzed, caplog, payloads.form(payload))


@BOUNDED
@given(what=spoiled(EVENTS), number=st.integers())
def test_spoiled_events(
    fuzzed: Bench, caplog: pytest.LogCaptureFixture, what: payloads.Payload, number: int
) -> None:
    orderly(fuzzed, caplog, payloads.event(what, id=f"Ev{number}"))


@BOUNDED
@given(envelope=spoiled([json.loads(payloads.event(EVENTS[0]))]))
def test_spoiled_envelopes(
    fuzzed: Bench, caplog: pytest.LogCaptureFixture, envelope: payloads.Payload
) -> None:
    orderly(fuzzed, caplog, json.dumps(envelope))


@BOUNDED
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "text",
                "command",
                "user_id",
                "trigger_id",
                "channel_id",
                "response_url",
                "team_id",
                "payload",
                "x",
            ]
        ),
        st.text(max_size=40),
    )
)
def test_spoiled_commands(fuzzed: Bench, caplog: pytest.LogCaptureFixture, fields: dict[str, str]) -> None:
    base = {"team_id": "T1", "command": "/case", "user_id": "U1", "channel_id": "C1", "trigger_id": "1"}

    orderly(fuzzed, caplog, urlencode(base | fields, errors="surrogatepass"))


@BOUNDED
@given(text=st.text(max_size=300))
def test_any_text_at_all(fuzzed: Bench, caplog: pytest.LogCaptureFixture, text: str) -> None:
    orderly(fuzzed, caplog, payloads.command(text))

    fuzzed.router.last.words.encode()


@BOUNDED
@given(raw=st.binary(max_size=300))
def test_bytes_that_are_nothing(fuzzed: Bench, raw: bytes) -> None:
    body = raw.decode("latin-1")

    assert fuzzed.send(body).status_code in {200, 400, 403}
