"""A Jira at the other end of the wire, with payloads of the shape that it documents."""

from typing import Any

from adapters.tickets.jira import connect
from bot.settings_tickets import Jira
from tests.adapters.tickets.wire import NOON, Wire, payload
from tests.fakes.clock import StoppedClock

HOME = "https://acme.atlassian.net"
ISSUE = "GET /rest/api/3/issue/PAY-12"
COMMENTS = "GET /rest/api/3/issue/PAY-12/comment"
COMMENT = "POST /rest/api/3/issue/PAY-12/comment"
SLAS = "GET /rest/servicedeskapi/request/PAY-12/sla"
REQUEST = "GET /rest/servicedeskapi/request/PAY-12"
WHISPER = "POST /rest/servicedeskapi/request/PAY-12/comment"
PROJECT = "GET /rest/api/3/project/PAY"
FIELD = "GET /rest/api/3/field"
SEARCH = "GET /rest/api/3/search/jql"
SERVICE = {"key": "PAY", "projectTypeKey": "service_desk"}
SOFTWARE = {"key": "PAY", "projectTypeKey": "software"}
WHOLE = {
    ISSUE: payload("jira_issue"),
    COMMENTS: payload("jira_comments"),
    SLAS: payload("jira_slas"),
    FIELD: payload("jira_fields"),
}


def jira(routes, *, clock=None, **settings):
    wire = Wire(routes)
    given = {"base_url": HOME, "email": "bot@acme.test", "api_token": "token", "projects": ["PAY"]}
    configured = Jira.model_validate({**given, **settings})
    return connect(configured, now=(clock or StoppedClock(NOON)).now, transport=wire), wire


# --- what happened -------------------------------------------------------------------------

CHANGES = "GET /rest/api/3/issue/PAY-12/changelog"
STATUSES = "GET /rest/api/3/status"
JANA = {"accountId": "qm:1", "accountType": "customer"}
LEO = {"accountId": "5b1", "accountType": "atlassian"}
ROBOT = {"accountId": "557", "accountType": "app"}
KINDS = {"Open": "new", "Working": "indeterminate", "Resolved": "done"}
KNOWN = [{"id": name[0], "name": name, "statusCategory": {"key": kind}} for name, kind in KINDS.items()]
OPENED: dict[str, Any] = {
    "id": "10231",
    "key": "PAY-12",
    "fields": {
        "status": KNOWN[0],
        "reporter": JANA,
        "creator": JANA,
        "created": "2026-11-19T08:00:00.000+0000",
        "project": {"key": "PAY", "projectTypeKey": "service_desk"},
        "labels": [],
    },
}


def opened(**fields):
    return {**OPENED, "fields": {**OPENED["fields"], **fields}}


def said(id, who, minute=1, **more):
    return {"id": str(id), "author": who, "created": f"2026-11-19T08:{minute:02}:00.000+0000", **more}


def became(id, before, after, minute=1, who=LEO):
    names = {"from": before[0], "fromString": before, "to": after[0], "toString": after}
    return said(id, who, minute, items=[{"field": "status", "fieldId": "status", **names}])


def page(name, *of, total=None):
    return {"startAt": 0, "maxResults": 100, "total": len(of) if total is None else total, name: list(of)}


def told(issue=OPENED, comments=(), changes=(), **more):
    """Routes of an issue to which this happened."""
    routes = {
        ISSUE: issue,
        COMMENTS: page("comments", *comments),
        CHANGES: page("values", *changes),
        STATUSES: KNOWN,
        REQUEST: {"issueKey": "PAY-12"},
    }
    return {**routes, **more}
