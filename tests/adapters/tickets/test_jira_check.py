"""What `caseline check` says of Jira."""

import httpx
import pytest

from tests.adapters.tickets.jira_desk import (
    PROJECT,
    SERVICE,
    jira,
)

GRANTED = {
    "permissions": {
        name: {"havePermission": True}
        for name in ("BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "ADD_COMMENTS")
    }
}
READY = {
    "GET /rest/api/3/myself": {"displayName": "Caseline"},
    PROJECT: SERVICE,
    "GET /rest/api/3/mypermissions": GRANTED,
}


def test_a_jira_that_is_ready_leaves_nothing_to_do():
    desk, _ = jira(READY, service_desk=True, webhook_secret="s")

    found = list(desk.check())

    assert all(finding.ok for finding in found)
    assert "Caseline" in found[0].says


@pytest.mark.parametrize(
    ("broken", "settings", "todo"),
    [
        ({"GET /rest/api/3/myself": httpx.Response(401)}, {}, "api_token"),
        ({"GET /rest/api/3/myself": httpx.Response(503)}, {}, "network"),
        ({PROJECT: httpx.Response(404)}, {}, "tickets.jira.projects"),
        ({"GET /rest/api/3/mypermissions": {"permissions": None}}, {}, "permission scheme"),
        ({}, {"service_desk": False}, "service_desk: true"),
        ({}, {"webhook_secret": ""}, "webhook_secret"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(broken, settings, todo):
    desk, _ = jira({**READY, **broken}, **{"service_desk": True, "webhook_secret": "s", **settings})

    assert any(todo in finding.todo for finding in desk.check())


def test_the_token_is_never_shown():
    desk, _ = jira({})

    assert "token" not in repr(desk)
    desk.close()
