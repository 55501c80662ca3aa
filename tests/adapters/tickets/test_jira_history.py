"""What Jira's adapter makes of the past of an issue."""

from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given

from bot.domain.sla_update import Author, History, Said, What
from bot.domain.ticket import TicketStatus
from bot.errors import NotLetIn, TicketGone, TryLater
from tests.adapters.tickets.jira_desk import (
    CHANGES,
    COMMENTS,
    ISSUE,
    JANA,
    KNOWN,
    LEO,
    REQUEST,
    ROBOT,
    STATUSES,
    became,
    jira,
    opened,
    page,
    said,
    told,
)
from tests.adapters.tickets.odd import broken

OURS = [{"key": "caseline", "value": {"key": "outgoing-1"}}]


def document(*paragraphs):
    content = [{"type": "paragraph", "content": [{"type": "text", "text": words}]} for words in paragraphs]
    return {"type": "doc", "version": 1, "content": content}


def past(routes, **settings):
    desk, wire = jira(routes, service_desk=settings.pop("service_desk", True), **settings)
    return desk.history("pay-12"), wire


def spoken(found):
    return [(one.by, one.said) for one in found.updates if one.what is not What.CREATED]


def statuses(found):
    return [one.status for one in found.updates if one.status]


def test_the_past_of_a_request_takes_four_requests_while_nothing_changed():
    found, wire = past(told())

    (begun,) = found.updates
    assert (begun.source, begun.id, begun.what) == ("jira", "created/10231", What.CREATED)
    assert (begun.by, begun.said) == (Author.CUSTOMER, Said.PUBLIC)
    assert begun.at == datetime(2026, 11, 19, 8, tzinfo=UTC)
    assert (begun.status, found.statuses) == (TicketStatus.NEW, True)
    assert wire.lines() == [ISSUE, COMMENTS, CHANGES, REQUEST]


# --- who opened it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "by"),
    [
        ({"creator": LEO}, Author.AGENT),
        ({"creator": ROBOT}, Author.CUSTOMER),
        ({"creator": ROBOT, "reporter": ROBOT}, Author.SYSTEM),
        ({"creator": LEO, "reporter": LEO}, Author.CUSTOMER),
        ({"creator": {"accountId": "qm:2", "accountType": "customer"}}, Author.CUSTOMER),
        ({"creator": None}, Author.CUSTOMER),
        ({"creator": None, "reporter": None}, Author.SYSTEM),
        ({"creator": LEO, "reporter": None}, Author.AGENT),
    ],
)
def test_whoever_opened_a_request_may_have_done_so_for_a_customer(fields, by):
    found, _ = past(told(opened(**fields)))

    assert (found.updates[0].by, found.updates[0].said) == (by, Said.PUBLIC)


@pytest.mark.parametrize("reporter", [LEO, JANA])
def test_an_agents_own_issue_in_a_service_desk_is_opened_in_private(reporter):
    found, _ = past(told(opened(creator=LEO, reporter=reporter), **{REQUEST: 404}))

    assert (found.updates[0].by, found.updates[0].said) == (Author.AGENT, Said.INTERNAL)


def test_what_caseline_made_is_an_agents_and_no_customer_sees_it():
    found, _ = past(told(opened(creator=LEO, reporter=LEO, labels=["caseline-outgoing-1", 7])))

    assert (found.updates[0].by, found.updates[0].said) == (Author.AGENT, Said.INTERNAL)


def test_a_label_of_a_team_makes_no_request_of_a_customer_ours():
    found, _ = past(told(opened(labels=["caseline-vip"])))

    assert (found.updates[0].by, found.updates[0].said) == (Author.CUSTOMER, Said.PUBLIC)


def test_whether_it_is_a_request_is_not_asked_where_there_are_no_customers():
    _, wire = past(told(opened(project={"projectTypeKey": "software"})))

    assert REQUEST not in wire.lines()


# --- what was said -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comment", "by", "heard"),
    [
        (said(1, JANA), Author.CUSTOMER, Said.PUBLIC),
        (said(1, {"accountId": "qm:1"}), Author.CUSTOMER, Said.PUBLIC),
        (said(1, {"accountId": "qm:7", "accountType": "customer"}), Author.CUSTOMER, Said.PUBLIC),
        (said(1, LEO), Author.AGENT, Said.PUBLIC),
        (said(1, {"accountId": "gone", "accountType": "unknown"}), Author.AGENT, Said.PUBLIC),
        (said(1, LEO, jsdPublic=False), Author.AGENT, Said.INTERNAL),
        (said(1, LEO, visibility={"type": "role", "value": "Developers"}), Author.AGENT, Said.INTERNAL),
        (said(1, JANA, jsdPublic=False), Author.AGENT, Said.INTERNAL),
        (said(1, ROBOT), Author.SYSTEM, Said.PUBLIC),
        (said(1, None), Author.SYSTEM, Said.PUBLIC),
        (said(1, ROBOT, properties=OURS), Author.AGENT, Said.PUBLIC),
        (said(1, JANA, properties=OURS), Author.AGENT, Said.PUBLIC),
        (said(1, LEO, jsdPublic=False, properties=OURS), Author.SYSTEM, Said.INTERNAL),
        (
            said(1, LEO, jsdPublic=False, body=document("Linked.", "caseline:outgoing-1")),
            Author.SYSTEM,
            Said.INTERNAL,
        ),
        (said(1, JANA, body=document("Linked.", "caseline:outgoing-1")), Author.CUSTOMER, Said.PUBLIC),
        (said(1, LEO, jsdPublic=False, body=document("caseline: is it down?")), Author.AGENT, Said.INTERNAL),
    ],
)
def test_a_comment_is_of_somebody_and_for_somebody(comment, by, heard):
    found, _ = past(told(comments=[comment]))

    assert spoken(found) == [(by, heard)]
    assert found.updates[1].id == "comment/1"


def test_where_there_are_no_customers_what_caseline_writes_is_a_note_and_never_a_reply():
    comments = [said(1, LEO, properties=OURS), said(2, JANA), said(3, LEO)]

    found, _ = past(told(comments=comments), service_desk=False)

    assert spoken(found) == [
        (Author.SYSTEM, Said.INTERNAL),
        (Author.CUSTOMER, Said.PUBLIC),
        (Author.AGENT, Said.PUBLIC),
    ]


def talk(pages, *, reply_on=None):
    """A desk whose comments fill pages; an agent speaks in public on one of them."""
    asked = []

    def answer(request):
        params = request.url.params
        asked.append((params["orderBy"], int(params.get("startAt", 0)) // 100))
        number = pages - 1 if params["orderBy"] == "-created" else asked[-1][1]
        who = LEO if number == reply_on else JANA
        return httpx.Response(
            200,
            json=page("comments", *(said(number * 100 + n, who) for n in range(100)), total=pages * 100),
        )

    return answer, asked


@pytest.mark.parametrize(
    ("pages", "reply_on", "asked"),
    [
        (1, None, [("created", 0)]),
        (3, 2, [("created", 0), ("created", 1), ("created", 2)]),
        (9, 1, [("created", 0), ("created", 1), ("-created", 0)]),
        (9, None, [*(("created", number) for number in range(4)), ("-created", 0)]),
    ],
)
def test_of_many_comments_those_up_to_the_first_reply_and_the_newest_are_read(pages, reply_on, asked):
    answer, requests = talk(pages, reply_on=reply_on)

    found, _ = past(told(**{COMMENTS: answer}))

    assert requests == asked
    assert len(found.updates) == 1 + 100 * len(asked)
    assert any(one.is_reply for one in found.updates) is (reply_on is not None)


# --- statuses ------------------------------------------------------------------------------


def test_every_status_is_in_our_words_and_the_first_is_the_one_before_the_first_change():
    changes = [became(7, "Open", "Working", 5), became(8, "Working", "Resolved", 9, ROBOT)]

    found, wire = past(told(opened(status=KNOWN[2]), changes=changes))

    assert statuses(found) == [TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.SOLVED]
    assert [(one.id, one.sequence) for one in found.updates[1:]] == [("change/7", 7), ("change/8", 8)]
    assert [one.by for one in found.updates[1:]] == [Author.AGENT, Author.SYSTEM]
    assert found.statuses
    assert wire.lines().count(STATUSES) == 1


def test_statuses_that_are_known_are_not_asked_for_again():
    desk, wire = jira(told(changes=[became(7, "Working", "Open")]))

    assert desk.history("PAY-12") == desk.history("PAY-12")

    assert wire.lines().count(STATUSES) == 1


def test_the_settings_call_a_past_status_what_they_call_a_present_one():
    found, _ = past(told(changes=[became(7, "Open", "Working")]), statuses={"working": "on_hold"})

    assert statuses(found) == [TicketStatus.NEW, TicketStatus.ON_HOLD]


def test_a_status_that_nobody_knows_any_more_leaves_a_gap():
    changes = [became(7, "Open", "Vanished"), became(8, "Vanished", "Resolved", 2)]

    found, _ = past(told(changes=changes))

    assert statuses(found) == [TicketStatus.NEW, TicketStatus.SOLVED]
    assert not found.statuses


def test_a_status_counts_behind_what_was_said_in_the_same_second_and_in_their_order():
    changes = [became(9, "Open", "Working"), became(10, "Working", "Resolved")]

    found, _ = past(told(comments=[said(3, LEO)], changes=changes))

    assert [one.id for one in found.updates[1:]] == ["comment/3", "change/9", "change/10"]


def test_other_changes_are_no_updates():
    labels = said(7, LEO, items=[{"field": "labels", "fieldId": "labels", "toString": "x"}])

    found, _ = past(told(changes=[labels]))

    assert len(found.updates) == 1
    assert found.statuses


@pytest.mark.parametrize(("pages", "whole", "asked"), [(4, True, 4), (9, False, 5)])
def test_of_very_many_changes_the_oldest_and_the_newest_are_read(pages, whole, asked):
    starts = []

    def answer(request):
        starts.append(int(request.url.params["startAt"]))
        read = (became(starts[-1] + n + 1, "Open", "Working") for n in range(100))
        return httpx.Response(200, json=page("values", *read, total=pages * 100))

    found, _ = past(told(**{CHANGES: answer}))

    assert found.statuses is whole
    assert starts == [0, 100, 200, 300, 800][:asked]


# --- doors ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "created", [None, "", "yesterday", "0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", 7e30]
)
def test_what_does_not_tell_when_it_began_has_no_past(created):
    found, _ = past(told(opened(created=created), comments=[said(1, LEO)]))

    assert found == History()


def test_a_comment_of_no_possible_instant_is_left_out():
    found, _ = past(told(comments=[{**said(1, LEO), "created": "0001-01-01T00:00:00Z"}, said(2, LEO)]))

    assert [one.id for one in found.updates[1:]] == ["comment/2"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [(401, NotLetIn), (403, TicketGone), (404, TicketGone), (429, TryLater), (503, TryLater)],
)
@pytest.mark.parametrize("route", [ISSUE, COMMENTS, CHANGES])
def test_failures_come_in_the_words_of_the_bot(route, answer, error):
    with pytest.raises(error):
        past(told(**{route: answer}))


def test_a_request_that_may_not_be_seen_is_still_one():
    found, _ = past(told(opened(creator=LEO), **{REQUEST: 403}))

    assert found.updates[0].said is Said.PUBLIC


STORY = {
    "issue": opened(labels=["vip"]),
    "comments": page(
        "comments",
        said(1, JANA),
        said(2, LEO, visibility={"type": "role", "value": "x"}),
        said(3, LEO, jsdPublic=False, body=document("caseline:k"), properties=OURS),
    ),
    "changes": page("values", became(7, "Open", "Working"), became(8, "Working", "Resolved", 2)),
    "statuses": KNOWN,
}


@given(broken(STORY))
def test_whatever_is_odd_is_left_out(raw):
    names = {"issue": ISSUE, "comments": COMMENTS, "changes": CHANGES, "statuses": STATUSES}
    odd = {route: httpx.Response(200, json=raw.get(name)) for name, route in names.items()}
    asked = {route: lambda _, told=answer: told for route, answer in odd.items()}

    found, _ = past(told(**asked))

    assert found == History() or found.updates[0].what is What.CREATED
