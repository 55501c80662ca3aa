"""Every request to Salesforce, held to a hand-written description of its API.

The description has no token and no `describe`; what is asked there is tested without it.
"""

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from adapters.tickets.salesforce import connect
from bot.domain.ticket import Draft, Priority, Query
from bot.settings_tickets import Salesforce
from tests.adapters.tickets.wire import now, payload
from tests.contracts.openapi import ContractError, Journal, contract_transport

SPEC = "salesforce-case.handwritten"
HOME = "https://acme.my.salesforce.com"
API = f"{HOME}/services/data/v61.0"
DATA = "/services/data/{version}"
ID = "5003t00001abCDeAAM"
WRITTEN = {
    "base_url": HOME,
    "client_id": "c",
    "client_secret": "s",
    "incident_field": "Caseline_incidents__c",
}
PLAIN = Salesforce.model_validate(WRITTEN)
KEYED = Salesforce.model_validate({**WRITTEN, "key_field": "Caseline_key__c"})
DRAFT = Draft(
    subject="Cannot pay",
    text="Help",
    target="00G3t000001AbCdEAK",
    priority=Priority.HIGH,
    requester_email="jana@globex.test",
    tags=("incident:INC-12",),
)
CURSOR = f"2026-11-19T11:00:00.000Z {ID}"


def answer(request):
    if request.url.path.endswith("/query"):
        return httpx.Response(200, json={"records": [payload("salesforce_case")]})
    return httpx.Response(201, json={"id": ID})


def described(journal: Journal | None = None) -> httpx.MockTransport:
    held = contract_transport(SPEC, answer, journal)

    def handle(request):
        if request.url.path == "/services/oauth2/token":
            return httpx.Response(200, json={"access_token": "t", "id": "https://x.test/0053t000008HaNaAAK"})
        if request.url.path.endswith("/describe"):
            return httpx.Response(200, json={})
        return held.handle_request(request)

    return httpx.MockTransport(handle)


@pytest.mark.parametrize(
    ("settings", "ask", "operations"),
    [
        (PLAIN, lambda desk: desk.fetch(ID), [f"GET {DATA}/query", f"POST {DATA}/composite"]),
        (PLAIN, lambda desk: desk.history(ID), [f"GET {DATA}/query", f"POST {DATA}/composite"]),
        (
            PLAIN,
            lambda desk: desk.search(Query(text="it's down", open_only=True), limit=5),
            [f"GET {DATA}/query", f"POST {DATA}/composite"],
        ),
        (
            PLAIN,
            lambda desk: desk.changed(CURSOR, limit=50),
            [f"GET {DATA}/query", f"POST {DATA}/composite"],
        ),
        (PLAIN, lambda desk: desk.create(DRAFT, key="k"), [f"POST {DATA}/sobjects/Case"]),
        (
            KEYED,
            lambda desk: desk.create(DRAFT, key="INC-1:k"),
            [f"PATCH {DATA}/sobjects/Case/{{field}}/{{value}}"],
        ),
        (PLAIN, lambda desk: desk.note(ID, "Words", key="k"), [f"POST {DATA}/sobjects/CaseComment"]),
        (PLAIN, lambda desk: desk.note(ID, "x" * 5000, key="k"), [f"POST {DATA}/sobjects/CaseComment"]),
        (
            PLAIN,
            lambda desk: desk.reply(ID, "Words", key="k", doubtful=True),
            [f"GET {DATA}/query", f"POST {DATA}/sobjects/CaseComment"],
        ),
        (
            PLAIN,
            lambda desk: desk.mark(ID, "incident:INC-20", on=True),
            [f"GET {DATA}/query", f"PATCH {DATA}/sobjects/Case/{{id}}"],
        ),
        (PLAIN, lambda desk: list(desk.check()), [f"GET {DATA}/limits", f"GET {DATA}/query"]),
    ],
)
def test_every_request_is_as_it_is_described(settings, ask, operations):
    journal: Journal = []
    desk = connect(settings, now=now, transport=described(journal))

    ask(desk)

    assert [f"{method} {path}" for method, path, _ in journal] == operations


PART = {"method": "GET", "url": "/services/data/v61.0/query?q=SELECT+Id", "referenceId": "one"}


@pytest.mark.parametrize(
    ("method", "path", "how"),
    [
        ("GET", "/query", {}),
        ("GET", "/query", {"params": {"q": "DELETE FROM Case"}}),
        ("GET", "/query", {"params": {"q": "SELECT Id FROM Case", "limit": 5}}),
        ("GET", "/query", {"params": {"q": "SELECT Id FROM Case"}, "headers": {}}),
        ("POST", "/sobjects/Case", {"json": {}}),
        ("POST", "/sobjects/Case", {"json": {"Id": ID, "Subject": "x"}}),
        ("POST", "/sobjects/Case", {"json": {"Subject": "x" * 256}}),
        ("PATCH", f"/sobjects/Case/{ID}", {"json": {"Status": 3}}),
        ("PATCH", "/sobjects/Case/Key__c/k", {"json": {"Id": ID}}),
        ("POST", "/sobjects/CaseComment", {"json": {"CommentBody": "x"}}),
        ("POST", "/sobjects/CaseComment", {"json": {"ParentId": ID, "CommentBody": "x" * 4001}}),
        ("POST", "/sobjects/CaseComment", {"json": {"ParentId": ID, "CommentBody": "x", "IsPublic": True}}),
        ("POST", "/composite", {"json": {"compositeRequest": []}}),
        ("POST", "/composite", {"json": {"compositeRequest": [{**PART, "method": "READ"}]}}),
        ("POST", "/composite", {"json": {"compositeRequest": [{**PART, "referenceId": "1"}]}}),
        ("POST", "/composite", {"json": {"compositeRequest": [PART] * 26}}),
        ("DELETE", "/limits", {}),
        ("GET", "/limits", {"headers": {}}),
    ],
)
def test_a_request_that_is_not_as_described_is_refused(method, path, how):
    client = httpx.Client(transport=contract_transport(SPEC, answer))

    with pytest.raises((OpenAPIError, ContractError)):
        client.request(method, f"{API}{path}", **{"headers": {"Authorization": "Bearer t"}, **how})
