"""Every request to Freshdesk, held to a hand-written description of its API."""

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from adapters.tickets.freshdesk import connect
from bot.domain.ticket import Draft, Priority, Query
from bot.settings_tickets import Freshdesk
from tests.adapters.tickets.wire import now
from tests.contracts.openapi import ContractError, Journal, contract_transport

SPEC = "freshdesk-v2.handwritten"
HOME = "https://acme.freshdesk.com"
API = f"{HOME}/api/v2"
DRAFT = Draft(
    subject="Cannot pay",
    text="Help",
    target="48",
    priority=Priority.HIGH,
    requester_email="jana@globex.test",
    requester_name="Jana",
    tags=("incident:INC-12",),
)
CURSOR = "2026-11-19T11:00:00Z 1"


def empty(request):
    if request.url.path.endswith("/tickets/20"):
        return httpx.Response(200, json={"created_at": "2026-11-19T09:00:00Z"})
    return httpx.Response(200, json={} if request.url.path.count("/") > 4 else [])


@pytest.mark.parametrize(
    ("ask", "operations"),
    [
        (lambda desk: desk.fetch("20"), ["GET /tickets/{id}"]),
        (lambda desk: desk.history("20"), ["GET /tickets/{id}", "GET /tickets/{id}/conversations"]),
        (lambda desk: desk.search(Query(), limit=5), ["GET /tickets"]),
        (lambda desk: desk.search(Query(requester_email="a@b.test"), limit=5), ["GET /tickets"]),
        (lambda desk: desk.search(Query(tag="incident:INC-12"), limit=5), ["GET /search/tickets"]),
        (lambda desk: desk.changed(CURSOR, limit=50), ["GET /tickets"]),
        (lambda desk: desk.create(DRAFT, key="k"), ["POST /tickets"]),
        (lambda desk: desk.create(DRAFT, key="k", doubtful=True), ["GET /tickets", "POST /tickets"]),
        (lambda desk: desk.note("20", "Words", key="k"), ["POST /tickets/{id}/notes"]),
        (lambda desk: desk.reply("20", "Words", key="k"), ["POST /tickets/{id}/reply"]),
        (
            lambda desk: desk.note("20", "Words", key="k", doubtful=True),
            ["GET /tickets/{id}/conversations", "POST /tickets/{id}/notes"],
        ),
        (lambda desk: desk.mark("20", "x", on=True), ["GET /tickets/{id}", "PUT /tickets/{id}"]),
        (lambda desk: list(desk.check()), ["GET /agents/me"]),
    ],
)
def test_every_request_is_as_it_is_described(ask, operations):
    journal: Journal = []
    settings = Freshdesk.model_validate({"base_url": HOME, "api_key": "key"})
    desk = connect(settings, now=now, transport=contract_transport(SPEC, empty, journal))

    ask(desk)

    assert [f"{method} {path}" for method, path, _ in journal] == operations


NEW = {"subject": "s", "description": "d", "status": 2, "priority": 1, "email": "a@b.test"}


@pytest.mark.parametrize(
    ("method", "path", "how"),
    [
        ("POST", "/tickets", {"json": {name: NEW[name] for name in NEW if name != "subject"}}),
        ("POST", "/tickets", {"json": {name: NEW[name] for name in NEW if name != "email"}}),
        ("POST", "/tickets", {"json": {**NEW, "priority": 5}}),
        ("POST", "/tickets", {"json": {**NEW, "group_id": "Billing"}}),
        ("POST", "/tickets/20/notes", {"json": {"private": True}}),
        ("POST", "/tickets/20/notes", {"json": {"body": "x", "public": False}}),
        ("POST", "/tickets/20/reply", {"json": {"body": "x", "private": False}}),
        ("PUT", "/tickets/20", {"json": {"tags": "one,two"}}),
        ("PUT", "/tickets/20", {"json": {}}),
        ("GET", "/tickets/twenty", {}),
        ("GET", "/tickets", {"params": {"per_page": 101}}),
        ("GET", "/tickets", {"params": {"order_by": "subject"}}),
        ("GET", "/tickets", {"params": {"updated_after": "2026-11-19T11:00:00Z"}}),
        ("GET", "/search/tickets", {"params": {"query": "tag:'x'"}}),
        ("GET", "/search/tickets", {"params": {"query": "\"tag:'x'\"", "page": 11}}),
        ("DELETE", "/agents/me", {}),
        ("GET", "/agents/me", {"auth": None}),
    ],
)
def test_a_request_that_is_not_as_described_is_refused(method, path, how):
    client = httpx.Client(transport=contract_transport(SPEC, empty))

    with pytest.raises((OpenAPIError, ContractError)):
        client.request(method, f"{API}{path}", **{"auth": ("key", "X"), **how})
