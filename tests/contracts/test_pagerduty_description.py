"""Every request to PagerDuty is as PagerDuty's own descriptions want it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from adapters.paging.pagerduty import connect
from bot.domain.pager import Call, Urgency
from bot.ports import Pager
from bot.settings_paging import PagerDuty
from tests.contracts.openapi import ContractError, Journal, contract_transport

REST, EVENTS = "pagerduty-rest-v2", "pagerduty-events-v2"
NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
US, ANA = "bot@acme.test", "ana@acme.test"
SETTINGS = PagerDuty.model_validate(
    {
        "api_token": "token",
        "from": US,
        "services": {
            "payments": {"service": "PS1", "escalation_policy": "EP1"},
            "plain": {"service": "PS2"},
            "by_event": {"routing_key": "R" * 32},
        },
    }
)
CALL = Call(
    title="Checkout is down",
    details="Customers see a white page.",
    service="payments",
    url="https://chat.test/inc-12",
    bridge="https://meet.test/inc-12",
    from_email=ANA,
)
PERSON = {"id": "PU1", "type": "user", "name": "Ana", "email": US}
INCIDENT: dict[str, Any] = {"id": "Q1", "status": "triggered", "alert_counts": {"all": 1}}
OVER = {**INCIDENT, "status": "resolved", "last_status_change_by": {"id": "PU1", "type": "user_reference"}}
ANSWERS: dict[str, Any] = {
    "incident": INCIDENT,
    "incidents": [INCIDENT],
    "users": [PERSON],
    "user": PERSON,
    "oncalls": [{"user": PERSON, "escalation_level": 1}],
    "service": {"id": "PS2", "status": "active", "escalation_policy": {"id": "EP2"}},
    "webhook_subscriptions": [],
}

Act = Callable[[Pager], object]
ONE, ALL = "/incidents/{id}", "/incidents"
ACTS: dict[str, tuple[Act, list[str], dict[str, Any]]] = {
    "page": (lambda it: it.page(CALL, key="k"), [f"POST {ALL}"], {}),
    "page mildly": (
        lambda it: it.page(replace(CALL, service="plain", urgency=Urgency.LOW, bridge=""), key="k"),
        [f"POST {ALL}"],
        {},
    ),
    "page a person": (lambda it: it.page(replace(CALL, person="PU2"), key="k"), [f"POST {ALL}"], {}),
    "page in doubt": (
        lambda it: it.page(CALL, key="k", doubtful=True),
        [f"GET {ALL}", f"POST {ALL}"],
        {"incidents": []},
    ),
    "find a page": (lambda it: it.page(CALL, key="k", doubtful=True), [f"GET {ALL}"], {}),
    "join": (
        lambda it: it.join("Q1", replace(CALL, service="plain"), key="k"),
        ["GET /services/{id}", "GET /users", f"POST {ONE}/responder_requests"],
        {},
    ),
    "a person joins in doubt": (
        lambda it: it.join("Q1", replace(CALL, person="PU2"), key="k", doubtful=True),
        [f"GET {ONE}", "GET /users", f"POST {ONE}/responder_requests"],
        {},
    ),
    "acknowledge": (lambda it: it.acknowledge("Q1", by=ANA), [f"GET {ONE}", f"PUT {ONE}"], {}),
    "resolve": (lambda it: it.resolve("Q1", by=""), [f"GET {ONE}", f"PUT {ONE}"], {}),
    "resolve by key": (lambda it: it.resolve("key:k", by=""), [f"GET {ALL}", f"PUT {ONE}"], {}),
    "note": (lambda it: it.note("Q1", "a", by=ANA, key="k"), [f"POST {ONE}/notes"], {}),
    "note in doubt": (
        lambda it: it.note("Q1", "a", by=ANA, key="k", doubtful=True),
        [f"GET {ONE}/notes", f"POST {ONE}/notes"],
        {},
    ),
    "tell": (lambda it: it.tell("Q1", "a", by=ANA, key="k"), [f"POST {ONE}/status_updates"], {}),
    "read": (lambda it: it.read("Q1"), [f"GET {ONE}", f"GET {ONE}/alerts"], {}),
    "read what is over": (
        lambda it: it.read("Q1"),
        [f"GET {ONE}", f"GET {ONE}/alerts", "GET /users/{id}"],
        {"incident": OVER},
    ),
    "on call": (
        lambda it: it.on_call("plain"),
        ["GET /services/{id}", "GET /oncalls", "GET /users/{id}/contact_methods"],
        {},
    ),
    "check": (
        lambda it: list(it.check()),
        ["GET /users", *["GET /services/{id}", "GET /oncalls"] * 2, "GET /webhook_subscriptions"],
        {},
    ),
}


def pager(spec: str, journal: Journal, more: dict[str, Any]) -> Pager:
    said = {**ANSWERS, **more}
    transport = contract_transport(spec, lambda _: httpx.Response(200, json=said), journal)
    return connect(SETTINGS, now=lambda: NOW, transport=transport)


@pytest.mark.parametrize("act", ACTS)
def test_a_request_is_as_described(act):
    journal: Journal = []
    do, wanted, more = ACTS[act]

    do(pager(REST, journal, more))

    assert [f"{method} {template}" for method, template, _ in journal] == wanted


def test_every_request_has_the_headers_that_the_description_asks_for_and_nobody_checks():
    journal: Journal = []
    for do, _, more in ACTS.values():
        do(pager(REST, journal, more))

    for method, template, request in journal:
        assert request.headers["accept"] == "application/vnd.pagerduty+json;version=2"
        assert request.headers["content-type"] == "application/json"
        is_named = method != "GET" and not template.endswith("responder_requests")
        assert ("from" in request.headers) is is_named


def test_their_own_examples_are_read():
    transport = contract_transport(REST)
    ours = connect(SETTINGS, now=lambda: NOW, transport=transport)

    made, found, on_call = ours.page(CALL, key="k"), ours.read("Q1"), ours.on_call("payments")

    assert made.id
    assert found.id
    assert found.title
    assert on_call[0].name


EVENT_ACTS: dict[str, Act] = {
    "trigger": lambda it: it.page(replace(CALL, service="by_event"), key="k"),
    "trigger mildly": lambda it: it.page(
        Call(title="a", details="", service="by_event", urgency=Urgency.LOW), key="k"
    ),
}


@pytest.mark.parametrize("act", EVENT_ACTS)
def test_an_event_is_as_described(act):
    journal: Journal = []

    EVENT_ACTS[act](pager(EVENTS, journal, {}))

    assert [f"{method} {template}" for method, template, _ in journal] == ["POST /enqueue"]


@pytest.mark.parametrize("action", ["acknowledge", "resolve"])
def test_an_event_about_one_that_is_there_is_as_described(action):
    journal: Journal = []
    events = contract_transport(EVENTS, lambda _: httpx.Response(202, json={}), journal)

    def only_events_answer(request: httpx.Request) -> httpx.Response:
        is_event = request.url.host == "events.pagerduty.com"
        return events.handle_request(request) if is_event else httpx.Response(503)

    ours = connect(SETTINGS, now=lambda: NOW, transport=httpx.MockTransport(only_events_answer))
    getattr(ours, action)("key:k", by=ANA)

    assert [f"{method} {template}" for method, template, _ in journal] == ["POST /enqueue"]


def incident(**more: Any) -> dict[str, Any]:
    service = {"id": "PS1", "type": "service_reference"}
    return {"incident": {"type": "incident", "title": "a", "service": service, **more}}


HEADERS = {"Authorization": "Token token=t", "Accept": "application/json", "From": US}
WRONG: dict[str, dict[str, Any]] = {
    "no credentials": {"method": "GET", "url": "/incidents/Q1", "headers": {}},
    "a path that is not there": {"method": "GET", "url": "/incident/Q1"},
    "a method that is not there": {"method": "PATCH", "url": "/incidents/Q1"},
    "a parameter without brackets": {"method": "GET", "url": "/oncalls?escalation_policy_ids=EP1"},
    "an unknown inclusion": {"method": "GET", "url": "/incidents/Q1?include[]=everything"},
    "an unknown status that is looked for": {"method": "GET", "url": "/incidents?statuses[]=open"},
    "an unknown range": {"method": "GET", "url": "/incidents?date_range=ever"},
    "a page that is no number": {"method": "GET", "url": "/users?offset=first"},
    "a subscription of nothing": {"method": "GET", "url": "/webhook_subscriptions?filter_type=incident"},
    "an incident without a service": {
        "method": "POST",
        "url": "/incidents",
        "json": {"incident": {"type": "incident", "title": "a"}},
    },
    "an incident without a title": {
        "method": "POST",
        "url": "/incidents",
        "json": {"incident": {"type": "incident", "service": {"id": "PS1", "type": "service_reference"}}},
    },
    "an incident of nobody": {
        "method": "POST",
        "url": "/incidents",
        "json": incident(),
        "headers": {"Authorization": "Token token=t"},
    },
    "an urgency of our own": {"method": "POST", "url": "/incidents", "json": incident(urgency="SEV1")},
    "a service by name": {"method": "POST", "url": "/incidents", "json": incident(service="payments")},
    "details without a type": {
        "method": "POST",
        "url": "/incidents",
        "json": incident(body={"details": "a"}),
    },
    "an unknown status": {
        "method": "PUT",
        "url": "/incidents/Q1",
        "json": {"incident": {"type": "incident_reference", "status": "open"}},
    },
    "a change of an unknown kind": {
        "method": "PUT",
        "url": "/incidents/Q1",
        "json": {"incident": {"type": "ticket", "status": "resolved"}},
    },
    "a change without a kind": {
        "method": "PUT",
        "url": "/incidents/Q1",
        "json": {"incident": {"status": "resolved"}},
    },
    "a note without words": {"method": "POST", "url": "/incidents/Q1/notes", "json": {"note": {}}},
    "a note that is words alone": {"method": "POST", "url": "/incidents/Q1/notes", "json": {"note": "a"}},
    "a note of nobody": {
        "method": "POST",
        "url": "/incidents/Q1/notes",
        "json": {"note": {"content": "a"}},
        "headers": {"Authorization": "Token token=t"},
    },
    "a status update without words": {
        "method": "POST",
        "url": "/incidents/Q1/status_updates",
        "json": {"text": "a"},
    },
    "a status update of words that are none": {
        "method": "POST",
        "url": "/incidents/Q1/status_updates",
        "json": {"message": ["a"]},
    },
    "a status update of nobody": {
        "method": "POST",
        "url": "/incidents/Q1/status_updates",
        "json": {"message": "a"},
        "headers": {"Authorization": "Token token=t"},
    },
    "responders asked for by nobody": {
        "method": "POST",
        "url": "/incidents/Q1/responder_requests",
        "json": {"message": "a", "responder_request_targets": []},
    },
    "responders asked for without words": {
        "method": "POST",
        "url": "/incidents/Q1/responder_requests",
        "json": {"requester_id": "PU1", "responder_request_targets": []},
    },
    "responders that are nobody": {
        "method": "POST",
        "url": "/incidents/Q1/responder_requests",
        "json": {"requester_id": "PU1", "message": "a"},
    },
}


def refused(spec: str, base: str, request: dict[str, Any]) -> None:
    client = httpx.Client(base_url=base, transport=contract_transport(spec))

    with pytest.raises((OpenAPIError, ContractError)):
        client.request(**{"headers": HEADERS, **request})


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_would_be_noticed(wrong):
    refused(REST, "https://api.pagerduty.com", WRONG[wrong])


def event(**more: Any) -> dict[str, Any]:
    payload = {"summary": "a", "source": "b", "severity": "critical"}
    return {"routing_key": "R" * 32, "event_action": "trigger", "payload": payload, **more}


WRONG_EVENTS: dict[str, dict[str, Any]] = {
    "an unknown action": event(event_action="page"),
    "an unknown severity": event(payload={"summary": "a", "source": "b", "severity": "SEV1"}),
    "nothing that is said": event(payload={"source": "b", "severity": "critical"}),
    "no source": event(payload={"summary": "a", "severity": "critical"}),
    "a link that leads nowhere": event(links=[{"text": "War room"}]),
    "no action": {"routing_key": "R" * 32},
    "no key": {"event_action": "trigger"},
}


@pytest.mark.parametrize("wrong", WRONG_EVENTS)
def test_an_event_that_is_wrong_would_be_noticed(wrong):
    request = {"method": "POST", "url": "/v2/enqueue", "json": WRONG_EVENTS[wrong]}
    refused(EVENTS, "https://events.pagerduty.com", request)
