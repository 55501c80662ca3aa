"""A GitHub at the other end of the wire, with payloads of the shape that it documents."""

from adapters.tickets.github import connect
from bot.settings_tickets import GitHub
from tests.adapters.tickets.wire import NOON, Wire, payload
from tests.fakes.clock import StoppedClock

REPO = "GET /repos/acme/shop"
ISSUES = "GET /repos/acme/shop/issues"
MAKE = "POST /repos/acme/shop/issues"
ISSUE = "GET /repos/acme/shop/issues/12"
COMMENTS = "GET /repos/acme/shop/issues/12/comments"
COMMENT = "POST /repos/acme/shop/issues/12/comments"
LABEL = "POST /repos/acme/shop/issues/12/labels"
SEARCH = "GET /search/issues"
ID = "acme/shop#12"


def github(routes, *, clock=None, **settings):
    wire = Wire(routes)
    configured = GitHub.model_validate({"token": "ghp_x", "repositories": ["acme/shop"], **settings})
    return connect(configured, now=(clock or StoppedClock(NOON)).now, transport=wire), wire


def issue(number, updated="2026-11-19T10:30:00Z", **more):
    return {**payload("github_issue"), "number": number, "updated_at": updated, **more}


# --- what happened -------------------------------------------------------------------------

TIMELINE = "GET /repos/acme/shop/issues/12/timeline"
ANA = {"login": "octo-ana", "id": 7, "type": "User"}
LEO = {"login": "leo", "id": 8, "type": "User"}
ROBOT = {"login": "shop-bot", "id": 9, "type": "Bot"}


def opened(**more):
    """By somebody from outside."""
    return issue(12, **{"author_association": "NONE", "created_at": "2026-11-19T08:00:00Z", **more})


def said(id, who, association="NONE", minute=1, **more):
    at = f"2026-11-19T08:{minute:02}:00Z"
    who_and_when = {"actor": who, "user": who, "author_association": association, "created_at": at}
    return {"event": "commented", "id": id, "body": "Words", **who_and_when, **more}


def turned(id, event, who=LEO, minute=1, **more):
    return {"event": event, "id": id, "actor": who, "created_at": f"2026-11-19T08:{minute:02}:00Z", **more}
