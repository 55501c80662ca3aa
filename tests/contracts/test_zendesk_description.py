"""Every request to Zendesk is as Zendesk's own description wants it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from adapters.tickets import zendesk
from bot.domain.ticket import Draft, Priority, Query
from bot.ports import TicketSystem
from bot.settings_tickets import Zendesk
from tests.contracts.openapi import ContractError, Journal, contract_transport, load

SPEC = "zendesk-support-v2"
NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
BASE = "https://acme.zendesk.com"
EXPORT = "/api/v2/incremental/tickets/cursor"
SETTINGS = Zendesk.model_validate({"base_url": BASE, "email": "bot@acme.test", "api_token": "token"})
TAGGED = {"ticket": {"id": 7, "tags": ["old"], "updated_at": "2026-03-04T08:00:00Z"}}


def desk(journal: Journal, answer: Any = None) -> TicketSystem:
    reply = None if answer is None else lambda _: httpx.Response(200, json=answer)
    return zendesk.connect(SETTINGS, now=lambda: NOW, transport=contract_transport(SPEC, reply, journal))


Act = Callable[[TicketSystem], object]
DRAFT = Draft(
    subject="Checkout is down",
    text="We are on it.",
    target="12",
    priority=Priority.URGENT,
    requester_email="lena@nordwind.test",
    requester_name="Lena",
    tags=("incident:INC-12",),
)
QUERY = Query(text="white page", requester_email="lena@nordwind.test", tag="vip", open_only=True)

ACTS: dict[str, tuple[Act, list[str], Any]] = {
    "fetch": (lambda it: it.fetch("7"), ["GET /api/v2/tickets/{ticket_id}"], None),
    "history": (lambda it: it.history("7"), ["GET /api/v2/tickets/{ticket_id}/audits"], None),
    "long history": (
        lambda it: it.history("7"),
        ["GET /api/v2/tickets/{ticket_id}/audits"] * 10,
        {"audits": [], "meta": {"has_more": True, "after_cursor": "c1"}},
    ),
    "search": (lambda it: it.search(QUERY, limit=5), ["GET /api/v2/search"], None),
    "search all": (lambda it: it.search(Query(), limit=500), ["GET /api/v2/search"], None),
    "changed": (lambda it: it.changed("since:1772614710", limit=100), [f"GET {EXPORT}"], None),
    "create": (lambda it: it.create(DRAFT, key="k"), ["POST /api/v2/tickets"], None),
    "create in doubt": (
        lambda it: it.create(DRAFT, key="k", doubtful=True),
        ["GET /api/v2/tickets", "POST /api/v2/tickets"],
        {"ticket": {"id": 7}},
    ),
    "note": (lambda it: it.note("7", "a", key="k"), ["PUT /api/v2/tickets/{ticket_id}"], None),
    "reply": (lambda it: it.reply("7", "a", key="k"), ["PUT /api/v2/tickets/{ticket_id}"], None),
    "note in doubt": (
        lambda it: it.note("7", "a", key="k", doubtful=True),
        ["GET /api/v2/tickets/{ticket_id}/audits", "PUT /api/v2/tickets/{ticket_id}"],
        {"audits": []},
    ),
    "mark": (
        lambda it: it.mark("7", "new", on=True),
        ["GET /api/v2/tickets/{ticket_id}", "PUT /api/v2/tickets/{ticket_id}/tags"],
        TAGGED,
    ),
    "unmark": (
        lambda it: it.mark("7", "old", on=False),
        ["GET /api/v2/tickets/{ticket_id}", "DELETE /api/v2/tickets/{ticket_id}/tags"],
        TAGGED,
    ),
    "check": (lambda it: list(it.check()), ["GET /api/v2/users/me"], None),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_request_is_as_described(act):
    journal: Journal = []
    do, wanted, answer = ACTS[act]

    do(desk(journal, answer))

    assert [f"{method} {template}" for method, template, _ in journal] == wanted


def test_the_next_page_of_the_export_is_asked_for_as_in_its_own_address():
    """The list of parameters wants `start_time` always; the address that they tell has only the cursor."""
    _, document = load(SPEC)
    responses = document["paths"][EXPORT]["get"]["responses"]["200"]
    [reference] = responses["content"]["application/json"]["examples"].values()
    example = document["components"]["examples"][reference["$ref"].rpartition("/")[2]]["value"]
    asked: list[httpx.Request] = []

    def note(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=example)

    system = zendesk.connect(SETTINGS, now=lambda: NOW, transport=httpx.MockTransport(note))
    system.changed(system.changed("since:1772614710", limit=100).cursor, limit=100)

    theirs = parse_qs(urlsplit(example["after_url"]).query)
    ours = parse_qs(asked[1].url.query.decode())
    declared = contract_transport(SPEC, lambda _: httpx.Response(200, json={}))
    assert ours["cursor"] == theirs["cursor"]
    assert "start_time" not in theirs | ours
    assert declared.handle_request(
        httpx.Request("GET", asked[1].url.copy_add_param("start_time", "1"), headers=asked[1].headers)
    ).is_success


AUTH = httpx.BasicAuth("bot@acme.test/token", "token")
WRONG: dict[str, dict[str, Any]] = {
    "no credentials": {"method": "GET", "url": "/api/v2/tickets/7", "auth": None},
    "an id that is no number": {"method": "GET", "url": "/api/v2/tickets/seven"},
    "a path that is not there": {"method": "GET", "url": "/api/v2/ticket/7"},
    "a method that is not there": {"method": "PATCH", "url": "/api/v2/tickets/7"},
    "an unknown parameter": {"method": "GET", "url": "/api/v2/tickets/7?fields=all"},
    "a search for nothing": {"method": "GET", "url": "/api/v2/search"},
    "an export from nowhere": {"method": "GET", "url": EXPORT},
    "an unknown priority": {
        "method": "POST",
        "url": "/api/v2/tickets",
        "json": {"ticket": {"comment": {"body": "a"}, "priority": "blocker"}},
    },
    "a ticket without words": {
        "method": "POST",
        "url": "/api/v2/tickets",
        "json": {"ticket": {"subject": "a"}},
    },
    "a comment that is public perhaps": {
        "method": "PUT",
        "url": "/api/v2/tickets/7",
        "json": {"ticket": {"comment": {"body": "a", "public": "perhaps"}}},
    },
    "a group by name": {
        "method": "POST",
        "url": "/api/v2/tickets",
        "json": {"ticket": {"comment": {"body": "a"}, "group_id": "Payments"}},
    },
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_would_be_noticed(wrong):
    request = {"auth": AUTH, **WRONG[wrong]}
    client = httpx.Client(base_url=BASE, transport=contract_transport(SPEC))

    with pytest.raises((OpenAPIError, ContractError)):
        client.request(**request)
