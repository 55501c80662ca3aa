"""What Freshdesk is asked when a ticket is read, and what is made of the answer."""

import pytest
from hypothesis import given

from bot.domain.ticket import Deadline, Gone, Priority, TicketStatus, incidents_in
from bot.errors import NotLetIn, TicketGone, TryLater
from tests.adapters.tickets.freshdesk_desk import HOME, SETTINGS, TICKET, at, desk
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.wire import always


def test_a_ticket_is_read_whole_in_one_request():
    freshdesk, wire = desk(always(json=TICKET))

    ticket = freshdesk.fetch("2041")

    assert wire.lines() == ["GET /api/v2/tickets/2041"]
    assert wire.asked[0].url.params["include"] == "requester,company,stats"
    assert (ticket.system, ticket.id, ticket.url) == ("freshdesk", "2041", f"{HOME}/a/tickets/2041")
    assert ticket.subject == "Checkout shows <b>error 500</b>"
    assert (ticket.status, ticket.desk_status, ticket.priority) == (TicketStatus.ON_HOLD, "6", Priority.HIGH)
    assert (ticket.requester, ticket.requester_name) == ("48012345678", "Jana Novak")
    assert ticket.requester_email == "jana@globex.test"
    assert (ticket.organisation, ticket.organisation_name) == ("48000000321", "Globex")
    assert (ticket.assignee, ticket.group) == ("Ana Lima", "Billing")
    assert (ticket.assignee_id, ticket.assignee_email) == ("48000000017", "ana@acme.test")
    assert (ticket.created_at, ticket.updated_at) == (at(9), at(11, 30))
    assert ticket.customer_spoke_at == at(11, 30)
    assert incidents_in(ticket.tags) == ("INC-12",)
    assert ticket.fields == {"tier": "Premium", "region": "EMEA"}


def test_deadlines_are_those_that_freshdesk_promises():
    freshdesk, _ = desk(always(json=TICKET))

    assert freshdesk.fetch("2041").deadlines == (
        Deadline(metric="first_reply", due_at=at(10), met=True),
        Deadline(metric="next_reply", due_at=at(13)),
        Deadline(metric="resolution", due_at=at(16, day=20), missed=True),
    )


def test_an_answer_after_its_deadline_is_missed_whether_or_not_anybody_was_told():
    late = {**TICKET, "stats": {"first_responded_at": "2026-11-19T10:00:01Z"}}
    freshdesk, _ = desk(always(json=late))

    assert freshdesk.fetch("2041").deadlines[0] == Deadline(
        metric="first_reply", due_at=at(10), missed=True, met=True
    )


def test_spam_is_closed_whatever_its_status():
    freshdesk, _ = desk(always(json={**TICKET, "spam": True}))

    ticket = freshdesk.fetch("2041")

    assert (ticket.status, ticket.desk_status) == (TicketStatus.CLOSED, "Spam")


def test_an_agent_whose_name_may_not_be_asked_for_is_an_id():
    freshdesk, wire = desk(always(json=TICKET))
    wire.aside = dict.fromkeys(wire.aside, 403)

    ticket = freshdesk.fetch("2041")

    assert (ticket.assignee, ticket.group) == ("48000000017", "48000089044")
    assert (ticket.assignee_id, ticket.assignee_email) == ("48000000017", "")


def test_all_pages_of_agents_are_read():
    freshdesk, wire = desk(always(json=TICKET))
    strangers = [{"id": number, "contact": {"name": "Somebody"}} for number in range(100)]
    pages = {"1": strangers, "2": wire.aside["GET /api/v2/agents"]}
    wire.aside["GET /api/v2/agents"] = lambda request: pages[request.url.params["page"]]

    assert freshdesk.fetch("2041").assignee == "Ana Lima"


@pytest.mark.parametrize(
    ("source", "spoke_at"), [(2, at(9)), (10, None)], ids=["by the customer", "by an agent"]
)
def test_who_has_not_written_again_spoke_by_making_the_ticket(source, spoke_at):
    quiet = {**TICKET, "source": source, "stats": {"requester_responded_at": None}}
    freshdesk, _ = desk(always(json=quiet))

    assert freshdesk.fetch("2041").customer_spoke_at == spoke_at


@pytest.mark.parametrize(
    ("number", "means"),
    [(2, "open"), (3, "pending"), (4, "solved"), (5, "closed"), (6, "on_hold"), (99, "open"), (None, "open")],
)
def test_a_status_is_read_by_its_number(number, means):
    freshdesk, _ = desk(always(json={**TICKET, "status": number}))

    assert freshdesk.fetch("2041").status == means


@given(broken(TICKET, keep=["deleted"]))
def test_a_ticket_is_read_whatever_is_missing_or_odd(raw):
    freshdesk, _ = desk(always(json={**raw, "brand_new": {"x": [1]}}))

    ticket = freshdesk.fetch("2041")

    assert (ticket.id, ticket.gone) == ("2041", Gone.HERE)


@pytest.mark.parametrize(
    ("answer", "forbidden"),
    [(always(404), False), (always(403), True), (always(json={**TICKET, "deleted": True}), False)],
)
def test_a_ticket_that_is_gone_is_said_to_be(answer, forbidden):
    freshdesk, _ = desk(answer)

    with pytest.raises(TicketGone) as gone:
        freshdesk.fetch("2041")

    assert gone.value.forbidden is forbidden


@pytest.mark.parametrize("id", ["", "007", "../../agents", "1/../2", "20?x", "２０", "1" * 19, "20\n", "-1"])
def test_what_is_no_id_is_never_sent(id):
    freshdesk, wire = desk(always(json=TICKET))

    for ask in (
        lambda: freshdesk.fetch(id),
        lambda: freshdesk.history(id),
        lambda: freshdesk.note(id, "x", key="k"),
        lambda: freshdesk.reply(id, "x", key="k"),
        lambda: freshdesk.mark(id, "x", on=True),
    ):
        with pytest.raises(TicketGone):
            ask()

    assert wire.asked == []


def test_a_wrong_key_is_said_to_be_wrong_and_never_shown():
    freshdesk, _ = desk(always(401))

    with pytest.raises(NotLetIn) as no:
        freshdesk.fetch("2041")

    assert "key-of-the-bot" not in f"{no.value} {freshdesk!r} {SETTINGS!r}"


def test_nothing_is_sent_while_no_requests_are_left():
    freshdesk, wire = desk(always(json=TICKET, headers={"X-RateLimit-Remaining": "0"}))
    freshdesk.fetch("2041")

    with pytest.raises(TryLater) as later:
        freshdesk.fetch("2041")

    assert later.value.after is not None
    assert len(wire.asked) == 1
