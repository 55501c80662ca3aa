"""Whatever stands in a signed activity, the door gives an orderly answer and nothing breaks."""

import copy
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.teams import render
from adapters.teams.form_data import packed
from bot.commands.router import Router
from bot.domain.form import Choice, ChoiceField, Form, MomentField, NumberField, PersonField, TextField
from storage.unit_of_work import connect
from tests.adapters.teams import activities
from tests.adapters.teams.activities import CHANNEL, GROUP, PERSONAL, Json
from tests.adapters.teams.bench import Bench
from tests.fakes.teams.issuer import TENANT
from tests.fakes.teams.server import serving

FORM = Form(
    "Note",
    "note",
    (
        TextField(name="text", label="Text"),
        NumberField(name="count", label="N"),
        MomentField(name="at", label="At"),
        PersonField(name="who", label="Who"),
        ChoiceField(name="one", label="One", choices=(Choice("A", "a"),)),
    ),
)
(SEND,) = render.dialog(FORM, also=packed(FORM))["card"]["content"]["actions"]
FILLED = {
    **SEND["data"],
    "text:text": "x",
    "number:count": "3",
    "day:at": "2026-03-02",
    "time:at": "10:00",
    "person:who": "00000000-0000-4000-8000-000000000000",
    "choice:one": "a",
}
PRESS = {"does": "resolve", "about": "INC-1", "once": True}
THREAD = {"id": "19:general@thread.tacv2;messageid=1700", **CHANNEL}
CHAT = {"id": "a:ana-1", **PERSONAL}
PAYLOAD = {
    "id": "17",
    "body": {"contentType": "html", "content": "<p>It &amp; <b>broke</b></p>"},
    "from": {"user": {"id": "0-leo", "displayName": "Leo"}},
    "createdDateTime": "2026-03-02T09:58:00Z",
}
FILES = [{"contentType": "image/png", "contentUrl": "https://x.test/a.png", "name": "a.png"}]
SAMPLES: list[Json] = [
    activities.activity("message", CHAT, text="declare sev1 &amp; x"),
    activities.activity("message", THREAD, **activities.mentioning("role scribe {Leo}", "Leo")),
    activities.activity("message", THREAD, text="It broke", attachments=FILES),
    activities.activity("message", CHAT, value=FILLED, replyToId="17"),
    activities.executed(PRESS, THREAD),
    activities.executed(FILLED, THREAD),
    activities.fetched(PRESS, CHAT),
    activities.submitted(FILLED, THREAD),
    activities.invoke(
        "composeExtension/fetchTask", {"commandId": "declare", "messagePayload": PAYLOAD}, CHAT
    ),
    activities.invoke("composeExtension/submitAction", {"commandId": "declare", "data": FILLED}, CHAT),
    activities.invoke(
        "composeExtension/query", {"commandId": "search", "parameters": [{"name": "q", "value": "x"}]}, CHAT
    ),
    activities.invoke("composeExtension/queryLink", {"url": "https://x.test/INC-1"}, CHAT),
    activities.invoke("signin/verifyState", {}, CHAT),
    activities.activity("conversationUpdate", THREAD, membersAdded=[activities.person("Leo")]),
    activities.activity(
        "conversationUpdate", THREAD, channelData={"eventType": "channelRenamed", "channel": {"id": "19:x"}}
    ),
    activities.activity("installationUpdate", {"id": "19:ops@thread.v2", **GROUP}, action="add"),
    activities.activity("messageUpdate", THREAD, text="x"),
    activities.activity("messageDelete", THREAD),
    activities.activity("messageReaction", THREAD, reactionsRemoved=[{"type": "pushpin"}], replyToId="17"),
]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=30),
    st.sampled_from(
        [
            "<at>",
            "\x00",
            "\ud83d",
            "9" * 400,
            "{",
            "\ue0000\ue001",
            "\u202e",
            "a:b",
            "29:",
            "<at>Leo</at>" * 50,
        ]
    ),
    st.just([]),
    st.just({}),
    st.lists(st.none(), max_size=2),
    st.just([[[[[{}]]]]]),
)
KEPT = {"type", "serviceUrl", "channelId"}
"""What the door turns away with 400 when it is not there; that has tests of its own."""


def places(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in items:
        if way or name not in KEPT:
            yield (*way, name)
            yield from places(child, (*way, name))


@st.composite
def spoiled(draw: st.DrawFn) -> Json:
    """One of the samples with up to three places replaced or taken away."""
    made = copy.deepcopy(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(list(places(made))))
        node: Any = made
        for step in way:
            node = node[step]
        if draw(st.booleans()):
            node[last] = copy.deepcopy(draw(ODD))
        else:
            del node[last]
    return made


@pytest.fixture(scope="module")
def fuzzed(sqlite_files: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    from storage.bell import Bell

    database = connect(sqlite_files.fresh(tmp_path_factory.mktemp("fuzz")), Bell())
    with serving() as teams:
        made = Bench(teams, database)
        made.router.run = Router(made.world).handle
        made.declare("Checkout is down")
        yield made
        made.door.close()
    database.close()


BOUNDED = settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def orderly(fuzzed: Bench, caplog: pytest.LogCaptureFixture, content: bytes) -> int:
    caplog.clear()
    answer = fuzzed.post(content)

    assert answer.status_code in {200, 400, 403}, answer.text
    assert [one for one in caplog.records if one.levelno >= logging.ERROR and one.name != "asyncio"] == []
    return answer.status_code


def test_the_samples_themselves_are_understood(fuzzed: Bench, caplog: pytest.LogCaptureFixture) -> None:
    for sample in SAMPLES:
        raw = {**sample, "serviceUrl": fuzzed.teams.service_url}
        assert orderly(fuzzed, caplog, json.dumps(raw).encode()) == 200


@BOUNDED
@given(raw=spoiled())
def test_spoiled_activities(fuzzed: Bench, caplog: pytest.LogCaptureFixture, raw: Json) -> None:
    raw["serviceUrl"] = fuzzed.teams.service_url

    status = orderly(fuzzed, caplog, json.dumps(raw).encode())

    data = raw.get("channelData")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    ours = isinstance(tenant, dict) and tenant.get("id") == TENANT
    assert status == (200 if ours else 403)


@settings(BOUNDED, max_examples=60)
@given(text=st.text(max_size=300))
def test_any_text_at_all(fuzzed: Bench, caplog: pytest.LogCaptureFixture, text: str) -> None:
    raw = activities.activity("message", CHAT, text=text, service_url=fuzzed.teams.service_url)
    assert orderly(fuzzed, caplog, json.dumps(raw).encode()) == 200

    fuzzed.router.last.words.encode()


@settings(BOUNDED, max_examples=60)
@given(content=st.binary(max_size=300))
def test_bytes_that_are_nothing(fuzzed: Bench, caplog: pytest.LogCaptureFixture, content: bytes) -> None:
    assert orderly(fuzzed, caplog, content) == 400
