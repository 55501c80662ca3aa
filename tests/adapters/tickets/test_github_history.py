"""What GitHub's adapter makes of the past of an issue."""

from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given

from bot.domain.sla_update import Author, History, Said, What
from bot.domain.ticket import TicketStatus
from bot.errors import NotLetIn, Refused, TicketGone, TryLater
from tests.adapters.tickets.github_desk import (
    ANA,
    COMMENT,
    ID,
    ISSUE,
    LEO,
    REPO,
    ROBOT,
    TIMELINE,
    github,
    opened,
    said,
    turned,
)
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.wire import OneAfterAnother

NOTE = "Linked to INC-7\n\n<!-- caseline:note:outgoing-1 -->"
REPLY = "It works again\n\n<!-- caseline:outgoing-2 -->"


def past(events=(), issue=None, **settings):
    desk, wire = github(
        {ISSUE: issue or opened(state="open", state_reason=None), TIMELINE: list(events)}, **settings
    )
    return desk.history(ID), wire


def spoken(found):
    return [(one.by, one.said) for one in found.updates if one.what is not What.CREATED]


def statuses(found):
    return [one.status for one in found.updates]


def test_the_past_of_an_issue_takes_two_requests():
    found, wire = past()

    (begun,) = found.updates
    assert (begun.source, begun.id, begun.what) == ("github", "created/1", What.CREATED)
    assert (begun.by, begun.said, begun.status) == (Author.CUSTOMER, Said.PUBLIC, TicketStatus.OPEN)
    assert begun.at == datetime(2026, 11, 19, 8, tzinfo=UTC)
    assert found.statuses
    assert wire.lines() == [ISSUE, TIMELINE]


@pytest.mark.parametrize(
    ("more", "by"),
    [
        ({}, Author.CUSTOMER),
        ({"author_association": "CONTRIBUTOR"}, Author.CUSTOMER),
        ({"author_association": "OWNER"}, Author.AGENT),
        ({"author_association": "MEMBER"}, Author.AGENT),
        ({"author_association": "COLLABORATOR"}, Author.AGENT),
        ({"user": ROBOT}, Author.SYSTEM),
        ({"user": {"login": "dependabot[bot]"}, "author_association": "MEMBER"}, Author.SYSTEM),
        ({"user": ROBOT, "body": REPLY}, Author.AGENT),
        ({"body": REPLY}, Author.CUSTOMER),
        ({"user": None}, Author.CUSTOMER),
    ],
)
def test_those_who_work_there_are_agents_and_bots_are_nobody(more, by):
    found, _ = past(issue=opened(**more))

    assert (found.updates[0].by, found.updates[0].said) == (by, Said.PUBLIC)


@pytest.mark.parametrize(
    ("comment", "by", "heard"),
    [
        (said(1, ANA), Author.CUSTOMER, Said.PUBLIC),
        (said(1, ANA, "FIRST_TIMER"), Author.CUSTOMER, Said.PUBLIC),
        (said(1, None), Author.CUSTOMER, Said.PUBLIC),
        (said(1, LEO, "MEMBER"), Author.AGENT, Said.PUBLIC),
        (said(1, LEO, "MEMBER", body=REPLY), Author.AGENT, Said.PUBLIC),
        (said(1, LEO, "MEMBER", body=NOTE), Author.SYSTEM, Said.INTERNAL),
        (said(1, LEO, "MEMBER", body=f"> {NOTE}\n\nIs this so?"), Author.AGENT, Said.PUBLIC),
        (said(1, ROBOT), Author.SYSTEM, Said.PUBLIC),
        (said(1, ROBOT, body=REPLY), Author.AGENT, Said.PUBLIC),
        (said(1, ROBOT, body=NOTE), Author.SYSTEM, Said.INTERNAL),
        (said(1, ANA, body=REPLY), Author.CUSTOMER, Said.PUBLIC),
        (said(1, ANA, body=NOTE), Author.CUSTOMER, Said.PUBLIC),
    ],
)
def test_a_comment_is_public_unless_it_is_a_note_of_ours(comment, by, heard):
    found, _ = past([comment])

    assert spoken(found) == [(by, heard)]
    assert found.updates[1].id == "comment/1"


def test_a_note_is_told_from_a_reply_by_what_stands_under_it():
    desk, wire = github({REPO: {"private": True}, COMMENT: {"id": 1}})
    desk.note(ID, "Linked", key="k")
    desk.reply(ID, "Fixed", key="k")
    noted, replied = (body["body"] for body in wire.bodies("POST"))

    found, _ = past([said(1, LEO, "MEMBER", body=noted), said(2, LEO, "MEMBER", body=replied)])

    assert spoken(found) == [(Author.SYSTEM, Said.INTERNAL), (Author.AGENT, Said.PUBLIC)]


@pytest.mark.parametrize(
    ("reason", "own", "status"),
    [
        ("completed", {}, TicketStatus.SOLVED),
        ("not_planned", {}, TicketStatus.CLOSED),
        ("duplicate", {}, TicketStatus.CLOSED),
        (None, {}, TicketStatus.SOLVED),
        ("not_planned", {"not_planned": "on_hold"}, TicketStatus.ON_HOLD),
    ],
)
def test_why_it_was_closed_says_what_became_of_it(reason, own, status):
    events = [turned(71, "closed", state_reason=reason), turned(72, "reopened", ANA, 2)]

    found, _ = past(events, statuses=own)

    assert statuses(found) == [TicketStatus.OPEN, status, TicketStatus.OPEN]
    assert [(one.id, one.sequence, one.by) for one in found.updates[1:]] == [
        ("change/71", 71, Author.AGENT),
        ("change/72", 72, Author.CUSTOMER),
    ]


def test_an_event_without_a_reason_has_that_of_the_issue_which_it_left_behind():
    now = opened(state="closed", state_reason="not_planned")

    found, _ = past(
        [turned(1, "closed"), turned(2, "reopened", minute=2), turned(3, "closed", minute=3)], now
    )

    assert statuses(found)[1:] == [TicketStatus.SOLVED, TicketStatus.OPEN, TicketStatus.CLOSED]


def test_an_answer_that_closes_counts_before_the_closing():
    found, _ = past([turned(5, "closed", ROBOT), said(90, LEO, "MEMBER")])

    assert [one.id for one in found.updates[1:]] == ["comment/90", "change/5"]
    assert found.updates[2].by is Author.SYSTEM


def test_what_else_happens_on_an_issue_is_no_update():
    found, _ = past(
        [turned(5, "labeled", label={"name": "x"}), turned(None, "cross-referenced"), turned(6, "locked")]
    )

    assert len(found.updates) == 1


# --- long ones -----------------------------------------------------------------------------


def paged(pages, *, named=True):
    """A timeline of full pages, the last of which may be named."""
    asked = []

    def answer(request):
        page = int(request.url.params["page"])
        asked.append(page)
        events = [said(page * 100 + n, ANA) for n in range(100)] if page <= pages else []
        link = f'<https://evil.test/x?per_page=100&page={pages}>; rel="last"'
        headers = {"link": link} if named and page < pages else {}
        return httpx.Response(200, json=events, headers=headers)

    return answer, asked


@pytest.mark.parametrize(
    ("pages", "named", "asked", "whole"),
    [
        (2, True, [1, 2, 3], True),
        (5, True, [1, 2, 3, 4, 5], True),
        (6, True, [1, 2, 3, 4, 5, 6], True),
        (7, True, [1, 2, 3, 4, 5, 6, 7], True),
        (30, True, [1, 2, 3, 4, 5, 29, 30], False),
        (30, False, [1, 2, 3, 4, 5], False),
    ],
)
def test_of_a_long_past_the_beginning_and_the_end_are_read(pages, named, asked, whole):
    answer, requests = paged(pages, named=named)
    desk, wire = github({ISSUE: opened(), TIMELINE: answer})

    found = desk.history(ID)

    assert requests == asked
    assert found.statuses is whole
    assert {request.url.host for request in wire.asked} == {"api.github.com"}


# --- doors ---------------------------------------------------------------------------------


@pytest.mark.parametrize("created", [None, "", "yesterday", "0001-01-01T00:00:00Z", 7e30])
def test_what_does_not_tell_when_it_began_has_no_past(created):
    found, _ = past([said(1, LEO)], issue={**opened(), "created_at": created})

    assert found == History()


def test_a_pull_request_is_gone():
    with pytest.raises(TicketGone):
        past(issue=opened(pull_request={"url": "x"}))


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, NotLetIn), (403, TicketGone), (404, TicketGone), (301, Refused), (429, TryLater), (503, TryLater)],
)
@pytest.mark.parametrize("route", [ISSUE, TIMELINE])
def test_failures_come_in_the_words_of_the_bot(route, status, error):
    routes = {ISSUE: opened(), TIMELINE: OneAfterAnother([[]]), route: httpx.Response(status, json={})}
    desk, _ = github(routes)

    with pytest.raises(error):
        desk.history(ID)


def test_a_used_up_limit_on_the_way_is_no_refusal():
    slow = httpx.Response(403, json={"message": "You have exceeded a secondary rate limit."})
    desk, _ = github({ISSUE: opened(), TIMELINE: slow})

    with pytest.raises(TryLater):
        desk.history(ID)


STORY = {
    "issue": opened(state="closed"),
    "events": [said(1, ANA), said(2, LEO, "MEMBER", body=REPLY), turned(3, "closed"), turned(4, "labeled")],
}


@given(broken(STORY))
def test_whatever_is_odd_is_left_out(raw):
    issue, events = (httpx.Response(200, json=raw.get(name)) for name in STORY)
    desk, _ = github({ISSUE: issue, TIMELINE: lambda _: events})
    try:
        found = desk.history(ID)
    except TicketGone:
        return  # Whatever stands there under `pull_request` makes it one.

    assert found == History() or found.updates[0].what is What.CREATED
