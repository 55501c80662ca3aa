"""What is searched for in Freshdesk, and how its changes are followed."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket import Query
from tests.adapters.tickets.freshdesk_desk import TICKET, changed_at, desk
from tests.adapters.tickets.wire import always, one_after_another


def test_a_tag_is_searched_for_in_quotes():
    freshdesk, wire = desk(always(json={"total": 1, "results": [TICKET]}))

    found = freshdesk.search(Query(tag="incident:inc-12"), limit=5)

    assert [ticket.id for ticket in found] == ["2041"]
    assert wire.asked[0].url.params["query"] == "\"tag:'incident:inc-12'\""


@pytest.mark.parametrize("tag", ["a' OR status:2 OR tag:'b", 'a"', "a\\", "x" * 101])
def test_a_tag_that_would_change_the_question_finds_nothing(tag):
    freshdesk, wire = desk(always(json={"results": [TICKET]}))

    assert (list(freshdesk.search(Query(tag=tag), limit=5)), wire.asked) == ([], [])


def test_a_search_by_tag_goes_on_to_the_next_page_until_there_are_enough():
    full = {"results": [{**TICKET, "id": id, "status": 5} for id in range(30)]}
    freshdesk, wire = desk(one_after_another(full, {"results": [TICKET]}))

    found = freshdesk.search(Query(tag="incident:INC-12", open_only=True), limit=1)

    assert [ticket.id for ticket in found] == ["2041"]
    assert [request.url.params["page"] for request in wire.asked] == ["1", "2"]


def test_a_search_that_finds_ever_more_ends():
    full = {"results": [{**TICKET, "id": id, "status": 5} for id in range(30)]}
    freshdesk, wire = desk(always(json=full))

    assert list(freshdesk.search(Query(tag="incident:INC-12", open_only=True), limit=1)) == []
    assert len(wire.asked) == 10


def test_a_customer_is_searched_for_by_address():
    other = {**TICKET, "id": 7, "subject": "An invoice"}
    freshdesk, wire = desk(always(json=[other, TICKET]))

    found = freshdesk.search(Query(requester_email="jana@globex.test", text="CHECKOUT 500"), limit=5)

    assert [ticket.id for ticket in found] == ["2041"]
    assert wire.asked[0].url.params["email"] == "jana@globex.test"


def test_an_address_that_nobody_has_finds_nothing():
    freshdesk, _ = desk(always(400, {"description": "Validation failed", "errors": [{"field": "email"}]}))

    assert list(freshdesk.search(Query(requester_email="nobody@globex.test"), limit=5)) == []


def test_words_are_looked_for_in_what_changed_last():
    many = [{**TICKET, "id": id} for id in range(1, 9)]
    freshdesk, wire = desk(always(json=[{**TICKET, "id": 99, "subject": "An invoice"}, *many]))

    found = freshdesk.search(Query(text="checkout"), limit=3)

    assert [ticket.id for ticket in found] == ["1", "2", "3"]
    assert wire.asked[0].url.params["order_type"] == "desc"


@pytest.mark.parametrize("said", [None, {}, {"results": None}, {"results": [None, 3]}, []])
def test_an_answer_without_results_finds_nothing(said):
    freshdesk, _ = desk(always(json=said))

    assert list(freshdesk.search(Query(tag="x"), limit=5)) == []


def test_no_cursor_stands_for_now_and_asks_nobody():
    freshdesk, wire = desk(always(json=[TICKET]))

    changes = freshdesk.changed("", limit=10)

    assert (changes.tickets, changes.more, wire.asked) == ((), False, [])
    assert changes.cursor.startswith("2026-11-19T12:00:00Z")


def test_changes_go_on_a_little_before_where_they_ended():
    news = changed_at("2026-11-19T12:10:00Z", "2026-11-19T12:20:00Z")
    freshdesk, wire = desk(always(json=news))
    start = freshdesk.changed("", limit=10).cursor

    changes = freshdesk.changed(start, limit=10)
    freshdesk.changed(changes.cursor, limit=10)

    assert [ticket.id for ticket in changes.tickets] == ["1", "2"]
    assert changes.more is False
    assert wire.asked[0].url.params["updated_since"] == "2026-11-19T12:00:00Z"
    assert wire.asked[1].url.params["updated_since"] == "2026-11-19T12:19:55Z"


def test_more_than_a_page_at_the_same_second_is_read_page_by_page():
    same = changed_at("2026-11-19T12:00:03Z", "2026-11-19T12:00:03Z")
    freshdesk, wire = desk(one_after_another(same, same, same[:1]))

    cursor = f"{freshdesk.changed('', limit=2).cursor}"
    pages = []
    for _ in range(3):
        changes = freshdesk.changed(cursor, limit=2)
        pages.append((wire.asked[-1].url.params["page"], changes.more))
        cursor = changes.cursor

    assert pages == [("1", True), ("2", True), ("3", False)]
    assert len({request.url.params["updated_since"] for request in wire.asked}) == 1


@given(
    seconds=st.lists(st.integers(0, 40), min_size=1, max_size=30),
    limit=st.integers(1, 7),
)
def test_no_change_is_lost_however_many_share_a_second(seconds, limit):
    moments = [f"2026-11-19T12:00:{second:02}Z" for second in sorted(seconds)]
    raws = changed_at(*moments)

    def answer(request):
        asked = request.url.params
        newer = [raw for raw in raws if raw["updated_at"] > asked["updated_since"]]
        first = (int(asked["page"]) - 1) * int(asked["per_page"])
        return httpx.Response(200, json=newer[first : first + int(asked["per_page"])])

    freshdesk, _ = desk(answer)
    cursor, seen, more = "2026-11-19T11:59:59Z 1", set(), True
    for _ in range(200):
        changes = freshdesk.changed(cursor, limit=limit)
        seen |= {ticket.id for ticket in changes.tickets}
        cursor, more = changes.cursor, changes.more
        if not more:
            break

    assert not more
    assert seen == {str(raw["id"]) for raw in raws}


@pytest.mark.parametrize("limit", [0, 1, 100, 5000])
def test_a_page_has_the_size_that_freshdesk_allows(limit):
    freshdesk, wire = desk(always(json=[]))

    freshdesk.changed("2026-11-19T11:00:00Z 1", limit=limit)

    assert 1 <= int(wire.asked[0].url.params["per_page"]) <= 100
