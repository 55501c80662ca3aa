"""Who may speak at the door of Teams; whoever is turned away has changed nothing."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from adapters.doors.payload import Payload
from adapters.teams.host import Host, HostSettings
from adapters.teams.keys import SigningKeys, over_http
from adapters.teams.listen_http import LARGEST, PATH, Answer, routes
from bot.errors import SettingsError
from tests.adapters.slack.recording import CountingMeter
from tests.fakes.teams.issuer import (
    APP_ID,
    FORGED,
    FORGED_BESIDES,
    SERVICE_URL,
    TENANT,
    Forge,
    Issuer,
    key,
    published,
    published_over_http,
)

MESSAGE: dict[str, Any] = {
    "type": "message",
    "id": "1",
    "text": "hello",
    "channelId": "msteams",
    "serviceUrl": SERVICE_URL,
    "channelData": {"tenant": {"id": TENANT}},
    "from": {"id": "29:ana", "aadObjectId": "a1"},
    "recipient": {"id": f"28:{APP_ID}"},
    "conversation": {"id": "a:1"},
}


@dataclass
class Gate:
    """The door without anything behind it: it counts the turns and answers invokes with one body."""

    more: dict[str, Any] = field(default_factory=dict)
    turns: list[Payload] = field(default_factory=list)
    meter: CountingMeter = field(default_factory=CountingMeter)
    issuer: Issuer = field(default_factory=Issuer)
    now: float = 1000.0

    def __post_init__(self) -> None:
        self.keys = SigningKeys(self.issuer.fetch, clock=lambda: self.now)
        host = Host(HostSettings(APP_ID, "secret", TENANT, **self.more), self.keys)
        self.web = Starlette(routes=routes(host, self._listen, self.meter))

    async def _listen(self, raw: Payload) -> Answer:
        self.turns.append(raw)
        return Answer({"task": {"type": "message", "value": "Saved."}} if raw["type"] == "invoke" else None)

    def post(self, authorization: str | None = "", **changes: Any) -> httpx.Response:
        """Signed as it should be, unless something else is given."""
        if authorization == "":
            authorization = self.issuer.authorization()
        headers = [("authorization", authorization)] if authorization is not None else []
        raw = {name: value for name, value in {**MESSAGE, **changes}.items() if value is not None}
        return self.send(json.dumps(raw).encode(), headers)

    def send(
        self, content: bytes | AsyncIterator[bytes], headers: list[tuple[str, str]] | None = None
    ) -> httpx.Response:
        if headers is None:
            headers = [("authorization", self.issuer.authorization())]

        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.web)
            async with httpx.AsyncClient(transport=transport, base_url="http://caseline.test") as client:
                return await client.post(PATH, content=content, headers=headers)

        return asyncio.run(sent())


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_a_genuine_message_comes_in(gate: Gate) -> None:
    answer = gate.post()

    assert (answer.status_code, answer.content) == (200, b"")
    assert [turn["text"] for turn in gate.turns] == ["hello"]
    assert gate.meter.reasons == []


def test_an_invoke_is_answered_with_exactly_the_body(gate: Gate) -> None:
    answer = gate.post(type="invoke", name="task/submit", value={"data": {}})

    assert (answer.status_code, answer.json()) == (200, {"task": {"type": "message", "value": "Saved."}})


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_forged_token_gets_401_and_no_turn(gate: Gate, forge: Forge) -> None:
    assert gate.post(f"Bearer {forge(gate.issuer)}").status_code == 401
    assert gate.turns == []
    assert gate.meter.reasons == ["token"]


@pytest.mark.parametrize("forge", FORGED_BESIDES.values(), ids=FORGED_BESIDES.keys())
def test_further_forgeries_get_401_too(gate: Gate, forge: Forge) -> None:
    assert gate.post(f"Bearer {forge(gate.issuer)}").status_code == 401
    assert gate.turns == []


@pytest.mark.parametrize("header", [None, " ", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "x" * 9000])
def test_a_missing_or_odd_header_gets_401(gate: Gate, header: str | None) -> None:
    assert gate.post(header).status_code == 401
    assert gate.turns == []


def test_a_genuine_token_behind_another_word_gets_401(gate: Gate) -> None:
    assert gate.post(f"Basic {gate.issuer.token()}").status_code == 401
    assert gate.post(gate.issuer.token()).status_code == 401
    assert gate.post(f"Bearer {gate.issuer.token()} more").status_code == 401


def test_two_headers_are_as_good_as_none(gate: Gate) -> None:
    twice = [("authorization", gate.issuer.authorization())] * 2

    assert gate.send(json.dumps(MESSAGE).encode(), twice).status_code == 401


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://smba.trafficmanager.net:8443/",
        "https://[::1/",
        "http://127.0.0.1:9/",
        "file:///etc/passwd",
        "no address",
    ],
)
def test_a_service_url_off_the_list_gets_403_even_when_signed(gate: Gate, url: str) -> None:
    assert gate.post(gate.issuer.authorization(serviceurl=url), serviceUrl=url).status_code == 403
    assert gate.turns == []
    assert gate.meter.reasons == ["service_url"]


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:443/amer/",
        "https://smba.infra.gcc.teams.microsoft.com/gcc/",
        "https://smba.infra.gov.teams.microsoft.us/gcch/",
    ],
)
def test_every_cloud_of_teams_may_speak(gate: Gate, url: str) -> None:
    assert gate.post(gate.issuer.authorization(serviceurl=url), serviceUrl=url).status_code == 200


def test_a_local_host_may_speak_when_the_settings_name_it() -> None:
    url = "http://127.0.0.1:56150/_connector"
    gate = Gate({"local_hosts": ("127.0.0.1",)})

    assert gate.post(gate.issuer.authorization(serviceurl=url), serviceUrl=url).status_code == 200


@pytest.mark.parametrize("more", [{"local_hosts": ("127.0.0.1",)}, {"auth": False}])
@pytest.mark.parametrize("bound_to", ["0.0.0.0", "::", "10.0.0.1", "caseline.example"])
def test_what_is_for_developers_is_refused_unless_bound_to_loopback(
    more: dict[str, Any], bound_to: str
) -> None:
    with pytest.raises(SettingsError, match="loopback"):
        HostSettings(APP_ID, "secret", TENANT, bound_to=bound_to, **more)


@pytest.mark.parametrize("bound_to", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_authentication_may_be_off_on_loopback(bound_to: str) -> None:
    gate = Gate({"auth": False, "bound_to": bound_to})

    assert gate.post(None).status_code == 200
    assert len(gate.turns) == 1


@pytest.mark.parametrize("name", ["serviceUrl", "channelId", "type"])
@pytest.mark.parametrize("value", [None, "", 7, {}, []])
def test_a_body_without_what_the_checks_rest_on_gets_400(gate: Gate, name: str, value: Any) -> None:
    assert gate.post(**{name: value}).status_code == 400
    assert gate.turns == []
    assert gate.meter.reasons == ["unreadable"]


def test_a_body_without_service_url_cannot_dodge_the_claim(gate: Gate) -> None:
    assert gate.post(gate.issuer.authorization(serviceurl=None), serviceUrl=None).status_code == 400


@pytest.mark.parametrize(
    "tenant", [{"id": "another"}, {"id": None}, {}, None, "22222222-2222-2222-2222-222222222222"]
)
def test_another_tenant_gets_403(gate: Gate, tenant: Any) -> None:
    assert gate.post(channelData={"tenant": tenant}).status_code == 403
    assert gate.turns == []
    assert gate.meter.reasons == ["tenant"]


def test_another_channel_is_turned_away_with_and_without_endorsements(gate: Gate) -> None:
    assert gate.post(channelId="webchat").status_code == 401

    del gate.issuer.keys[0]["endorsements"]
    gate.now += 86_400
    assert gate.post(channelId="webchat").status_code == 403
    assert gate.post().status_code == 200
    assert len(gate.turns) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"7", b"null", b"\xff\xfe\xfd", b"[" * 200_000, b"{}"]
)
def test_a_broken_body_gets_400(gate: Gate, body: bytes) -> None:
    assert gate.send(body).status_code == 400
    assert gate.meter.reasons == ["unreadable"]


def test_a_text_of_300_kb_gets_413_whether_its_length_is_told_or_not(gate: Gate) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b"x" * 1024

    assert gate.post(text="x" * 300_000).status_code == 413
    assert gate.send(in_pieces()).status_code == 413
    assert gate.send(b" " * (LARGEST + 1)).status_code == 413
    assert gate.turns == []
    assert gate.meter.reasons == ["too_large"] * 3


def test_a_large_but_possible_text_comes_in(gate: Gate) -> None:
    assert gate.post(text="x" * 100_000).status_code == 200


def test_a_new_key_is_fetched_but_at_most_once_a_minute(gate: Gate) -> None:
    assert gate.post().status_code == 200
    gate.issuer.keys = [published(key("theirs"), "key-2")]
    fresh = gate.issuer.authorization(signed_by=key("theirs"), id="key-2")

    gate.now += 59
    assert [gate.post(fresh).status_code for _ in range(5)] == [401] * 5
    assert gate.issuer.asked == 1
    gate.now += 2
    assert gate.post(fresh).status_code == 200
    assert gate.post().status_code == 401
    assert gate.issuer.asked == 2


def test_a_key_taken_back_counts_for_a_day_at_most(gate: Gate) -> None:
    assert gate.post().status_code == 200
    gate.issuer.keys = [published(key("theirs"), "key-2")]

    gate.now += 86_401
    assert gate.post().status_code == 401


def test_unreachable_keys_are_our_trouble_and_not_asked_for_again_and_again(gate: Gate) -> None:
    kept, gate.issuer.keys = gate.issuer.keys, []

    assert [gate.post().status_code for _ in range(3)] == [503] * 3
    assert gate.issuer.asked == 1
    assert gate.meter.reasons == ["keys"] * 3
    gate.issuer.keys = kept
    gate.now += 6
    assert gate.post().status_code == 200


def test_known_keys_count_on_while_the_issuer_is_unreachable(gate: Gate) -> None:
    assert gate.post().status_code == 200
    gate.issuer.keys = []

    gate.now += 90_000
    assert gate.post().status_code == 200
    assert gate.post(gate.issuer.authorization(id="key-2")).status_code == 503


def test_many_at_once_cause_one_fetch() -> None:
    issuer = Issuer()
    keys = SigningKeys(issuer.fetch)

    async def ask() -> None:
        await asyncio.gather(*(keys.get("key-1") for _ in range(20)))

    asyncio.run(ask())
    assert issuer.asked == 1


def test_keys_come_over_http_from_where_the_metadata_says() -> None:
    issuer = Issuer()
    with published_over_http(issuer) as url:
        found = asyncio.run(SigningKeys(over_http(url)).get("key-1"))

    assert found.endorsements == ["msteams", "skype"]


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b'{"jwks_uri": 7}', b'{"jwks_uri": "no address"}'])
def test_nonsense_from_the_issuer_is_trouble_or_no_key(answer: bytes) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=answer)

    gate = Gate()
    gate.keys.fetch = over_http("https://issuer.test/", httpx.MockTransport(respond))

    assert gate.post().status_code in {401, 503}
    assert gate.turns == []


def test_keys_of_other_kinds_do_no_harm(gate: Gate) -> None:
    gate.issuer.keys += [
        {"kid": "a", "kty": "EC"},
        {"kid": "b"},
        {"kid": "c", "kty": "RSA", "n": "", "e": ""},
    ]
    gate.issuer.keys += [{"kid": "d", "kty": "RSA", "n": 7}, {"kty": "RSA"}, {"kid": None}]

    assert gate.post().status_code == 200


def test_an_issuer_that_hangs_does_not_stop_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.teams.keys.PATIENCE", 0.3)
    let_go = threading.Event()

    class Hanging(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            let_go.wait(5)

        def log_message(self, *_: object) -> None:
            """Keep the output quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hanging) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        gate = Gate()
        gate.keys.fetch = over_http(f"http://127.0.0.1:{server.server_port}/")
        beats = asyncio.run(_beats_during(gate))
        let_go.set()
        server.shutdown()

    assert beats > 5
    assert gate.meter.reasons == ["keys"]


async def _beats_during(gate: Gate) -> int:
    """How often the loop came round while the door waited for keys."""
    beats = 0
    transport = httpx.ASGITransport(app=gate.web)
    async with httpx.AsyncClient(transport=transport, base_url="http://caseline.test") as client:
        headers = {"authorization": gate.issuer.authorization()}
        posting = asyncio.create_task(client.post(PATH, json=MESSAGE, headers=headers))
        while not posting.done():
            await asyncio.wait((posting,), timeout=0.01)
            beats += 1
    return beats


def test_without_an_app_id_there_is_no_door() -> None:
    with pytest.raises(SettingsError, match="MICROSOFT_APP_ID"):
        HostSettings("", "secret", TENANT)
