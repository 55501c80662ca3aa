"""Every request to Jira, held to Atlassian's own descriptions of both of its APIs."""

import httpx
import pytest
from openapi_core.exceptions import OpenAPIError

from adapters.tickets.jira import connect
from bot.domain.ticket import Draft, Priority, Query
from bot.settings_tickets import Jira
from tests.adapters.tickets.wire import NOON
from tests.contracts.openapi import ContractError, Journal, contract_transport
from tests.fakes.clock import StoppedClock

PLATFORM = "jira-cloud-platform-v3"
SERVICE = "jira-service-management"
HOME = "https://your-domain.atlassian.net"
API = "/rest/api/3"
DESK = "/rest/servicedeskapi"
DRAFT = Draft(subject="Pay", text="Help", priority=Priority.HIGH, tags=("incident:INC-12",))
QUERY = Query(text="card", requester_email="a@b.test", tag="incident:INC-12", open_only=True)
FULL = {"accountId": "1", "projectTypeKey": "service_desk", "key": "PAY-99", "nextPageToken": "next"}


CHANGE = {"id": "1", "items": [{"field": "status", "to": "5", "toString": "Gone"}]}


def said(request):
    """Enough of every answer for the adapter to go on asking."""
    if request.url.path.endswith(("/field", "/user/search", "/status")):
        return httpx.Response(200, json=[FULL])
    if request.url.path.endswith("/changelog"):
        return httpx.Response(200, json={"total": 900, "values": [CHANGE]})
    if request.url.path.endswith("/comment"):
        return httpx.Response(200, json={"total": 900, "comments": [{"id": "1"}]})
    return httpx.Response(200, json={**FULL, "issues": [FULL]})


def both(journal, answer=said):
    platform = contract_transport(PLATFORM, answer, journal)
    service = contract_transport(SERVICE, answer, journal)

    def handle(request):
        return (service if request.url.path.startswith(DESK) else platform).handle_request(request)

    return httpx.MockTransport(handle)


def operations(journal: Journal) -> list[str]:
    return [f"{method} {path.replace(API, '').replace(DESK, '~')}" for method, path, _ in journal]


ISSUE = "GET /issue/{issueIdOrKey}"
COMMENTS = "GET /issue/{issueIdOrKey}/comment"
COMMENT = "POST /issue/{issueIdOrKey}/comment"
SLA = "GET ~/request/{issueIdOrKey}/sla"
CHANGES = "GET /issue/{issueIdOrKey}/changelog"
REQUEST = "GET ~/request/{issueIdOrKey}"
PAST = [ISSUE, *[COMMENTS] * 5, *[CHANGES] * 5, "GET /status", REQUEST]
PROJECT = "GET /project/{projectIdOrKey}"
WHISPER = "POST ~/request/{issueIdOrKey}/comment"
SEARCH = "GET /search/jql"


def paged(desk):
    first = desk.changed(desk.changed("", limit=5).cursor, limit=5)
    desk.changed(first.cursor, limit=5)


@pytest.mark.parametrize(
    ("ask", "asked"),
    [
        (lambda desk: desk.fetch("PAY-12"), ["GET /field", ISSUE, COMMENTS, SLA]),
        (lambda desk: desk.history("PAY-12"), PAST),
        (lambda desk: desk.search(QUERY, limit=5), ["GET /user/search", "GET /field", SEARCH]),
        (paged, ["GET /field", SEARCH, COMMENTS, SLA, SEARCH, COMMENTS, SLA]),
        (lambda desk: desk.create(DRAFT, key="k"), ["POST /issue"]),
        (lambda desk: desk.create(DRAFT, key="k", doubtful=True), ["GET /field", SEARCH]),
        (lambda desk: desk.note("PAY-12", "Words", key="k"), [PROJECT, WHISPER]),
        (lambda desk: desk.note("PAY-12", "Words", key="k", doubtful=True), [COMMENTS, PROJECT, WHISPER]),
        (lambda desk: desk.reply("PAY-12", "W", key="k"), [PROJECT, REQUEST, COMMENT]),
        (lambda desk: desk.mark("PAY-12", "x", on=True), ["PUT /issue/{issueIdOrKey}"]),
        (lambda desk: desk.mark("PAY-12", "x", on=False), ["PUT /issue/{issueIdOrKey}"]),
        (lambda desk: list(desk.check()), ["GET /myself", PROJECT, "GET /mypermissions"]),
    ],
)
def test_every_request_is_as_it_is_described(ask, asked):
    journal: Journal = []
    settings = Jira.model_validate(
        {"base_url": HOME, "email": "a@b.test", "api_token": "t", "projects": ["PAY"], "service_desk": True}
    )
    desk = connect(settings, now=StoppedClock(NOON).now, transport=both(journal))

    ask(desk)

    assert operations(journal) == asked


def test_a_note_where_there_are_no_customers_is_as_it_is_described():
    journal: Journal = []
    settings = Jira.model_validate({"base_url": HOME, "email": "a@b.test", "api_token": "t"})
    software = both(journal, lambda _: httpx.Response(200, json={"projectTypeKey": "software"}))

    connect(settings, now=StoppedClock(NOON).now, transport=software).note("PAY-12", "Words", key="k")

    assert operations(journal) == [PROJECT, COMMENT]


@pytest.mark.parametrize(
    ("method", "path", "how", "refusal"),
    [
        ("GET", f"{API}/issue/PAY-12", {"auth": None}, OpenAPIError),
        ("GET", f"{API}/issue/PAY-12", {"params": {"field": "summary"}}, ContractError),
        ("GET", f"{API}/tickets/PAY-12", {}, OpenAPIError),
        ("PATCH", f"{API}/issue/PAY-12", {"json": {}}, OpenAPIError),
        ("GET", f"{API}/search/jql", {"params": {"startAt": 50}}, ContractError),
        ("GET", f"{API}/search/jql", {"params": {"maxResults": "many"}}, OpenAPIError),
        ("GET", f"{API}/issue/PAY-12/comment", {"params": {"orderBy": "newest"}}, OpenAPIError),
        ("GET", f"{API}/issue/PAY-12/changelog", {"params": {"orderBy": "created"}}, ContractError),
        ("GET", f"{API}/issue/PAY-12/changelog", {"params": {"startAt": "first"}}, OpenAPIError),
        ("GET", f"{API}/status", {"params": {"maxResults": 50}}, ContractError),
        ("PUT", f"{API}/issue/PAY-12", {"json": {"update": {"labels": {"add": "x"}}}}, OpenAPIError),
        ("PUT", f"{API}/issue/PAY-12", {"json": {"update": {"labels": [{"plus": "x"}]}}}, OpenAPIError),
        ("PUT", f"{API}/issue/PAY-12", {}, OpenAPIError),
        ("POST", f"{API}/issue", {"json": {"fields": []}}, OpenAPIError),
        ("POST", f"{API}/issue/PAY-12/comment", {"json": {"properties": {"key": "k"}}}, OpenAPIError),
        ("POST", f"{API}/issue/PAY-12/comment", {"json": {"properties": [{"name": "k"}]}}, OpenAPIError),
        ("POST", f"{DESK}/request/PAY-12/comment", {"json": {"body": {"type": "doc"}}}, OpenAPIError),
        ("POST", f"{DESK}/request/PAY-12/comment", {"json": {"body": "x", "public": "no"}}, OpenAPIError),
        ("POST", f"{DESK}/request/PAY-12/comment", {"json": {"body": "x", "properties": []}}, OpenAPIError),
        ("GET", f"{DESK}/request/PAY-12/sla", {"params": {"expand": "all"}}, ContractError),
        ("GET", f"{DESK}/request/PAY-12", {"auth": None}, OpenAPIError),
    ],
)
def test_a_wrong_request_is_refused_by_the_description(method, path, how, refusal):
    client = httpx.Client(transport=both([]))
    asked = {"auth": ("a@b.test", "token"), **how}

    with pytest.raises(refusal):
        client.request(method, HOME + path, **asked)
