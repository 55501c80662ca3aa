"""What GitHub is asked when a ticket is read, and what is made of the answer."""

from datetime import UTC, datetime

import httpx
import pytest

from adapters.tickets.github import ABILITIES
from bot.domain.ticket import Priority, Query, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.errors import NotLetIn, Refused, TicketGone, TryLater
from tests.adapters.tickets.github_desk import (
    ID,
    ISSUE,
    SEARCH,
    github,
    issue,
)
from tests.adapters.tickets.wire import payload


def test_every_ability_is_there_or_has_a_reason():
    assert set(ABILITIES) == set(Ability)


def test_an_issue_is_read_with_one_question():
    desk, wire = github(
        {ISSUE: payload("github_issue")}, fields={"product": "milestone.title"}, priorities={"p1": "urgent"}
    )

    ticket = desk.fetch("Acme/Shop#12")

    assert (ticket.system, ticket.id) == ("github", ID)
    assert ticket.url == "https://github.com/acme/shop/issues/12"
    assert ticket.subject == "Checkout fails for @everyone"
    assert (ticket.status, ticket.desk_status) == (TicketStatus.CLOSED, "not_planned")
    assert ticket.priority is Priority.URGENT
    assert (ticket.requester, ticket.assignee, ticket.group) == ("octo-ana", "leo", "acme/shop")
    assert (ticket.assignee_id, ticket.assignee_email) == ("leo", "")
    assert ticket.tags == ("incident:INC-7", "P1", "plain")
    assert ticket.updated_at == datetime(2026, 11, 19, 10, 30, tzinfo=UTC)
    assert ticket.fields == {"product": "Payments"}
    assert wire.lines() == [ISSUE]
    assert wire.asked[0].headers["authorization"] == "Bearer ghp_x"
    assert wire.asked[0].headers["accept"] == "application/vnd.github+json"
    assert wire.asked[0].headers["x-github-api-version"] == "2022-11-28"


@pytest.mark.parametrize(
    ("state", "reason", "own", "status"),
    [
        ("open", None, {}, TicketStatus.OPEN),
        ("open", "reopened", {}, TicketStatus.OPEN),
        ("closed", None, {}, TicketStatus.SOLVED),
        ("closed", "completed", {}, TicketStatus.SOLVED),
        ("closed", "duplicate", {}, TicketStatus.CLOSED),
        ("closed", "something new", {}, TicketStatus.OPEN),
        ("closed", "not_planned", {"not_planned": "on_hold"}, TicketStatus.ON_HOLD),
    ],
)
def test_a_status_is_the_state_or_the_reason_for_it(state, reason, own, status):
    desk, _ = github({ISSUE: issue(12, state=state, state_reason=reason)}, statuses=own)

    assert desk.fetch(ID).status is status


@pytest.mark.parametrize(
    "id",
    [
        "",
        "12",
        "acme/shop",
        "acme/shop#0",
        "acme/shop#1/../../x",
        "acme/other#1",
        "../../user#1",
        "acme/shop#1\n",
        "acme/shop#１",
    ],
)
def test_what_is_no_issue_of_a_configured_repository_never_leaves(id):
    desk, wire = github({})

    with pytest.raises(TicketGone):
        desk.fetch(id)
    with pytest.raises(TicketGone):
        desk.note(id, "x", key="k")
    with pytest.raises(TicketGone):
        desk.mark(id, "x", on=False)

    assert wire.asked == []


def test_a_pull_request_is_no_ticket():
    desk, _ = github({ISSUE: issue(12, pull_request={"url": "x"})})

    with pytest.raises(TicketGone, match="pull request"):
        desk.fetch(ID)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(401), NotLetIn),
        (httpx.Response(403, json={"message": "Resource not accessible"}), TicketGone),
        (httpx.Response(403, json={"message": "API rate limit exceeded for user"}), TryLater),
        (httpx.Response(403, json={"message": "You have exceeded a secondary rate limit"}), TryLater),
        (httpx.Response(404), TicketGone),
        (httpx.Response(410), TicketGone),
        (
            httpx.Response(301, headers={"location": "https://api.github.com/repositories/1/issues/1"}),
            Refused,
        ),
        (httpx.Response(429), TryLater),
        (httpx.Response(502), TryLater),
    ],
)
def test_failures_come_in_the_words_of_the_bot(answer, error):
    desk, _ = github({ISSUE: answer})

    with pytest.raises(error):
        desk.fetch(ID)


def test_what_was_renamed_is_not_taken_for_gone():
    desk, _ = github({ISSUE: httpx.Response(301)})

    with pytest.raises(Refused, match="new name") as refused:
        desk.fetch(ID)

    assert not isinstance(refused.value, TicketGone)


def test_nothing_is_sent_once_no_requests_are_left():
    spent = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "30"}
    desk, wire = github(
        {ISSUE: httpx.Response(200, json=payload("github_issue"), headers=spent), SEARCH: {"items": []}}
    )
    desk.fetch(ID)

    with pytest.raises(TryLater) as later:
        desk.fetch(ID)

    assert later.value.after is not None
    assert 0 < later.value.after <= 30
    assert wire.lines() == [ISSUE]


def test_a_spent_search_does_not_hold_up_the_rest():
    spent = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "30"}
    desk, _ = github(
        {SEARCH: httpx.Response(200, json={"items": []}, headers=spent), ISSUE: payload("github_issue")}
    )
    desk.search(Query(text="x"), limit=5)

    assert desk.fetch(ID).id == ID
