"""What is asked of ServiceNow's tables, and what foreign words cannot do there."""

from collections.abc import Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket import Query
from tests.adapters.tickets.servicenow_desk import INCIDENT, Instance, Row, cells, desk, updated

# --- finding --------------------------------------------------------------------------------


def test_open_tickets_of_a_customer_are_found_by_words() -> None:
    solved = {**INCIDENT, **cells({"state": "6", "number": "INC0010024"})}
    instance = Instance(incident=[INCIDENT, solved])

    found = desk(instance).search(
        Query(text="checkout down", requester_email="nora@globex.test", open_only=True), limit=5
    )

    assert [ticket.id for ticket in found] == ["INC0010023"]
    (query,) = instance.queries("incident")
    assert query.split("^") == [
        "short_descriptionLIKEcheckout",
        "short_descriptionLIKEdown",
        "caller_id.email=nora@globex.test",
        "active=true",
        "ORDERBYDESCsys_updated_on",
    ]
    assert instance.asked[0].url.params["sysparm_limit"] == "5"


def test_a_number_is_found_as_a_number() -> None:
    instance = Instance(incident=[INCIDENT])

    desk(instance).search(Query(text=" inc0010023 "), limit=5)

    assert instance.queries("incident") == ["number=INC0010023^ORDERBYDESCsys_updated_on"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_foreign_words_never_add_a_condition(text: str, email: str) -> None:
    instance = Instance(incident=[])

    desk(instance).search(Query(text=f"a{text}", requester_email=email and f"b{email}"), limit=5)

    for query in instance.queries("incident"):
        *conditions, order = query.split("^")
        assert order == "ORDERBYDESCsys_updated_on"
        assert all(each.startswith(("short_descriptionLIKE", "caller_id.email=")) for each in conditions[:-1])
        assert "javascript:" not in query


@pytest.mark.parametrize(
    "text", ["a^ORnumberISNOTEMPTY", "javascript:gs.getUserID()", "a^NQactive=true", "x^ORDERBYDESCsys_id"]
)
def test_a_query_in_the_words_is_only_words(text: str) -> None:
    instance = Instance(incident=[INCIDENT])

    desk(instance).search(Query(text=text), limit=5)

    (query,) = instance.queries("incident")
    *conditions, _ = query.split("^")
    assert all(condition.startswith("short_descriptionLIKE") for condition in conditions)
    assert not any(
        sign in condition[len("short_descriptionLIKE") :] for condition in conditions for sign in "=:("
    )


def test_an_address_that_could_be_a_query_finds_nothing_and_is_not_asked() -> None:
    instance = Instance(incident=[INCIDENT])

    found = desk(instance).search(Query(requester_email="x^ORactive=true"), limit=5)

    assert (list(found), instance.asked) == ([], [])


def test_what_the_instance_finds_although_nobody_asked_for_it_is_left_out() -> None:
    found = desk(Instance(incident=[INCIDENT])).search(Query(requester_email="leo@globex.test"), limit=5)

    assert list(found) == []


@pytest.mark.parametrize("query", [Query(), Query(tag="incident:INC-12"), Query(text="^^^")])
def test_nothing_is_found_by_nothing_nor_by_a_tag(query: Query) -> None:
    instance = Instance(incident=[INCIDENT])

    assert list(desk(instance).search(query, limit=5)) == []
    assert instance.asked == []


# --- changes --------------------------------------------------------------------------------


def test_an_empty_cursor_finds_nothing_and_asks_nobody() -> None:
    instance = Instance(incident=[INCIDENT])

    changes = desk(instance).changed("", limit=10)

    assert (changes.tickets, changes.cursor, changes.more) == ((), "2026-03-02 12:00:00", False)
    assert instance.asked == []


def test_changes_are_asked_for_in_order_and_the_next_time_from_a_little_earlier() -> None:
    instance = Instance(incident=[updated(1, "2026-03-02 12:00:30"), updated(2, "2026-03-02 12:01:00")])

    changes = desk(instance).changed("2026-03-02 12:00:00", limit=10)

    assert [ticket.id for ticket in changes.tickets] == ["INC0000001", "INC0000002"]
    assert (changes.cursor, changes.more) == ("2026-03-02 12:00:50", False)
    assert instance.queries("incident") == [
        "sys_updated_on>=2026-03-02 12:00:00^ORDERBYsys_updated_on^ORDERBYsys_id"
    ]


def test_a_quiet_time_does_not_move_the_cursor_back() -> None:
    assert desk(Instance()).changed("2026-03-02 12:00:00", limit=10).cursor == "2026-03-02 12:00:00"


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_no_change_is_lost_however_many_share_one_second(size: int) -> None:
    rows = [updated(n, "2026-03-02 12:00:05") for n in range(1, 6)]
    rows += [updated(n, f"2026-03-02 12:00:{n:02}") for n in range(6, 40)]
    system = desk(Instance(incident=_ordered(rows)))

    cursor, seen = "2026-03-02 12:00:00", set()
    for _ in range(200):
        changes = system.changed(cursor, limit=size)
        seen |= {ticket.id for ticket in changes.tickets}
        cursor = changes.cursor
        if not changes.more:
            break

    assert len(seen) == 39
    assert not changes.more


def _ordered(rows: list[Row]) -> Callable[[httpx.Request], httpx.Response]:
    """An instance that understands the two questions about changes, and pages."""

    def answer(request: httpx.Request) -> httpx.Response:
        condition, *others = request.url.params["sysparm_query"].split("^")
        since = condition[-19:]
        after = others[0].removeprefix("sys_id>") if others[0].startswith("sys_id>") else ""
        keys = [(row["sys_updated_on"]["value"], row["sys_id"]["value"]) for row in rows]
        fits = [at == since and id > after if after else at >= since for at, id in keys]
        found = [
            row for _, row, fit in sorted(zip(keys, rows, fits, strict=True), key=lambda one: one[0]) if fit
        ]
        return httpx.Response(200, json={"result": found[: int(request.url.params["sysparm_limit"])]})

    return answer


def test_a_page_has_at_most_fifty_and_its_slas_are_asked_for_at_once() -> None:
    instance = Instance(incident=[updated(n, "2026-03-02 12:00:30") for n in range(1, 4)])

    desk(instance).changed("2026-03-02 12:00:00", limit=1000)

    assert instance.asked[0].url.params["sysparm_limit"] == "50"
    assert len(instance.asked) == 3
