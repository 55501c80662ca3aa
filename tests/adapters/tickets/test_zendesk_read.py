"""What is read of Zendesk's JSON, and that nothing in it is too odd to be read."""

import base64
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket import (
    Deadline,
    Priority,
    Ticket,
    TicketStatus,
    incidents_in,
)
from bot.errors import TicketGone
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.wire import payload
from tests.adapters.tickets.zendesk_desk import FULL, Account, answer_of, desk


def test_a_ticket_is_read_with_everything_beside_it_in_one_call():
    wire = Account().on("GET /tickets/4711", FULL)

    ticket = desk(wire).fetch("4711")

    assert ticket == Ticket(
        system="zendesk",
        id="4711",
        subject="Checkout <b>shows</b> a white page",
        url="https://acme.zendesk.com/agent/tickets/4711",
        status=TicketStatus.OPEN,
        desk_status="open",
        priority=Priority.URGENT,
        requester="501",
        requester_name="Lena Nord",
        requester_email="lena@nordwind.test",
        organisation="3001",
        organisation_name="Nordwind",
        assignee="Ana Agent",
        assignee_id="77",
        assignee_email="ana@acme.test",
        group="Payments",
        created_at=datetime(2026, 3, 4, 8, 0, tzinfo=UTC),
        updated_at=datetime(2026, 3, 4, 8, 52, 10, tzinfo=UTC),
        customer_spoke_at=datetime(2026, 3, 4, 8, 50, tzinfo=UTC),
        tags=("checkout", "incident:inc-12"),
        deadlines=ticket.deadlines,
        fields={"tier": "vip", "product": "webshop", "region": "de"},
    )
    assert incidents_in(ticket.tags) == ("INC-12",)
    assert len(wire.asked) == 1
    assert set(wire.asked[0].url.params["include"].split(",")) >= {"users", "organizations", "groups"}


def test_a_ticket_that_we_made_for_nobody_in_particular_has_no_customer():
    us = {"id": 501, "name": "Caseline", "email": "Bot@acme.test"}
    wire = Account().on("GET /tickets/4711", {**FULL, "users": [us]})

    ticket = desk(wire).fetch("4711")

    assert (ticket.requester, ticket.requester_name, ticket.requester_email) == ("", "", "")
    assert (ticket.organisation, ticket.organisation_name) == ("", "")


def test_the_agent_is_named_with_the_word_token():
    wire = Account().on("GET /tickets/4711", FULL)

    desk(wire).fetch("4711")

    credentials = base64.b64encode(b"bot@acme.test/token:token-5").decode()
    assert wire.asked[0].headers["authorization"] == f"Basic {credentials}"


def test_deadlines_that_zendesk_shows_are_taken_as_they_are():
    found = desk(Account().on("GET /tickets/4711", FULL)).fetch("4711").deadlines

    assert found == (
        Deadline(metric="first_reply", due_at=datetime(2026, 3, 4, 8, 30, tzinfo=UTC), missed=True),
        Deadline(metric="resolution", due_at=datetime(2026, 3, 4, 16, 0, tzinfo=UTC), paused=True),
    )


@pytest.mark.parametrize("where", ["in the ticket, by metric", "in the ticket", "beside it"])
def test_deadlines_are_reckoned_from_metric_events_where_none_are_shown(where):
    events = payload("zendesk_events")
    by_metric: dict[str, list[Any]] = {}
    for event in events:
        by_metric.setdefault(event["metric"], []).append(event)
    shapes: dict[str, dict[str, Any]] = {
        "in the ticket, by metric": answer_of(slas=None, metric_events=by_metric),
        "in the ticket": answer_of(slas={"policy_metrics": []}, metric_events=events),
        "beside it": {**answer_of(slas=None), "metric_events": events},
    }

    found = desk(Account().on("GET /tickets/4711", shapes[where])).fetch("4711").deadlines

    assert found == (
        Deadline(metric="first_reply", due_at=datetime(2026, 3, 4, 8, 30, tzinfo=UTC), met=True),
        Deadline(metric="next_reply", due_at=datetime(2026, 3, 4, 9, 50, tzinfo=UTC)),
        Deadline(metric="resolution", due_at=datetime(2026, 3, 4, 10, 30, tzinfo=UTC)),
    )


def test_a_ticket_from_an_account_of_its_own_words_is_read_by_the_settings():
    answer = answer_of(custom_status_id=900100, priority="high")

    ticket = desk(
        Account().on("GET /tickets/4711", answer),
        statuses={"900100": "on_hold"},
        priorities={"high": "urgent"},
    ).fetch("4711")

    assert (ticket.status, ticket.desk_status, ticket.priority) == (
        TicketStatus.ON_HOLD,
        "open",
        Priority.URGENT,
    )


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("new", TicketStatus.NEW),
        ("pending", TicketStatus.PENDING),
        ("hold", TicketStatus.ON_HOLD),
        ("solved", TicketStatus.SOLVED),
        ("closed", TicketStatus.CLOSED),
        ("invented", TicketStatus.OPEN),
        (None, TicketStatus.OPEN),
    ],
)
def test_their_words_for_a_status_come_down_to_ours(theirs, ours):
    ticket = desk(Account().on("GET /tickets/4711", answer_of(status=theirs))).fetch("4711")

    assert ticket.status is ours


def test_a_deleted_ticket_is_gone():
    with pytest.raises(TicketGone) as gone:
        desk(Account().on("GET /tickets/4711", answer_of(status="deleted"))).fetch("4711")

    assert not gone.value.forbidden


MERGE = {"rel": "merge", "from": {}, "to": {}}
COMMENT = {"type": "Comment", "body": 'This request was closed and merged into request #4700 "Checkout".'}


@pytest.mark.parametrize(
    ("audit", "into"),
    [
        ({"via": {"source": {**MERGE, "to": {"ticket_id": 4700}}}, "events": []}, "4700"),
        ({"via": {"channel": "web", "source": MERGE}, "events": [COMMENT]}, "4700"),
        ({"via": None, "events": [{**COMMENT, "via": {"source": MERGE}}]}, "4700"),
        ({"via": {"source": {"rel": None}}, "events": [COMMENT]}, ""),
        ({"via": {"source": MERGE}, "events": [{"body": "See #4711 above"}]}, ""),
    ],
)
def test_a_merged_ticket_tells_which_one_goes_on(audit, into):
    history = {
        "audits": [{"id": 3, "ticket_id": 4711, **audit}],
        "meta": {"has_more": True, "after_cursor": "x"},
    }
    wire = (
        Account()
        .on("GET /tickets/4711", answer_of(status="closed", tags=["closed_by_merge"]))
        .on("GET /tickets/4711/audits", history)
    )

    ticket = desk(wire).fetch("4711")

    assert ticket.merged_into == into
    assert len(wire.asked) == 2


def test_a_history_that_may_not_be_read_hides_the_merge_and_not_the_ticket():
    wire = (
        Account()
        .on("GET /tickets/4711", answer_of(tags=["closed_by_merge"]))
        .on("GET /tickets/4711/audits", httpx.Response(403))
    )

    ticket = desk(wire).fetch("4711")

    assert (ticket.id, ticket.merged_into) == ("4711", "")


RICH = {**answer_of(slas=None, metric_events=payload("zendesk_events")), "extra": [1]}


@given(st.sampled_from([FULL, RICH]).flatmap(broken))
def test_whatever_is_missing_or_odd_a_ticket_is_read(answer):
    ticket = desk(Account().on("GET /tickets/4711", answer)).fetch("4711")

    assert ticket.ref.id == "4711"
    assert all(isinstance(value, str) for value in ticket.fields.values())


@pytest.mark.parametrize("answer", [{}, [], None, "no", {"ticket": None}, {"ticket": []}])
def test_an_answer_without_a_ticket_still_names_the_one_that_was_asked_for(answer):
    ticket = desk(Account().on("GET /tickets/4711", httpx.Response(200, json=answer))).fetch("4711")

    assert (ticket.id, ticket.subject) == ("4711", "")


@pytest.mark.parametrize("id", ["", "0", "../../users", "1/../2", "12 ", "１２", "-3", "4711.json", "9" * 20])
def test_an_odd_id_is_gone_before_anything_is_asked(id):
    wire = Account()
    system = desk(wire)

    for act in (
        lambda: system.fetch(id),
        lambda: system.history(id),
        lambda: system.note(id, "x", key="k", doubtful=True),
        lambda: system.reply(id, "x", key="k"),
        lambda: system.mark(id, "x", on=True),
    ):
        with pytest.raises(TicketGone):
            act()

    assert wire.asked == []
