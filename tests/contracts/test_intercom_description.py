"""Every request to Intercom, held to Intercom's own description of its API."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from adapters.tickets.intercom import connect
from bot.domain.ticket import Draft, Query
from bot.ports import TicketSystem
from bot.settings_tickets import Intercom
from tests.contracts.openapi import ContractError, Journal, contract_transport

SPEC = "intercom-2.14"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WHOM = "6762f1261bb69f9f2193bba7"
TAGS = [{"type": "tag", "id": "77", "name": "incident:INC-12"}]
THING = {"contacts": {"contacts": [{"type": "contact", "id": WHOM}]}, "tags": {"tags": TAGS}, "id": "215469"}
DRAFT = Draft(subject="x", text="y", requester_email="nora@globex.test", tags=("incident:INC-12",))
EVERYTHING = Query(
    text="checkout down", requester_email="nora@globex.test", tag="incident:INC-12", open_only=True
)
TICKETS_NEXT = "1772452000|1772452800|tickets|"


def answer(request: httpx.Request) -> httpx.Response:
    """Enough for the adapter to go on to its next request."""
    path = request.url.path
    if path == f"/contacts/{WHOM}":
        return httpx.Response(200, json={"id": WHOM, "companies": {"data": [{"id": "1"}]}})
    if path == "/tags":
        return httpx.Response(200, json={"id": "77", "data": TAGS})
    if path.endswith("/search"):
        return httpx.Response(200, json={"conversations": [THING], "tickets": [THING], "data": []})
    if path.startswith("/tickets/"):
        return httpx.Response(200, json={**THING, "id": "631", "tags": None})
    return httpx.Response(200, json=THING)


def desk(journal: Journal) -> TicketSystem:
    settings = Intercom(app="abc123", access_token="a-token", admin="814", ticket_type="95")
    return connect(settings, now=lambda: NOW, transport=contract_transport(SPEC, answer, journal))


@pytest.mark.parametrize(
    ("ask", "operations"),
    [
        (
            lambda desk: desk.fetch("215469"),
            [
                "GET /conversations/{conversation_id}",
                "GET /contacts/{contact_id}",
                "GET /contacts/{contact_id}/companies",
            ],
        ),
        (
            lambda desk: desk.fetch("ticket-631"),
            [
                "GET /tickets/{ticket_id}",
                "GET /contacts/{contact_id}",
                "GET /contacts/{contact_id}/companies",
            ],
        ),
        (lambda desk: desk.history("215469"), ["GET /conversations/{conversation_id}"]),
        (lambda desk: desk.history("ticket-631"), ["GET /tickets/{ticket_id}"]),
        (
            lambda desk: desk.search(EVERYTHING, limit=5),
            ["GET /tags", "POST /conversations/search", "POST /contacts/search"],
        ),
        (
            lambda desk: desk.changed("1772452000", limit=50),
            ["POST /conversations/search", "POST /contacts/search"],
        ),
        (
            lambda desk: desk.changed(TICKETS_NEXT + "page", limit=50),
            ["POST /tickets/search", "POST /contacts/search"],
        ),
        (lambda desk: desk.note("215469", "x", key="k"), ["POST /conversations/{conversation_id}/reply"]),
        (lambda desk: desk.reply("215469", "x", key="k"), ["POST /conversations/{conversation_id}/reply"]),
        (lambda desk: desk.note("ticket-631", "x", key="k"), ["POST /tickets/{ticket_id}/reply"]),
        (lambda desk: desk.reply("ticket-631", "x", key="k"), ["POST /tickets/{ticket_id}/reply"]),
        (
            lambda desk: desk.mark("215469", "incident:INC-12", on=True),
            ["POST /tags", "POST /conversations/{conversation_id}/tags"],
        ),
        (
            lambda desk: desk.mark("215469", "incident:INC-12", on=False),
            [
                "GET /conversations/{conversation_id}",
                "DELETE /conversations/{conversation_id}/tags/{tag_id}",
            ],
        ),
        (
            lambda desk: desk.mark("ticket-631", "incident:INC-12", on=False),
            ["GET /tickets/{ticket_id}", "GET /tags", "DELETE /tickets/{ticket_id}/tags/{tag_id}"],
        ),
        (
            lambda desk: desk.create(DRAFT, key="k", doubtful=True),
            ["POST /tickets/search", "POST /tickets", "POST /tags", "POST /tickets/{ticket_id}/tags"],
        ),
        (
            lambda desk: list(desk.check()),
            ["GET /me", "GET /admins/{admin_id}", "GET /ticket_types/{ticket_type_id}"],
        ),
    ],
)
def test_every_request_is_as_the_description_says(
    ask: Callable[[TicketSystem], object], operations: list[str]
) -> None:
    journal: Journal = []

    ask(desk(journal))

    assert [f"{method} {path}" for method, path, _ in journal] == operations


NOTE = {"message_type": "note", "type": "admin", "admin_id": "814", "body": "<p>x</p>"}
ALLOWED = {"Authorization": "Bearer a-token", "Intercom-Version": "2.14"}
REPLY = "/conversations/215469/reply"


def without(body: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != name}


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("POST", REPLY, without(NOTE, "message_type"), ALLOWED),
        ("POST", REPLY, without(NOTE, "admin_id"), ALLOWED),
        ("POST", REPLY, {**NOTE, "message_type": "whisper"}, ALLOWED),
        ("POST", REPLY, {**NOTE, "type": "robot"}, ALLOWED),
        ("POST", REPLY, NOTE, {"Intercom-Version": "2.14"}),
        ("POST", REPLY, NOTE, {**ALLOWED, "Intercom-Version": "9.99"}),
        ("POST", "/tickets/631/reply", without(NOTE, "type"), ALLOWED),
        ("POST", "/tickets/631/reply", {**NOTE, "message_type": "whisper"}, ALLOWED),
        ("POST", "/tickets/631/reply", NOTE, {}),
        ("POST", "/conversations/215469/tags", {"id": "77"}, ALLOWED),
        ("POST", "/conversations/215469/tags", {"admin_id": "814"}, ALLOWED),
        ("POST", "/conversations/215469/tags", {"id": 77, "admin_id": "814"}, ALLOWED),
        ("POST", "/tickets/631/tags", {"id": "77"}, ALLOWED),
        ("POST", "/tickets/631/tags", {"admin_id": "814"}, ALLOWED),
        ("POST", "/tickets/631/tags", {"id": "77", "admin_id": 814}, ALLOWED),
        ("DELETE", "/conversations/215469/tags/77", {}, ALLOWED),
        ("DELETE", "/conversations/215469/tags/77", {"admin_id": 814}, ALLOWED),
        ("DELETE", "/conversations/215469/tags/77", {"admin_id": "814"}, {}),
        ("DELETE", "/tickets/631/tags/77", {}, ALLOWED),
        ("DELETE", "/tickets/631/tags/77", {"admin_id": 814}, ALLOWED),
        ("DELETE", "/tickets/631/tags/77", {"admin_id": "814"}, {}),
        ("POST", "/tags", {"label": "incident:INC-12"}, ALLOWED),
        ("POST", "/tags", {"name": 12}, ALLOWED),
        ("POST", "/tags", {"name": "incident:INC-12"}, {}),
        ("POST", "/tickets", {"contacts": [{"email": "nora@globex.test"}]}, ALLOWED),
        ("POST", "/tickets", {"ticket_type_id": "95"}, ALLOWED),
        ("POST", "/tickets", {"ticket_type_id": 95, "contacts": [{"email": "nora@globex.test"}]}, ALLOWED),
        ("POST", "/conversations/search", {}, ALLOWED),
        ("POST", "/conversations/search", {"query": {"operator": "XOR", "value": []}}, ALLOWED),
        ("POST", "/conversations/search", {"query": {"operator": "AND", "value": 1}}, {}),
        ("POST", "/tickets/search", {"pagination": {"per_page": 5}}, ALLOWED),
        ("POST", "/tickets/search", {"query": {"field": "open", "operator": "is", "value": True}}, ALLOWED),
        ("POST", "/tickets/search", {"query": "open"}, ALLOWED),
        ("POST", "/contacts/search", {}, ALLOWED),
        (
            "POST",
            "/contacts/search",
            {"query": {"field": "id", "operator": "AMONG", "value": ["1"]}},
            ALLOWED,
        ),
        ("POST", "/contacts/search", {"query": []}, ALLOWED),
        ("GET", "/conversations/ticket-631", None, ALLOWED),
        ("GET", "/conversations/215469?expand=all", None, ALLOWED),
        ("GET", "/conversations/215469", None, {}),
        ("GET", "/tickets/631?display_as=plaintext", None, ALLOWED),
        ("GET", "/tickets/631", None, {}),
        ("PATCH", "/tickets/631", {}, ALLOWED),
        ("GET", "/admins/ana", None, ALLOWED),
        ("GET", "/me", None, {}),
        ("GET", f"/contacts/{WHOM}", None, {}),
        ("GET", f"/contacts/{WHOM}/company", None, ALLOWED),
        ("GET", "/tags?name=x", None, ALLOWED),
    ],
)
def test_a_request_that_is_wrong_is_refused_here_before_a_vendor_sees_it(
    method: str, path: str, body: Any, headers: dict[str, str]
) -> None:
    client = httpx.Client(base_url="https://api.intercom.io", transport=contract_transport(SPEC, answer))

    with client, pytest.raises((OpenAPIError, ContractError)):
        client.request(method, path, json=body, headers=headers)
