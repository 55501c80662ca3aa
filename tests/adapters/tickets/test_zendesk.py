"""What Zendesk is asked when tickets are looked for, made, and written on."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.domain.ticket import (
    Draft,
    Gone,
    Priority,
    Query,
)
from bot.errors import Refused, TryLater
from tests.adapters.tickets.zendesk_desk import FULL, NOW, Account, desk


def test_a_search_narrows_by_everything_that_was_said():
    row = {**FULL["ticket"], "result_type": "ticket"}
    wire = Account().on("GET /search", {**FULL, "results": [row, {"result_type": "user", "id": 5}, row]})

    found = desk(wire).search(
        Query(
            text="white page",
            requester_email="lena@nordwind.test",
            tag="incident:INC-12",
            open_only=True,
        ),
        limit=1,
    )

    assert [(one.id, one.organisation_name) for one in found] == [("4711", "Nordwind")]
    assert wire.asked[0].url.params["query"] == (
        'type:ticket status<solved requester:"lena@nordwind.test" tags:"incident:INC-12" white page'
    )


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("", "type:ticket"),
        ('status:closed "x', "type:ticket status closed x"),
        ("-tags:vip INC-12", "type:ticket tags vip INC-12"),
        ("created>2020 (a*)", "type:ticket created 2020 a"),
    ],
)
def test_what_people_type_is_words_and_no_search_language(typed, sent):
    wire = Account().on("GET /search", {"results": []})

    desk(wire).search(Query(text=typed), limit=5)

    assert wire.asked[0].url.params["query"] == sent


def test_a_quote_in_an_address_ends_no_quotation():
    wire = Account().on("GET /search", {"results": []})

    desk(wire).search(Query(requester_email='a"b tags:x@y.test', text="y " * 900), limit=500)

    [request] = wire.asked
    assert request.url.params["query"].count('"') == 2
    assert len(request.url.params["query"]) < 500
    assert request.url.params["per_page"] == "100"


def test_nothing_is_asked_for_no_tickets():
    wire = Account()

    assert desk(wire).search(Query(text="x"), limit=0) == ()
    assert wire.asked == []


def test_an_empty_cursor_means_now_and_finds_nothing():
    wire = Account()

    changes = desk(wire).changed("", limit=100)

    assert (changes.tickets, changes.more, wire.asked) == ((), False, [])
    assert changes.cursor == f"since:{int(NOW.timestamp()) - 90}"


def test_changes_are_followed_page_by_page():
    gone = {"id": 4712, "status": "deleted", "subject": "SCRUBBED"}
    metrics = [{"ticket_id": 4711, "requester_updated_at": "2026-03-04T08:59:00Z"}]
    first = {
        "tickets": [{**FULL["ticket"], "metric_set": None}, gone, {"id": None}],
        "users": FULL["users"],
        "metric_sets": metrics,
        "after_cursor": "MTIz|next",
        "end_of_stream": False,
    }
    last = {"tickets": [], "after_cursor": "MTIz|last", "end_of_stream": True}
    wire = Account().on("GET /incremental/tickets/cursor", first, last)
    system = desk(wire)

    one = system.changed("since:1772614710", limit=50)
    two = system.changed(one.cursor, limit=50)

    assert [(ticket.id, ticket.gone) for ticket in one.tickets] == [
        ("4711", Gone.HERE),
        ("4712", Gone.DELETED),
    ]
    assert one.tickets[0].requester_name == "Lena Nord"
    assert one.tickets[0].customer_spoke_at == datetime(2026, 3, 4, 8, 59, tzinfo=UTC)
    assert (one.more, two.more, two.cursor) == (True, False, "MTIz|last")
    params = [dict(request.url.params) for request in wire.asked]
    assert (params[0]["start_time"], params[0]["per_page"]) == ("1772614710", "50")
    assert (params[1]["cursor"], "start_time" in params[1]) == ("MTIz|next", False)


@pytest.mark.parametrize("answer", [{}, [], {"tickets": None, "after_cursor": None, "end_of_stream": None}])
def test_an_export_that_tells_no_cursor_is_asked_from_the_same_place_again(answer):
    wire = Account().on("GET /incremental/tickets/cursor", httpx.Response(200, json=answer))

    changes = desk(wire).changed("MTIz", limit=0)

    assert (changes.tickets, changes.cursor, changes.more) == ((), "MTIz", False)


# --- writing


def test_a_ticket_is_made_with_our_key_in_it():
    made = {"ticket": {**FULL["ticket"], "external_id": "k-1"}}
    wire = Account().on("POST /tickets", httpx.Response(201, json=made))

    ticket = desk(wire).create(
        Draft(
            subject="Checkout is down",
            text="We are on it.",
            target="12",
            priority=Priority.HIGH,
            requester_email="lena@nordwind.test",
            tags=("incident:INC-12",),
        ),
        key="k-1",
    )

    assert ticket.id == "4711"
    assert wire.lines() == ["POST /api/v2/tickets"]
    assert wire.asked[0].headers["idempotency-key"] == "k-1"
    assert wire.bodies("POST") == [
        {
            "ticket": {
                "subject": "Checkout is down",
                "comment": {"body": "We are on it."},
                "external_id": "k-1",
                "tags": ["incident:INC-12"],
                "priority": "high",
                "group_id": 12,
                "requester": {"email": "lena@nordwind.test", "name": "lena@nordwind.test"},
            }
        }
    ]


def test_in_doubt_the_ticket_that_was_made_is_found():
    earlier = {"tickets": [{"id": 1, "external_id": "K-1"}, {**FULL["ticket"], "external_id": "k-1"}]}
    wire = Account().on("GET /tickets", earlier)

    ticket = desk(wire).create(Draft(subject="a", text="b"), key="k-1", doubtful=True)

    assert ticket.id == "4711"
    assert [one.method for one in wire.asked] == ["GET"]
    assert wire.asked[0].url.params["external_id"] == "k-1"


def test_in_doubt_a_ticket_that_was_not_made_is_made():
    wire = Account().on("GET /tickets", {"tickets": []}).on("POST /tickets", httpx.Response(201, json=FULL))

    ticket = desk(wire).create(Draft(subject="a", text="b"), key="k-1", doubtful=True)

    assert ticket.id == "4711"
    assert [one.method for one in wire.asked] == ["GET", "POST"]


def test_an_answer_that_names_no_ticket_leaves_it_in_doubt():
    with pytest.raises(TryLater) as later:
        desk(Account().on("POST /tickets", {"ticket": None})).create(Draft(subject="a", text="b"), key="k")

    assert later.value.unsure


@pytest.mark.parametrize(("way", "public"), [("note", False), ("reply", True)])
def test_words_are_written_with_our_key_in_the_history(way, public):
    wire = Account().on("PUT /tickets/4711", FULL)

    getattr(desk(wire), way)("4711", "*Looking* into <it>", key="k-2")

    assert wire.bodies("PUT") == [
        {
            "ticket": {
                "comment": {"body": "*Looking* into <it>", "public": public},
                "metadata": {"caseline_key": "k-2"},
            }
        }
    ]


def page(*keys: Any, after: str = "") -> dict[str, Any]:
    audits = [{"id": 1, "metadata": {"custom": {"caseline_key": key}}} for key in keys]
    return {"audits": audits, "meta": {"has_more": bool(after), "after_cursor": after or None}}


@pytest.mark.parametrize("way", ["note", "reply"])
def test_in_doubt_words_are_not_written_twice(way):
    pages = [page("other", None, after="c1"), page("k-2")]
    wire = Account().on("GET /tickets/4711/audits", *pages)

    getattr(desk(wire), way)("4711", "once", key="k-2", doubtful=True)

    assert [one.method for one in wire.asked] == ["GET", "GET"]
    assert wire.asked[1].url.params["page[after]"] == "c1"


def test_in_doubt_words_that_are_not_there_are_written():
    odd: dict[str, Any] = {
        "audits": [None, {}, {"metadata": None}, {"metadata": {"custom": []}}],
        "meta": None,
    }
    wire = Account().on("GET /tickets/4711/audits", odd).on("PUT /tickets/4711", FULL)

    desk(wire).note("4711", "once", key="k-2", doubtful=True)

    assert [one.method for one in wire.asked] == ["GET", "PUT"]


def test_an_endless_history_is_not_read_to_its_end():
    wire = Account().on("GET /tickets/4711/audits", page("x", after="more")).on("PUT /tickets/4711", FULL)

    desk(wire).note("4711", "once", key="k-2", doubtful=True)

    assert [one.method for one in wire.asked] == ["GET"] * 5 + ["PUT"]


def test_a_closed_ticket_says_so():
    closed = httpx.Response(
        422, json={"error": "RecordInvalid", "details": {"status": [{"description": "Status: closed"}]}}
    )

    with pytest.raises(Refused, match="closed"):
        desk(Account().on("PUT /tickets/4711", closed)).note("4711", "x", key="k")


def test_two_who_write_at_once_try_again():
    with pytest.raises(TryLater) as later:
        desk(Account().on("PUT /tickets/4711", httpx.Response(409))).note("4711", "x", key="k")

    assert not later.value.unsure


@pytest.mark.parametrize(("on", "tag", "method"), [(True, "vip", "PUT"), (False, "checkout", "DELETE")])
def test_one_tag_is_put_on_or_taken_off_and_the_others_stay(on, tag, method):
    wire = Account().on("GET /tickets/4711", FULL).on(f"{method} /tickets/4711/tags", {"tags": []})

    desk(wire).mark("4711", tag, on=on)

    assert wire.bodies(method) == [
        {"tags": [tag], "updated_stamp": "2026-03-04T08:52:10Z", "safe_update": "true"}
    ]


@pytest.mark.parametrize(("on", "tag"), [(True, "incident:INC-12"), (False, "incident:INC-99")])
def test_a_tag_that_is_as_it_should_be_is_left_alone(on, tag):
    wire = Account().on("GET /tickets/4711", FULL)

    desk(wire).mark("4711", tag, on=on)

    assert wire.lines() == ["GET /api/v2/tickets/4711"]


def test_a_ticket_that_changed_in_between_is_tagged_later():
    wire = Account().on("GET /tickets/4711", FULL).on("PUT /tickets/4711/tags", httpx.Response(409))

    with pytest.raises(TryLater):
        desk(wire).mark("4711", "vip", on=True)
