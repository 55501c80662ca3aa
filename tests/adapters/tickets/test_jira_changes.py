"""What Jira is asked when tickets are looked for, and when they changed."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.domain.ticket import Query
from tests.adapters.tickets.jira_desk import (
    SEARCH,
    WHOLE,
    jira,
)
from tests.adapters.tickets.wire import NOON, payload
from tests.fakes.clock import StoppedClock


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
