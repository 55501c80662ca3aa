"""Every request to Zoom, held to their description of meetings. It has no token."""

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from adapters.meetings.zoom import SCHEDULED, connect
from tests.adapters.meetings.given import PURPOSE, given
from tests.contracts.openapi import ContractError, Journal, contract_transport
from tests.fakes.zoom import SETTINGS, USER

SPEC = "zoom-v2-meetings"
OF_USER = "/users/{userId}/meetings"
ONE = {"id": 84_000_000_001, "join_url": "https://zoom.test/j/1", "agenda": "Caseline k1"}


def answer(request: httpx.Request) -> httpx.Response:
    listed = request.method == "GET" and request.url.path.endswith(f"{USER}/meetings")
    return httpx.Response(200, json={"meetings": [ONE]} if listed else ONE)


def described(journal: Journal | None = None) -> httpx.MockTransport:
    held = contract_transport(SPEC, answer, journal)

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600, "scope": ""})
        return held.handle_request(request)

    return httpx.MockTransport(handle)


@pytest.mark.parametrize(
    ("ask", "operations"),
    [
        (lambda zoom: zoom.open(PURPOSE, key="k1"), [f"POST {OF_USER}"]),
        (
            lambda zoom: zoom.open(PURPOSE, key="k1", doubtful=True),
            [f"GET {OF_USER}", "GET /meetings/{meetingId}"],
        ),
        (
            lambda zoom: zoom.open(PURPOSE, key="other", doubtful=True),
            [f"GET {OF_USER}", f"POST {OF_USER}"],
        ),
        (lambda zoom: list(zoom.check()), [f"GET {OF_USER}"]),
    ],
)
def test_every_request_is_as_it_is_described(ask, operations):
    journal: Journal = []

    ask(connect(given(SETTINGS, described(journal))))

    assert [f"{method} {path}" for method, path, _ in journal] == operations


@pytest.mark.parametrize(
    ("method", "how"),
    [
        ("POST", {"json": {"type": 7}}),
        ("POST", {"json": {"type": SCHEDULED, "settings": {"jbh_time": 3}}}),
        ("POST", {"json": {"type": SCHEDULED, "start_time": "tomorrow"}}),
        ("POST", {"json": {"type": SCHEDULED, "agenda": "x" * 2001}}),
        ("GET", {"params": {"type": "past"}}),
        ("GET", {"params": {"page_size": 301}}),
        ("GET", {"params": {"agenda": "k1"}}),
        ("GET", {"headers": {}}),
    ],
)
def test_a_request_that_is_not_as_described_is_refused(method, how):
    client = httpx.Client(transport=contract_transport(SPEC, answer))

    with pytest.raises((OpenAPIError, ContractError)):
        client.request(
            method,
            f"https://api.zoom.us/v2/users/{USER}/meetings",
            **{"headers": {"Authorization": "Bearer t"}, **how},
        )
