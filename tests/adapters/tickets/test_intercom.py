"""What Intercom's conversations and tickets become here."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given

from adapters.tickets.intercom import connect
from bot.domain.ticket import Deadline, Priority, TicketStatus
from bot.errors import NotLetIn, TicketGone, TryLater
from bot.settings_tickets import Intercom
from tests.adapters.tickets.intercom_desk import (
    CONTACT,
    CONVERSATION,
    INBOX,
    NOW,
    TICKET,
    WHOM,
    Workspace,
    desk,
)
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.wire import OneAfterAnother


def test_a_conversation_is_a_ticket_with_customer_and_company() -> None:
    workspace = Workspace()

    ticket = desk(workspace, fields={"product": "custom_attributes.Product", "tier": "company.plan"}).fetch(
        "215469"
    )

    assert (ticket.system, ticket.id, ticket.subject) == ("intercom", "215469", "Checkout & cart fail")
    assert (ticket.status, ticket.desk_status, ticket.priority) == (TicketStatus.OPEN, "open", Priority.HIGH)
    assert (ticket.requester, ticket.requester_name, ticket.requester_email) == (
        WHOM,
        "Nora Quist",
        "nora@globex.test",
    )
    assert (ticket.organisation, ticket.organisation_name) == ("6762f0a61bb69f9f2193bb55", "Globex")
    assert (ticket.assignee, ticket.group, ticket.tags) == ("Ana Vidal", "Payments", ("Incident:INC-12",))
    assert (ticket.assignee_id, ticket.assignee_email) == ("814", "ana@acme.test")
    assert ticket.deadlines == (Deadline(metric="resolution"),)
    assert ticket.fields == {"product": "Checkout", "tier": "Pro"}
    assert ticket.url == f"{INBOX}/inbox/conversation/215469"
    assert desk(workspace).ref_in(ticket.url) == "215469"


def test_a_conversation_costs_three_requests_with_token_and_version() -> None:
    workspace = Workspace()

    desk(workspace).fetch("215469")

    assert workspace.lines() == [
        "GET /conversations/215469",
        f"GET /contacts/{WHOM}",
        f"GET /contacts/{WHOM}/companies",
    ]
    assert {each.headers["authorization"] for each in workspace.asked} == {"Bearer a-token"}
    assert {each.headers["intercom-version"] for each in workspace.asked} == {"2.14"}


def test_a_ticket_has_a_word_before_its_id() -> None:
    ticket = desk(Workspace()).fetch("ticket-631")

    assert (ticket.id, ticket.subject, ticket.status) == (
        "ticket-631",
        "Refund <b>missing</b>",
        TicketStatus.PENDING,
    )
    assert ticket.desk_status == "Waiting for the customer"
    assert (ticket.assignee, ticket.group, ticket.organisation_name) == ("", "", "Globex")
    assert (ticket.assignee_id, ticket.assignee_email) == ("", "")
    assert ticket.customer_spoke_at == datetime(2026, 3, 2, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("open", TicketStatus.OPEN),
        ("snoozed", TicketStatus.PENDING),
        ("closed", TicketStatus.SOLVED),
        ("unheard_of", TicketStatus.OPEN),
    ],
)
def test_states_come_down_to_ours(state: str, expected: TicketStatus) -> None:
    workspace = Workspace(**{"GET /conversations/215469": {**CONVERSATION, "state": state}})

    assert desk(workspace).fetch("215469").status is expected
    assert desk(workspace, statuses={state: "on_hold"}).fetch("215469").status is TicketStatus.ON_HOLD


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("active", (Deadline(metric="resolution"),)),
        ("hit", (Deadline(metric="resolution", met=True),)),
        ("missed", (Deadline(metric="resolution", missed=True),)),
        ("cancelled", ()),
        (None, ()),
    ],
)
def test_an_sla_is_a_deadline_without_an_instant(word: str | None, expected: tuple[Deadline, ...]) -> None:
    raw = {**CONVERSATION, "sla_applied": word and {"sla_name": "Premium", "sla_status": word}}

    assert desk(Workspace(**{"GET /conversations/215469": raw})).fetch("215469").deadlines == expected


def test_an_sla_that_was_missed_is_met_as_soon_as_the_conversation_is_closed() -> None:
    late = {"sla_name": "Premium", "sla_status": "missed"}
    raw = {**CONVERSATION, "sla_applied": late, "state": "closed", "open": False}

    [deadline] = desk(Workspace(**{"GET /conversations/215469": raw})).fetch("215469").deadlines

    assert (deadline.missed, deadline.met) == (True, True)


def test_a_teammate_whose_name_may_not_be_asked_for_is_an_id() -> None:
    workspace = Workspace()
    workspace.aside = dict.fromkeys(workspace.aside, 403)

    ticket = desk(workspace).fetch("215469")

    assert (ticket.assignee, ticket.group) == ("814", "5017")


def test_the_customer_spoke_last_in_their_newest_comment() -> None:
    quiet = {**CONVERSATION, "statistics": None, "conversation_parts": None}

    spoke = desk(Workspace()).fetch("215469").customer_spoke_at
    only_began = desk(Workspace(**{"GET /conversations/215469": quiet})).fetch("215469").customer_spoke_at

    assert spoke == datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
    assert only_began == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_chat_is_called_by_its_first_words() -> None:
    source = {**CONVERSATION["source"], "subject": "", "body": "<p>1 &lt; 2?</p><p>More.</p>"}

    ticket = desk(Workspace(**{"GET /conversations/215469": {**CONVERSATION, "source": source}})).fetch(
        "215469"
    )

    assert ticket.subject == "1 < 2?"


def test_a_contact_that_was_merged_leaves_what_the_conversation_says() -> None:
    ticket = desk(Workspace(**{f"GET /contacts/{WHOM}": 404})).fetch("215469")

    assert (ticket.requester_name, ticket.requester_email, ticket.organisation) == (
        "Nora",
        "nora@globex.test",
        "",
    )


@given(broken(CONVERSATION), broken(TICKET), broken(CONTACT))
def test_whatever_is_missing_or_odd_it_is_still_a_ticket(
    conversation: Any, ticket: Any, contact: Any
) -> None:
    workspace = Workspace(
        **{
            "GET /conversations/215469": OneAfterAnother([conversation]),
            "GET /tickets/631": OneAfterAnother([ticket]),
            f"GET /contacts/{WHOM}": OneAfterAnother([contact]),
        }
    )

    found = [desk(workspace).fetch(id) for id in ("215469", "ticket-631")]

    assert [str(one.ref) for one in found] == ["intercom:215469", "intercom:ticket-631"]


@pytest.mark.parametrize(
    "id",
    [
        "",
        "0",
        "007",
        "ticket-07",
        "../../users",
        "ticket-",
        "ticket-../1",
        "215469/reply",
        "conv-1",
        "1" * 21,
        "-1",
        "INC-12",
        "٣",
    ],
)
def test_an_id_that_is_none_of_theirs_is_never_sent(id: str) -> None:
    workspace = Workspace()
    system = desk(workspace)

    for ask in (
        lambda: system.fetch(id),
        lambda: system.history(id),
        lambda: system.note(id, "x", key="k"),
        lambda: system.mark(id, "incident:INC-12", on=True),
    ):
        with pytest.raises(TicketGone):
            ask()

    assert workspace.asked == []


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, NotLetIn), (403, TicketGone), (404, TicketGone), (429, TryLater), (502, TryLater)],
)
def test_failures_are_told_in_our_words(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        desk(Workspace(**{"GET /conversations/215469": status})).fetch("215469")


def test_nothing_is_asked_once_no_requests_are_left() -> None:
    asked = []

    def last(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        left = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9"}
        return httpx.Response(200, json={**CONVERSATION, "contacts": None}, headers=left)

    settings = Intercom(app="abc123", access_token="a-token", admin="814")
    system = connect(settings, now=lambda: NOW, transport=httpx.MockTransport(last))
    system.fetch("215469")

    with pytest.raises(TryLater) as later:
        system.fetch("215469")

    assert later.value.after == pytest.approx(9, abs=1)
    assert len(asked) == 1
