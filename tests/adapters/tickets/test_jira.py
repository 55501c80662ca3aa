"""What Jira is asked when a ticket is read, and what is made of the answer."""

from datetime import UTC, datetime

import httpx
import pytest

from adapters.tickets.jira import ABILITIES
from bot.domain.ticket import Deadline, Priority, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.errors import NotLetIn, TicketGone, TryLater
from tests.adapters.tickets.jira_desk import COMMENTS, FIELD, HOME, ISSUE, SLAS, WHOLE, jira
from tests.adapters.tickets.wire import payload


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


def test_whoever_works_on_it_is_told_by_id_and_address():
    raw = payload("jira_issue")
    raw["fields"]["assignee"]["emailAddress"] = "leo@acme.test"
    desk, _ = jira({ISSUE: raw})

    ticket = desk.fetch("PAY-12")

    assert (ticket.assignee_id, ticket.assignee_email) == ("5b1", "leo@acme.test")


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
