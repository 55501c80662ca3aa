"""What is written in Jira, once."""

import json

import httpx
import pytest

from bot.domain.ticket import Draft, Priority, TicketStatus
from bot.errors import Refused, TicketGone, TryLater
from tests.adapters.tickets.jira_desk import (
    COMMENT,
    COMMENTS,
    PROJECT,
    REQUEST,
    SEARCH,
    SERVICE,
    SOFTWARE,
    WHISPER,
    jira,
)
from tests.adapters.tickets.wire import payload


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


def test_an_instant_of_our_clock_does_not_hide_what_jira_says_next():
    desk, _ = jira({"POST /rest/api/3/issue": {"key": "PAY-99"}})

    assert desk.create(DRAFT, key="k").updated_at is None


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
