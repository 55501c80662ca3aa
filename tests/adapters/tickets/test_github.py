"""GitHub at the wire: what it is asked, and what its answers mean to us."""

import json
from datetime import UTC, datetime

import httpx
import pytest

from adapters.tickets.github import ABILITIES, connect
from bot.domain.ticket import Draft, Priority, Query, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.errors import NotLetIn, Refused, TicketGone, TryLater
from bot.settings_tickets import GitHub
from tests.adapters.tickets.wire import NOON, Wire, payload
from tests.fakes.clock import StoppedClock

REPO = "GET /repos/acme/shop"
ISSUES = "GET /repos/acme/shop/issues"
MAKE = "POST /repos/acme/shop/issues"
ISSUE = "GET /repos/acme/shop/issues/12"
COMMENTS = "GET /repos/acme/shop/issues/12/comments"
COMMENT = "POST /repos/acme/shop/issues/12/comments"
LABEL = "POST /repos/acme/shop/issues/12/labels"
SEARCH = "GET /search/issues"
ID = "acme/shop#12"


def github(routes, *, clock=None, **settings):
    wire = Wire(routes)
    configured = GitHub.model_validate({"token": "ghp_x", "repositories": ["acme/shop"], **settings})
    return connect(configured, now=(clock or StoppedClock(NOON)).now, transport=wire), wire


def issue(number, updated="2026-11-19T10:30:00Z", **more):
    return {**payload("github_issue"), "number": number, "updated_at": updated, **more}


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


# --- search --------------------------------------------------------------------------------


def test_each_repository_is_searched_and_the_best_come_first():
    found = {"acme/shop": [issue(1, score=0.5), issue(2, score=2)], "acme/api": [issue(3, score=1.0)]}

    def answer(request):
        name = next(name for name in found if f"repo:{name} " in request.url.params["q"])
        return {"items": [*found[name], issue(9, pull_request={"url": "x"}, score=9)]}

    desk, wire = github({SEARCH: answer}, repositories=["acme/shop", "acme/api"])

    tickets = desk.search(Query(text="Card fails", tag="incident:INC-7", open_only=True), limit=2)

    assert [ticket.id for ticket in tickets] == ["acme/shop#2", "acme/api#3"]
    assert wire.query(0)["q"] == 'card fails repo:acme/shop is:issue label:"incident:INC-7" is:open'


@pytest.mark.parametrize(
    ("query", "q"),
    [
        (Query(text="repo:acme/secret is:pr"), "repo acme secret is pr repo:acme/shop is:issue"),
        (Query(text='x" OR (y) -label:z NOT'), "x or y label z not repo:acme/shop is:issue"),
        (Query(tag='x" repo:acme/secret'), 'repo:acme/shop is:issue label:"x repo:acme/secret"'),
        (Query(text='":"'), "repo:acme/shop is:issue"),
    ],
)
def test_foreign_words_widen_no_search(query, q):
    desk, wire = github({SEARCH: {"items": []}})

    desk.search(query, limit=5)

    assert wire.query()["q"] == q


def test_long_words_fit_into_what_github_takes():
    desk, wire = github({SEARCH: {"items": []}})

    desk.search(Query(text="word " * 100, tag="t" * 80), limit=5)

    assert len(wire.query()["q"]) <= 256


def test_nobody_is_found_by_an_address():
    desk, wire = github({})

    assert desk.search(Query(requester_email="ana@acme.test"), limit=5) == ()
    assert wire.asked == []


# --- changes -------------------------------------------------------------------------------


def test_changes_begin_now_and_find_nothing():
    desk, wire = github({}, repositories=["acme/shop", "acme/api"])

    changes = desk.changed("", limit=50)

    assert (changes.tickets, changes.more, wire.asked) == ((), False, [])
    assert set(json.loads(changes.cursor)) == {"acme/shop", "acme/api"}


def test_each_repository_goes_on_from_its_own_instant_with_an_overlap():
    api = "GET /repos/acme/api/issues"
    pull = issue(4, "2026-11-19T12:09:00Z", pull_request={"url": "x"})
    routes = {ISSUES: [issue(1, "2026-11-19T12:05:00Z"), pull], api: [issue(2, "2026-11-19T12:01:00Z")]}
    desk, wire = github(routes, repositories=["acme/shop", "acme/api"])

    first = desk.changed(desk.changed("", limit=50).cursor, limit=50)
    desk.changed(first.cursor, limit=50)

    assert [ticket.id for ticket in first.tickets] == ["acme/api#2", "acme/shop#1"]
    assert not first.more
    assert dict(wire.query(0)) == {
        "state": "all",
        "sort": "updated",
        "direction": "asc",
        "since": "2026-11-19T11:59:59Z",
        "per_page": "25",
        "page": "1",
    }
    assert [wire.query(2)["since"], wire.query(3)["since"]] == [
        "2026-11-19T12:08:59Z",
        "2026-11-19T12:00:59Z",
    ]


def served(everything):
    """A repository that keeps GitHub's promise for `since`, `per_page` and `page`."""

    def answer(request):
        asked = request.url.params
        since = [one for one in everything if one["updated_at"] >= asked["since"]]
        size, page = int(asked["per_page"]), int(asked["page"])
        return sorted(since, key=lambda one: one["updated_at"])[(page - 1) * size : page * size]

    return answer


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_no_change_is_lost_however_many_happen_at_once(limit):
    at_once = [issue(number, "2026-11-19T12:00:30Z") for number in range(1, 8)]
    later = [issue(number, f"2026-11-19T12:01:{number:02}Z") for number in range(8, 12)]
    desk, _ = github({ISSUES: served([*at_once, *later])})
    changes = desk.changed("", limit=limit)
    seen = set()

    for _ in range(60):
        changes = desk.changed(changes.cursor, limit=limit)
        seen |= {ticket.id for ticket in changes.tickets}
        if not changes.more:
            break

    assert not changes.more
    assert seen == {f"acme/shop#{number}" for number in range(1, 12)}


def test_a_renamed_repository_does_not_silence_the_others():
    clock = StoppedClock(NOON)
    routes = {
        ISSUES: [issue(1)],
        "GET /repos/acme/api/issues": httpx.Response(301),
        SEARCH: {"items": [issue(1)]},
    }
    desk, _ = github(routes, repositories=["acme/api", "acme/shop"], clock=clock)
    start = desk.changed("", limit=50).cursor
    clock.move(hours=1)

    changes = desk.changed(start, limit=50)

    assert [ticket.id for ticket in changes.tickets] == ["acme/shop#1"]
    assert json.loads(changes.cursor)["acme/api"] == json.loads(start)["acme/api"]


@pytest.mark.parametrize(("answer", "error"), [(301, Refused), (401, NotLetIn), (503, TryLater)])
def test_what_no_repository_answers_is_said(answer, error):
    desk, _ = github({ISSUES: httpx.Response(answer), SEARCH: httpx.Response(answer)})

    with pytest.raises(error):
        desk.changed("{}", limit=50)
    with pytest.raises(error):
        desk.search(Query(text="x"), limit=50)


@pytest.mark.parametrize("cursor", ["x", "[]", "7", '{"acme/shop": null}', '{"acme/shop": ["x", "y"]}'])
def test_a_cursor_that_says_nothing_begins_now(cursor):
    desk, wire = github({ISSUES: []})

    desk.changed(cursor, limit=50)

    assert wire.query()["since"] == "2026-11-19T11:59:59Z"


# --- what is written -----------------------------------------------------------------------


def test_a_note_in_a_private_repository_is_a_comment():
    desk, wire = github({REPO: {"private": True}, COMMENT: {"id": 1}})

    desk.note(ID, "Linked to INC-7", key="outgoing-1")

    assert wire.lines() == [REPO, COMMENT]
    assert wire.body() == {"body": "Linked to INC-7\n\n<!-- caseline:outgoing-1 -->"}


@pytest.mark.parametrize("said", [{"private": False}, {"private": None}, {}])
def test_a_note_is_never_written_where_everybody_may_read_it(said):
    desk, wire = github({REPO: said, COMMENT: {"id": 1}})

    with pytest.raises(Refused, match="acme/shop is public"):
        desk.note(ID, "Hush", key="k")

    assert wire.lines() == [REPO]


def test_whether_a_repository_is_private_is_asked_again_after_an_hour():
    clock = StoppedClock(NOON)
    desk, wire = github({REPO: {"private": True}, COMMENT: {"id": 1}}, clock=clock)
    desk.note(ID, "One", key="1")
    clock.move(minutes=59)
    desk.note(ID, "Two", key="2")
    wire.routes[REPO] = {"private": False}
    clock.move(minutes=2)

    with pytest.raises(Refused):
        desk.note(ID, "Three", key="3")

    assert wire.lines() == [REPO, COMMENT, COMMENT, REPO]


def test_a_reply_is_a_comment_wherever_it_is():
    desk, wire = github({COMMENT: {"id": 1}})

    desk.reply(ID, "Fixed, see @bob in #3", key="k")

    assert wire.lines() == [COMMENT]
    assert wire.body()["body"] == "Fixed, see @\u200bbob in #\u200b3\n\n<!-- caseline:k -->"


def test_a_doubtful_comment_that_is_there_is_not_written_again():
    there = [{"body": None}, {"body": "Words\n\n<!-- caseline:k-1 -->"}]
    desk, wire = github({ISSUE: {"comments": 2}, COMMENTS: there})

    desk.reply(ID, "Words", key="k-1", doubtful=True)

    assert wire.lines() == [ISSUE, COMMENTS]


def test_the_newest_comments_are_looked_through_and_no_more():
    desk, wire = github(
        {ISSUE: {"comments": 950}, COMMENTS: [{"body": "<!-- caseline:k-12 -->"}], COMMENT: {}}
    )

    desk.reply(ID, "Words", key="k-1", doubtful=True)

    assert wire.lines() == [ISSUE, COMMENTS, COMMENTS, COMMENT]
    assert [wire.query(1)["page"], wire.query(2)["page"]] == ["10", "9"]


def test_a_label_is_added_beside_those_of_others():
    desk, wire = github({LABEL: []})

    desk.mark(ID, "incident:INC-7", on=True)

    assert (wire.lines(), wire.body()) == ([LABEL], {"labels": ["incident:INC-7"]})


@pytest.mark.parametrize("answer", [[], httpx.Response(404, json={"message": "Label does not exist"})])
def test_a_label_is_taken_off_or_was_not_there(answer):
    desk, wire = github({"DELETE /repos/acme/shop/issues/12/labels/incident:INC/7 a": answer})

    desk.mark(ID, "incident:INC/7 a", on=False)

    assert wire.asked[0].url.raw_path.endswith(b"/labels/incident%3AINC%2F7%20a")


def test_a_label_that_may_not_be_taken_off_is_refused():
    desk, _ = github({"DELETE /repos/acme/shop/issues/12/labels/x": httpx.Response(403, json={})})

    with pytest.raises(Refused):
        desk.mark(ID, "x", on=False)


DRAFT = Draft(subject="Fix the\ncheckout", text="As @ana said", target="ACME/shop", tags=("incident:INC-7",))


def test_an_issue_is_made_with_its_labels_and_its_key():
    desk, wire = github({MAKE: httpx.Response(201, json=issue(99, state="open", state_reason=None))})

    made = desk.create(DRAFT, key="a -->b")

    assert (made.id, made.status) == ("acme/shop#99", TicketStatus.OPEN)
    assert wire.body() == {
        "title": "Fix the checkout",
        "body": "As @\u200bana said\n\n<!-- caseline:a__-_b -->",
        "labels": ["incident:INC-7"],
    }


def test_a_doubtful_issue_that_is_there_is_not_made_again():
    desk, wire = github({ISSUES: [issue(98, body=None), issue(99, body="x <!-- caseline:k -->")]})

    made = desk.create(DRAFT, key="k", doubtful=True)

    assert (made.id, wire.lines()) == ("acme/shop#99", [ISSUES])


def test_a_doubtful_issue_that_is_not_there_is_made_after_a_bounded_look():
    desk, wire = github({ISSUES: [issue(98)] * 100, MAKE: issue(99)})

    desk.create(DRAFT, key="k", doubtful=True)

    assert wire.lines() == [ISSUES, ISSUES, MAKE]


def test_an_issue_is_made_only_where_the_settings_say():
    desk, wire = github({})

    with pytest.raises(Refused, match="configured repositories"):
        desk.create(Draft(subject="x", text="y", target="acme/other"), key="k")

    assert wire.asked == []


def test_an_answer_that_names_no_issue_leaves_it_in_doubt():
    desk, _ = github({MAKE: httpx.Response(201, json={})})

    with pytest.raises(TryLater) as later:
        desk.create(DRAFT, key="k")

    assert later.value.unsure


# --- check ---------------------------------------------------------------------------------

SHOP = {"private": True, "has_issues": True, "permissions": {"pull": True, "triage": True}}
READY = {"GET /user": {"login": "caseline-bot"}, REPO: SHOP}


@pytest.mark.parametrize("private", [True, False])
def test_a_github_that_is_ready_leaves_nothing_to_do(private):
    desk, _ = github({**READY, REPO: {**SHOP, "private": private}}, webhook_secret="s")

    found = list(desk.check())

    assert all(finding.ok for finding in found)
    assert "caseline-bot" in found[0].says
    assert ("notes are written" in found[1].says) is private


@pytest.mark.parametrize(
    ("broken", "secret", "todo"),
    [
        ({"GET /user": httpx.Response(401)}, "s", "token"),
        ({"GET /user": httpx.Response(503)}, "s", "network"),
        ({REPO: httpx.Response(404)}, "s", "tickets.github.repositories"),
        ({REPO: httpx.Response(301)}, "s", "tickets.github.repositories"),
        ({REPO: {"has_issues": False}}, "s", "Issues on"),
        ({REPO: {"permissions": {"pull": True}}}, "s", "triage"),
        ({}, "", "webhook_secret"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(broken, secret, todo):
    desk, _ = github({**READY, **broken}, webhook_secret=secret)

    assert any(todo in finding.todo for finding in desk.check())


def test_the_token_is_never_shown():
    desk, _ = github({})

    assert "ghp_x" not in repr(desk)
    desk.close()
