"""Every request to Opsgenie, held to their description."""

from dataclasses import replace

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from bot.domain.pager import Call
from tests.adapters.paging.test_opsgenie import CALL, opsgenie
from tests.contracts.openapi import ContractError, Journal, contract_transport

SPEC = "opsgenie-v2"
ONE = "/v2/alerts/{identifier}"


def answer(request: httpx.Request) -> httpx.Response:
    if request.method == "POST":
        return httpx.Response(202, json={"requestId": "r1"})
    if request.url.path.startswith("/v2/alerts/requests/"):
        return httpx.Response(200, json={"data": {"isSuccess": True, "alertId": "a1"}})
    alert = {"data": {"id": "a2", "alias": "k2"}} if request.url.path.endswith("/k2") else {}
    return httpx.Response(404 if request.url.path.endswith("/k1") else 200, json=alert)


@pytest.mark.parametrize(
    ("ask", "operations"),
    [
        (
            lambda pager: pager.page(CALL, key="k1"),
            ["POST /v2/alerts", "GET /v2/alerts/requests/{requestId}"],
        ),
        (
            lambda pager: pager.page(CALL, key="k1", doubtful=True),
            [f"GET {ONE}", "GET /v2/alerts", "POST /v2/alerts", "GET /v2/alerts/requests/{requestId}"],
        ),
        (
            lambda pager: pager.page(replace(CALL, person="mei@acme.test"), key="k1"),
            ["POST /v2/alerts", "GET /v2/alerts/requests/{requestId}"],
        ),
        (lambda pager: pager.join("k1", CALL, key="j"), [f"POST {ONE}/responders"]),
        (
            lambda pager: pager.join("k1", Call(title="x", details="", person="u1"), key="j"),
            [f"POST {ONE}/responders"],
        ),
        (lambda pager: pager.acknowledge("k1", by="mei@acme.test"), [f"POST {ONE}/acknowledge"]),
        (lambda pager: pager.resolve("k1", by=""), [f"POST {ONE}/close"]),
        (
            lambda pager: pager.note("k1", "Hi", by="", key="n", doubtful=True),
            [f"GET {ONE}/notes", f"POST {ONE}/notes"],
        ),
        (lambda pager: pager.read("k2"), [f"GET {ONE}"]),
        (lambda pager: pager.on_call("payments"), ["GET /v2/schedules/{identifier}/on-calls"]),
        (
            lambda pager: list(pager.check()),
            ["GET /v2/alerts", "GET /v2/schedules/{identifier}/on-calls"],
        ),
    ],
)
def test_every_request_is_as_it_is_described(ask, operations):
    journal: Journal = []

    ask(opsgenie(contract_transport(SPEC, answer, journal)))

    assert [f"{method} {path}" for method, path, _ in journal] == operations


@pytest.mark.parametrize(
    ("method", "path", "how"),
    [
        ("POST", "/v2/alerts", {"json": {"alias": "k1"}}),
        ("POST", "/v2/alerts", {"json": {"message": "x", "priority": "P9"}}),
        ("POST", "/v2/alerts/k1/close", {"json": {}, "params": {"identifierType": "key"}}),
        ("GET", "/v2/alerts", {"params": {"limit": 101}}),
        ("GET", "/v2/alerts/k1", {"params": {"alias": "k1"}}),
        ("GET", "/v2/alerts", {"headers": {}}),
    ],
)
def test_a_request_that_is_not_as_described_is_refused(method, path, how):
    client = httpx.Client(transport=contract_transport(SPEC, answer))

    with pytest.raises((OpenAPIError, ContractError)):
        client.request(
            method, f"https://api.opsgenie.com{path}", **{"headers": {"Authorization": "GenieKey k"}, **how}
        )
