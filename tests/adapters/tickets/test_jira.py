"""Jira at the wire: what it is asked, and what its answers mean to us."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from adapters.tickets.jira import ABILITIES, connect
from bot.domain.ticket import Deadline, Draft, Priority, Query, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.errors import NotLetIn, Refused, TicketGone, TryLater
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


def test_every_ability_is_there_or_has_a_reason():
    assert set(ABILITIES) == set(Ability)


def test_a_request_of_a_service_desk_is_read_with_everything_about_its_customer():
    desk, wire = jira(WHOLE, service_desk=True, fields={"region": "fields.customfield_10050"})

    ticket = desk.fetch("pay-12")

    assert (ticket.system, ticket.id, ticket.url) == ("jira", "PAY-12", f"{HOME}/browse/PAY-12")
    assert ticket.subject == "Checkout <b>fails</b> with card"
    assert (ticket.status, ticket.desk_status) == (TicketStatus.OPEN, "Waiting for support")
    assert ticket.priority is Priority.HIGH
    assert (ticket.requester, ticket.requester_name) == ("qm:1", "Jana Novak")
    assert ticket.requester_email == "jana@globex.test"
    assert (ticket.organisation, ticket.organisation_name) == ("31", "Globex")
    assert (ticket.assignee, ticket.group) == ("Leo Agent", "Payments")
    assert ticket.tags == ("incident:INC-7", "vip")
    assert ticket.created_at == datetime(2026, 11, 19, 8, tzinfo=UTC)
    assert ticket.updated_at == datetime(2026, 11, 19, 10, 30, tzinfo=UTC)
    assert ticket.customer_spoke_at == datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert ticket.fields == {"region": "EU"}
    assert ticket.deadlines == (
        Deadline(metric="first_reply", due_at=datetime(2026, 11, 19, 11, tzinfo=UTC), met=True),
        Deadline(metric="resolution", due_at=datetime(2026, 11, 19, 15, tzinfo=UTC)),
    )
    assert {"customfield_10002", "customfield_10050"} < set(wire.query(1)["fields"].split(","))


def test_where_organisations_stand_is_asked_once():
    desk, wire = jira(WHOLE, service_desk=True)

    desk.fetch("PAY-12")
    desk.fetch("PAY-12")

    assert wire.lines().count(FIELD) == 1


def test_an_issue_without_customers_takes_one_question():
    desk, wire = jira(WHOLE)

    ticket = desk.fetch("PAY-12")

    assert wire.lines() == [ISSUE]
    assert (ticket.deadlines, ticket.customer_spoke_at, ticket.organisation) == ((), None, "")
    assert wire.asked[0].headers["authorization"] == "Basic Ym90QGFjbWUudGVzdDp0b2tlbg=="


def test_a_request_is_read_even_where_the_account_is_no_agent():
    no = httpx.Response(403, json={})
    desk, _ = jira({**WHOLE, SLAS: no, COMMENTS: no}, service_desk=True)

    ticket = desk.fetch("PAY-12")

    assert (ticket.subject[:8], ticket.deadlines, ticket.customer_spoke_at) == ("Checkout", (), None)


def test_an_issue_that_moved_goes_on_under_its_new_key():
    desk, _ = jira({ISSUE: {**payload("jira_issue"), "key": "OPS-3"}})

    ticket = desk.fetch("PAY-12")

    assert (ticket.id, ticket.merged_into) == ("PAY-12", "OPS-3")


@pytest.mark.parametrize(
    "id",
    [
        "",
        "12",
        "PAY",
        "PAY-0",
        "PAY-1/../2",
        "../../myself",
        "PAY-12?x=1",
        "PAY-12\n",
        "PAY-１２",
        "OPS-1",
        "PAY-1 ",
    ],
)
def test_what_is_no_key_of_a_project_that_counts_never_leaves(id):
    desk, wire = jira(WHOLE)

    with pytest.raises(TicketGone):
        desk.fetch(id)
    with pytest.raises(TicketGone):
        desk.note(id, "x", key="k")
    with pytest.raises(TicketGone):
        desk.mark(id, "x", on=True)

    assert wire.asked == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [(401, NotLetIn), (403, TicketGone), (404, TicketGone), (429, TryLater), (503, TryLater)],
)
def test_failures_come_in_the_words_of_the_bot(answer, error):
    desk, _ = jira({ISSUE: httpx.Response(answer, json={"errorMessages": ["secret words"]})})

    with pytest.raises(error) as raised:
        desk.fetch("PAY-12")

    assert "secret words" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "category", "own", "status"),
    [
        ("To Do", "new", {}, TicketStatus.NEW),
        ("Doing", "indeterminate", {}, TicketStatus.OPEN),
        ("Fertig", "done", {}, TicketStatus.SOLVED),
        ("Closed", "done", {}, TicketStatus.CLOSED),
        ("Waiting for customer", "indeterminate", {}, TicketStatus.PENDING),
        ("Beim Lieferanten", "indeterminate", {"beim lieferanten": "on_hold"}, TicketStatus.ON_HOLD),
        ("Closed", "done", {"Closed": "solved"}, TicketStatus.SOLVED),
        ("Odd", "somewhere else", {}, TicketStatus.OPEN),
    ],
)
def test_a_status_is_known_by_the_settings_then_by_name_then_by_category(name, category, own, status):
    raw = payload("jira_issue")
    raw["fields"]["status"] = {"name": name, "statusCategory": {"key": category}}
    desk, _ = jira({ISSUE: raw}, statuses=own)

    assert desk.fetch("PAY-12").status is status


# --- search --------------------------------------------------------------------------------


def test_tickets_are_looked_for_in_the_projects_of_the_settings():
    desk, wire = jira({SEARCH: {"issues": [payload("jira_issue")], "isLast": True}}, projects=["PAY", "OPS"])

    found = desk.search(Query(text="Card fails", tag="incident:INC-7", open_only=True), limit=5)

    assert [ticket.id for ticket in found] == ["PAY-12"]
    assert wire.query()["jql"] == (
        'project in ("PAY", "OPS") AND text ~ "card fails" AND labels = "incident:INC-7"'
        " AND statusCategory != Done ORDER BY updated DESC"
    )
    assert wire.query()["maxResults"] == "5"


@pytest.mark.parametrize(
    ("query", "jql"),
    [
        (Query(text='x" OR project = SECRET --'), 'text ~ "x or project secret"'),
        (Query(text="a\\"), 'text ~ "a"'),
        (Query(text="NOT (a* AND b~) ^2"), 'text ~ "not a and b 2"'),
        (Query(tag='t" OR labels is not EMPTY'), 'labels = "t\\"-OR-labels-is-not-EMPTY"'),
        (Query(tag='t\\" OR 1'), 'labels = "t\\\\\\"-OR-1"'),
        (Query(text='"""'), "updated >= -90d"),
        (Query(text=". @ ana@acme.test."), 'text ~ "ana@acme.test"'),
    ],
)
def test_foreign_words_stay_words_in_a_question(query, jql):
    desk, wire = jira({SEARCH: {"issues": []}}, projects=[])

    desk.search(query, limit=5)

    assert wire.query()["jql"] == f"{jql} ORDER BY updated DESC"


def test_a_requester_is_found_by_account_and_not_by_a_name_that_is_alike():
    people = [
        {"accountId": "qm:1", "emailAddress": "Jana@globex.test"},
        {"accountId": "qm:2"},
        {"accountId": "qm:3", "emailAddress": "jana@globex.test.evil.test"},
    ]
    desk, wire = jira({"GET /rest/api/3/user/search": people, SEARCH: {"issues": []}})

    desk.search(Query(requester_email="jana@globex.test"), limit=5)

    assert 'reporter in ("qm:1", "qm:2")' in wire.query()["jql"]


def test_nobody_with_that_address_has_no_tickets():
    desk, wire = jira({"GET /rest/api/3/user/search": []})

    assert desk.search(Query(requester_email="nobody@acme.test"), limit=5) == ()
    assert len(wire.asked) == 1


# --- changes -------------------------------------------------------------------------------


def test_changes_begin_now_and_find_nothing():
    desk, wire = jira({})

    changes = desk.changed("", limit=50)

    assert (changes.tickets, changes.more, wire.asked) == ((), False, [])
    assert changes.cursor


def test_changes_are_asked_for_in_minutes_with_an_overlap():
    clock = StoppedClock(NOON)
    desk, wire = jira({SEARCH: {"issues": [payload("jira_issue")], "isLast": True}}, clock=clock)
    cursor = desk.changed("", limit=50).cursor
    clock.move(minutes=2)

    changes = desk.changed(cursor, limit=50)

    assert wire.query()["jql"] == 'project in ("PAY") AND updated >= -8m ORDER BY updated ASC'
    assert ([ticket.id for ticket in changes.tickets], changes.more) == (["PAY-12"], False)


def test_pages_follow_each_other_by_their_token_with_the_same_question():
    clock = StoppedClock(NOON)
    pages = {"": {"issues": [payload("jira_issue")], "nextPageToken": "two"}, "two": {"issues": []}}
    desk, wire = jira(
        {SEARCH: lambda request: pages[request.url.params.get("nextPageToken", "")]}, clock=clock
    )
    cursor = desk.changed("", limit=1).cursor
    clock.move(minutes=2)

    first = desk.changed(cursor, limit=1)
    clock.move(minutes=1)
    second = desk.changed(first.cursor, limit=1)
    clock.move(minutes=1)
    desk.changed(second.cursor, limit=1)

    assert (first.more, second.more) == (True, False)
    assert wire.query(0)["jql"] == wire.query(1)["jql"]
    assert "updated >= -8m" in wire.query(2)["jql"]


def test_a_sweep_that_took_too_long_starts_again_where_it_was():
    clock = StoppedClock(NOON)
    desk, wire = jira({SEARCH: {"issues": [payload("jira_issue")], "nextPageToken": "two"}}, clock=clock)
    long_ago = json.dumps(dict.fromkeys(("since", "began", "seen"), (NOON - timedelta(days=2)).isoformat()))
    cursor = desk.changed(long_ago, limit=1).cursor
    clock.move(hours=1)

    desk.changed(cursor, limit=1)

    minutes = int((clock.now() - datetime(2026, 11, 19, 10, 30, tzinfo=UTC)) / timedelta(minutes=1))
    assert "nextPageToken" not in wire.query()
    assert f"updated >= -{minutes + 6}m" in wire.query()["jql"]


def test_a_page_that_jira_has_forgotten_is_asked_for_anew():
    def answer(request):
        if "nextPageToken" in request.url.params:
            return httpx.Response(400, json={"errorMessages": ["bad token"]})
        return {"issues": [payload("jira_issue")], "nextPageToken": "two"}

    desk, wire = jira({SEARCH: answer})
    cursor = desk.changed(desk.changed("", limit=1).cursor, limit=1).cursor

    changes = desk.changed(cursor, limit=1)

    assert ([ticket.id for ticket in changes.tickets], changes.more) == (["PAY-12"], True)
    assert len(wire.asked) == 3


def test_changed_requests_of_a_service_desk_come_with_their_deadlines_twenty_at_most():
    desk, wire = jira({**WHOLE, SEARCH: {"issues": [payload("jira_issue"), {"id": "x"}]}}, service_desk=True)

    changes = desk.changed(desk.changed("", limit=50).cursor, limit=50)

    asked = wire.lines().index(SEARCH)
    assert [len(ticket.deadlines) for ticket in changes.tickets] == [2]
    assert wire.query(asked)["maxResults"] == "20"


@pytest.mark.parametrize("cursor", ["x", "[]", '{"since": 1e99}', '{"since": null, "began": "x"}'])
def test_a_cursor_that_says_nothing_begins_now(cursor):
    desk, wire = jira({})

    assert desk.changed(cursor, limit=5).tickets == ()
    assert wire.asked == []


# --- what is written -----------------------------------------------------------------------


def test_a_note_on_an_issue_without_customers_is_a_comment_that_keeps_its_key():
    desk, wire = jira({PROJECT: SOFTWARE, COMMENT: {"id": "9"}})

    desk.note("PAY-12", "Linked to INC-7", key="outgoing-1")

    assert wire.lines() == [PROJECT, COMMENT]
    assert wire.body()["properties"] == [{"key": "caseline", "value": {"key": "outgoing-1"}}]
    assert wire.body()["body"]["content"][0]["content"] == [{"type": "text", "text": "Linked to INC-7"}]


@pytest.mark.parametrize("service_desk", [True, False])
def test_a_note_in_a_service_desk_is_internal_whatever_the_settings_say(service_desk):
    desk, wire = jira({PROJECT: SERVICE, WHISPER: {"id": "9"}}, service_desk=service_desk)

    desk.note("PAY-12", "Hush [~accountid:5b1]", key="outgoing-1")

    assert wire.lines() == [PROJECT, WHISPER]
    assert wire.body() == {"body": "Hush [\u200b~accountid:5b1]\n\ncaseline:outgoing-1", "public": False}


def test_a_note_is_not_written_while_it_is_unknown_who_would_read_it():
    desk, wire = jira({PROJECT: httpx.Response(503), COMMENT: {"id": "9"}})

    with pytest.raises(TryLater):
        desk.note("PAY-12", "Hush", key="k")

    assert wire.lines() == [PROJECT]


def test_what_kind_of_project_it_is_is_asked_once():
    desk, wire = jira({PROJECT: SOFTWARE, COMMENT: {"id": "9"}})

    desk.note("PAY-12", "One", key="1")
    desk.note("PAY-12", "Two", key="2")

    assert wire.lines() == [PROJECT, COMMENT, COMMENT]


@pytest.mark.parametrize(
    "comment",
    [
        {"properties": [None, {"key": "caseline", "value": {"key": "k-1"}}], "body": None},
        {
            "body": {
                "type": "doc",
                "content": [{"content": [{"text": "Words"}]}, {"content": [{"text": "caseline:k-1"}]}],
            }
        },
    ],
)
def test_a_doubtful_note_that_is_there_is_not_written_again(comment):
    desk, wire = jira({COMMENTS: {"comments": [{"body": None}, comment]}})

    desk.note("PAY-12", "Words", key="k-1", doubtful=True)

    assert wire.lines() == [COMMENTS]
    assert wire.query()["expand"] == "properties"


def test_a_doubtful_note_that_is_not_there_is_written_after_a_bounded_look():
    full = {"comments": [{"body": {"content": [{"text": "caseline:k-12"}]}}] * 50}
    desk, wire = jira({COMMENTS: full, PROJECT: SOFTWARE, COMMENT: {"id": "9"}})

    desk.note("PAY-12", "Words", key="k-1", doubtful=True)

    assert wire.lines() == [COMMENTS] * 4 + [PROJECT, COMMENT]
    assert [request.url.params["startAt"] for request in wire.asked[:4]] == ["0", "50", "100", "150"]


def test_a_reply_reaches_the_customer_and_does_not_show_its_key():
    desk, wire = jira(
        {PROJECT: SERVICE, REQUEST: {}, COMMENT: {"id": "9", "jsdPublic": True}}, service_desk=True
    )

    desk.reply("PAY-12", "It works again.", key="outgoing-2")

    assert wire.lines() == [PROJECT, REQUEST, COMMENT]
    assert "outgoing-2" not in json.dumps(wire.body()["body"])
    assert wire.body()["properties"][0]["value"] == {"key": "outgoing-2"}


def test_a_reply_that_jira_keeps_to_itself_counts_as_refused():
    desk, _ = jira({PROJECT: SERVICE, REQUEST: {}, COMMENT: {"jsdPublic": False}}, service_desk=True)

    with pytest.raises(Refused, match="internal comment"):
        desk.reply("PAY-12", "It works again.", key="k")


@pytest.mark.parametrize(("kind", "service_desk"), [(SOFTWARE, True), (SERVICE, False)])
def test_without_customers_there_is_nobody_to_reply_to(kind, service_desk):
    desk, wire = jira({PROJECT: kind}, service_desk=service_desk)

    with pytest.raises(Refused, match="no customer"):
        desk.reply("PAY-12", "Words", key="k")

    assert "POST" not in {request.method for request in wire.asked}


@pytest.mark.parametrize("doubtful", [True, False])
def test_an_agents_own_issue_in_a_service_desk_takes_no_words_but_is_not_gone(doubtful):
    routes = {PROJECT: SERVICE, COMMENTS: {"comments": []}, COMMENT: {"id": "9"}}
    desk, wire = jira(routes, service_desk=True)

    for write in (desk.reply, desk.note):
        with pytest.raises(Refused, match="PAY-12 is not a customer's request") as refused:
            write("PAY-12", "Words", key="k", doubtful=doubtful)
        assert not isinstance(refused.value, TicketGone)

    assert COMMENT not in wire.lines()


def test_an_account_that_may_write_only_in_public_writes_nothing():
    desk, wire = jira({PROJECT: SERVICE, WHISPER: httpx.Response(403, json={})}, service_desk=True)

    with pytest.raises(Refused, match="does not allow"):
        desk.note("PAY-12", "Hush", key="k")

    assert wire.lines() == [PROJECT, WHISPER]


@pytest.mark.parametrize(("on", "operation"), [(True, "add"), (False, "remove")])
def test_a_label_is_put_on_or_taken_off_beside_those_of_others(on, operation):
    desk, wire = jira({"PUT /rest/api/3/issue/PAY-12": httpx.Response(204)})

    desk.mark("PAY-12", "incident:INC-7 now", on=on)

    assert wire.body() == {"update": {"labels": [{operation: "incident:INC-7-now"}]}}


DRAFT = Draft(
    subject="Fix the\ncheckout",
    text="Pay again",
    priority=Priority.URGENT,
    requester_email="jana@globex.test",
    requester_name="Jana",
    tags=("incident:INC-7",),
)


def test_an_issue_is_made_in_the_first_project_and_named_by_jira():
    desk, wire = jira({"POST /rest/api/3/issue": {"id": "1", "key": "PAY-99"}})

    made = desk.create(DRAFT, key="outgoing-3")

    fields = wire.body()["fields"]
    assert (made.id, made.status, made.subject) == ("PAY-99", TicketStatus.NEW, "Fix the checkout")
    assert (fields["project"], fields["issuetype"]) == ({"key": "PAY"}, {"name": "Task"})
    assert (fields["summary"], fields["priority"]) == ("Fix the checkout", {"name": "Highest"})
    assert fields["labels"] == ["caseline-outgoing-3", "incident:INC-7"]
    assert fields["description"]["content"][1]["content"][0]["text"] == "Jana jana@globex.test"


def test_a_priority_is_called_as_the_settings_call_it():
    desk, wire = jira({"POST /rest/api/3/issue": {"key": "PAY-99"}}, priorities={"P0": "urgent"})

    desk.create(DRAFT, key="k")

    assert wire.body()["fields"]["priority"] == {"name": "P0"}


def test_a_doubtful_issue_that_is_there_is_not_made_again():
    desk, wire = jira({SEARCH: {"issues": [payload("jira_issue")]}})

    made = desk.create(DRAFT, key="outgoing-3", doubtful=True)

    assert (made.id, wire.lines()) == ("PAY-12", [SEARCH])
    assert 'labels = "caseline-outgoing-3"' in wire.query()["jql"]


@pytest.mark.parametrize("target", ["OPS", "../x", 'P" OR'])
def test_an_issue_is_made_only_where_the_settings_say(target):
    desk, wire = jira({})

    with pytest.raises(Refused, match="configured projects"):
        desk.create(Draft(subject="x", text="y", target=target), key="k")

    assert wire.asked == []


def test_an_answer_that_names_no_issue_leaves_it_in_doubt():
    desk, _ = jira({"POST /rest/api/3/issue": httpx.Response(201, json={})})

    with pytest.raises(TryLater) as later:
        desk.create(DRAFT, key="k")

    assert later.value.unsure


# --- check ---------------------------------------------------------------------------------

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
