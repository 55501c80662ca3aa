"""Requests to Microsoft Graph about online meetings, held to Microsoft's description.

The description that we have knows no `createOrGet`: of that request, what it sends is held to what a
meeting consists of, and the way is tested in `tests/adapters/meetings/test_teams.py`.
"""

import json

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from adapters.meetings.teams import connect
from tests.adapters.meetings.given import PURPOSE, TEAMS, given
from tests.adapters.meetings.test_teams import BRIDGE, ORGANIZER, token
from tests.contracts.openapi import ContractError, Journal, contract_transport, load

SPEC = "msgraph-v1-teams-cut"
OF_USER = "/users/{user-id}/onlineMeetings"
MEETING = f"{OF_USER}/{{onlineMeeting-id}}"
MADE = {"id": "MSo1", "joinWebUrl": "https://teams.test/j"}


def described(journal: Journal, made: list[httpx.Request]) -> httpx.MockTransport:
    held = contract_transport(SPEC, lambda _: httpx.Response(200, json=MADE), journal)

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            told = {"access_token": token("OnlineMeetings.ReadWrite.All"), "expires_in": 3600}
            return httpx.Response(200, json=told)
        if request.url.path.endswith("/createOrGet"):
            request.read()
            made.append(request)
            return httpx.Response(201, json=MADE)
        return held.handle_request(request)

    return httpx.MockTransport(handle)


def test_what_a_meeting_is_asked_for_with_are_properties_of_a_meeting():
    journal: Journal = []
    made: list[httpx.Request] = []
    schemas = load(SPEC)[1]["components"]["schemas"]
    known = schemas["microsoft.graph.onlineMeeting"]["allOf"][1]["properties"]

    connect(given(BRIDGE, described(journal, made), **TEAMS)).open(PURPOSE, key="k1")

    [asked] = made
    assert set(json.loads(asked.content)) <= set(known)
    [(method, path, changed)] = journal
    assert (method, path) == ("PATCH", MEETING)
    scope = json.loads(changed.content)["lobbyBypassSettings"]["scope"]
    assert scope in schemas["microsoft.graph.lobbyBypassScope"]["enum"]


def test_what_check_asks_is_as_it_is_described():
    journal: Journal = []

    [one] = connect(given(BRIDGE, described(journal, []), **TEAMS)).check()

    assert one.ok
    assert [f"{method} {path}" for method, path, _ in journal] == [f"GET {OF_USER}"]


@pytest.mark.parametrize(
    ("method", "way", "how"),
    [
        ("PATCH", "/MSo1", {"json": {"subject": 5}}),
        ("PATCH", "/MSo1", {"json": {"lobbyBypassSettings": "everyone"}}),
        ("GET", "", {"params": {"filter": "x"}}),
        ("GET", "", {"headers": {}}),
    ],
)
def test_a_request_that_is_not_as_described_is_refused(method, way, how):
    client = httpx.Client(transport=contract_transport(SPEC, lambda _: httpx.Response(200, json={})))

    with pytest.raises((OpenAPIError, ContractError)):
        client.request(
            method,
            f"https://graph.microsoft.com/v1.0/users/{ORGANIZER}/onlineMeetings{way}",
            **{"headers": {"Authorization": "Bearer t"}, **how},
        )
