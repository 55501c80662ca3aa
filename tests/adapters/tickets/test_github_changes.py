"""What GitHub is asked when tickets are looked for, and when they changed."""

import json

import httpx
import pytest

from bot.domain.ticket import Query
from bot.errors import NotLetIn, Refused, TryLater
from tests.adapters.tickets.github_desk import (
    ISSUES,
    SEARCH,
    github,
    issue,
)
from tests.adapters.tickets.wire import NOON
from tests.fakes.clock import StoppedClock


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
