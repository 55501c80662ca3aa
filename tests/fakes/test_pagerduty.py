"""The fake PagerDuty wakes, is told and tells as the real one does."""

import json
import threading
from hashlib import sha256
from hmac import digest
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from adapters.paging.pagerduty import connect
from bot.domain.pager import Call, PagerState
from bot.domain.ticket import Knock
from bot.settings_paging import PagerDuty
from tests.fakes.clock import StoppedClock
from tests.fakes.pagerduty import FakePagerDuty, serving
from tests.fakes.pagerduty.fake import SECRET, TOKEN

ANA, LEO = "ana@acme.test", "leo@acme.test"


@pytest.fixture
def pager():
    clock = StoppedClock()
    with serving(FakePagerDuty(clock.now)) as found:
        people = [found.person("Ana Lenz", ANA, phone="+4930123"), found.person("Leo Ott", LEO)]
        found.service("Payments", people[:1], people[1:])
        yield found


@pytest.fixture
def ours(pager):
    made = connect(PagerDuty.model_validate(pager.settings()), now=StoppedClock().now)
    yield made
    made.close()


@pytest.fixture
def heard(pager):
    """Webhooks that arrived, with their headers in small letters."""
    found: list[tuple[dict[str, str], bytes]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing: a test's output is for its failures."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    pager.listener = f"http://127.0.0.1:{server.server_port}/webhooks/pagerduty"
    yield found
    server.shutdown()
    server.server_close()


def test_what_we_ask_for_wakes_the_first_level_and_stands_there(pager, ours):
    call = Call(
        title="Checkout is down", details="All cards.", service="payments", bridge="https://meet.test/1"
    )

    made = ours.page(call, key="page-1")

    [there] = pager.incidents.values()
    assert [one.email for one in there.assigned] == [ANA]
    assert (there.id, there.title, there.key, there.bridge) == (
        made.id,
        "Checkout is down",
        "page-1",
        "https://meet.test/1",
    )


def test_what_people_do_there_is_read_by_us(pager, ours):
    id = pager.triggers(pager.services["PS1"], "Disk full", priority="P1", urgency="low")
    pager.escalates(id)
    pager.acknowledges(id, LEO)
    taken = ours.read(id)
    pager.resolves(id, LEO)

    over = ours.read(id)

    assert (taken.state, taken.priority, taken.urgency) == (PagerState.ACKNOWLEDGED, "P1", "low")
    assert [one.email for one in taken.holders] == [LEO]
    assert over.state is PagerState.RESOLVED
    assert over.resolved_by
    assert over.resolved_by.email == LEO


def test_whatever_happens_is_told_with_a_good_signature(pager, heard):
    id = pager.triggers(pager.services["PS1"], "Disk full")
    pager.acknowledges(id, ANA)
    pager.writes(id, ANA, "Looking.")
    pager.reassigns(id, LEO)
    pager.resolves(id, LEO)
    pager.flush()

    events = [json.loads(body)["event"] for _, body in heard]

    assert [one["event_type"] for one in events] == [
        "incident.triggered",
        "incident.acknowledged",
        "incident.annotated",
        "incident.reassigned",
        "incident.resolved",
    ]
    assert len({one["id"] for one in events}) == len(events)
    for headers, body in heard:
        assert headers["x-pagerduty-signature"] == f"v1={digest(SECRET.encode(), body, sha256).hex()}"


def test_what_we_do_there_is_told_as_well(pager, ours, heard):
    id = ours.page(Call(title="Checkout is down", details="", service="payments"), key="page-1").id
    ours.acknowledge(id, by=ANA)
    ours.acknowledge(id, by=ANA)
    pager.flush()

    told = [json.loads(body)["event"] for _, body in heard]

    assert [one["event_type"] for one in told] == ["incident.triggered", "incident.acknowledged"]
    assert [hint.incident for hint in ours.hints(Knock(*heard[1]))] == [id]


def test_an_event_wakes_once_for_a_key_and_can_be_ended_by_it(pager):
    event = {"routing_key": pager.services["PS1"].routing_key, "dedup_key": "page-1"}
    payload = {"summary": "Down", "source": "Caseline", "severity": "critical", "custom_details": {}}
    for _ in range(2):
        _enqueue(pager, event | {"event_action": "trigger", "payload": payload})
    _enqueue(pager, event | {"event_action": "resolve"})

    [found] = pager.incidents.values()

    assert (found.triggers, found.status, found.as_json([])["incident_key"]) == (2, "resolved", None)


def _enqueue(pager, event):
    assert httpx.post(f"{pager.address}/v2/enqueue", json=event).status_code == 202


def get(pager, path="/incidents", token=TOKEN):
    return httpx.get(f"{pager.address}{path}", headers={"Authorization": f"Token token={token}"}, timeout=5)


def test_trouble_comes_and_goes_as_it_is_asked_for(pager):
    pager.answers(429, ratelimit_reset="7")
    slowed = get(pager)
    pager.answers()

    assert (slowed.status_code, slowed.headers["ratelimit-reset"]) == (429, "7")
    assert get(pager).status_code == 200
    assert get(pager, token="other").status_code == 401
    assert get(pager, "/nothing").status_code == 404


def test_a_lost_answer_is_lost_after_the_deed(pager):
    pager.loses()
    body = {"incident": {"title": "Down", "service": {"id": "PS1"}, "incident_key": "k"}}
    headers = {"Authorization": f"Token token={TOKEN}", "From": ANA}

    with pytest.raises(httpx.RemoteProtocolError):
        httpx.post(f"{pager.address}/incidents", json=body, headers=headers)

    assert [one.key for one in pager.incidents.values()] == ["k"]
    assert get(pager).json()["incidents"][0]["incident_key"] == "k"


def test_nobody_answers_while_it_is_down(pager):
    pager.down = True

    with pytest.raises(httpx.RemoteProtocolError):
        get(pager)


@pytest.mark.parametrize(
    ("address", "code"), [("", 2016), ("nobody@acme.test", 1008)], ids=["none", "unknown"]
)
def test_whoever_writes_must_be_somebody(pager, address, code):
    body = {"incident": {"title": "Down", "service": {"id": "PS1"}}}
    headers = {"Authorization": f"Token token={TOKEN}"} | ({"From": address} if address else {})

    said = httpx.post(f"{pager.address}/incidents", json=body, headers=headers)

    assert (said.status_code, said.json()["error"]["code"], pager.incidents) == (400, code, {})
