"""What `caseline check` says of GitHub."""

import httpx
import pytest

from tests.adapters.tickets.github_desk import (
    REPO,
    github,
)

SHOP = {"private": True, "has_issues": True, "permissions": {"pull": True, "triage": True}}
READY = {"GET /user": {"login": "caseline-bot"}, REPO: SHOP}


@pytest.mark.parametrize("private", [True, False])
def test_a_github_that_is_ready_leaves_nothing_to_do(private):
    desk, _ = github({**READY, REPO: {**SHOP, "private": private}}, webhook_secret="s")

    found = list(desk.check())

    assert all(finding.ok for finding in found)
    assert "caseline-bot" in found[0].says
    assert ("notes are written" in found[1].says) is private


@pytest.mark.parametrize(
    ("broken", "secret", "todo"),
    [
        ({"GET /user": httpx.Response(401)}, "s", "token"),
        ({"GET /user": httpx.Response(503)}, "s", "network"),
        ({REPO: httpx.Response(404)}, "s", "tickets.github.repositories"),
        ({REPO: httpx.Response(301)}, "s", "tickets.github.repositories"),
        ({REPO: {"has_issues": False}}, "s", "Issues on"),
        ({REPO: {"permissions": {"pull": True}}}, "s", "triage"),
        ({}, "", "webhook_secret"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(broken, secret, todo):
    desk, _ = github({**READY, **broken}, webhook_secret=secret)

    assert any(todo in finding.todo for finding in desk.check())


def test_the_token_is_never_shown():
    desk, _ = github({})

    assert "ghp_x" not in repr(desk)
    desk.close()
