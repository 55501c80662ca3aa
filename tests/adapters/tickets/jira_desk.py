"""A Jira at the other end of the wire, with payloads of the shape that it documents."""

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
