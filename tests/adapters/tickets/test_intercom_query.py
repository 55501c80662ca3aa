"""What Intercom's searches are asked, and how a sweep goes on."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket import Query
from tests.adapters.tickets.intercom_desk import CONVERSATION, SECONDS, TICKET, Workspace, desk

# --- finding --------------------------------------------------------------------------------


def filters(body: dict[str, Any]) -> list[tuple[str, str, Any]]:
    return [(each["field"], each["operator"], each["value"]) for each in body["query"]["value"]]


def test_open_conversations_of_a_customer_are_found_by_words_and_tag() -> None:
    workspace = Workspace(
        **{
            "GET /tags": {"data": [{"id": "76", "name": "vip"}, {"id": "77", "name": "Incident:inc-12"}]},
            "POST /conversations/search": {"conversations": [CONVERSATION]},
        }
    )
    query = Query(
        text="checkout, down!", requester_email="nora@globex.test", tag="incident:INC-12", open_only=True
    )

    found = desk(workspace).search(query, limit=5)

    assert [(each.id, each.requester_name) for each in found] == [("215469", "Nora Quist")]
    assert workspace.lines() == ["GET /tags", "POST /conversations/search", "POST /contacts/search"]
    assert filters(workspace.body(1)) == [
        ("source.body", "=", "checkout"),
        ("source.body", "=", "down"),
        ("source.author.email", "=", "nora@globex.test"),
        ("tag_ids", "=", "77"),
        ("open", "=", True),
    ]
    assert workspace.body(1)["pagination"] == {"per_page": 5}


def test_a_number_is_looked_for_as_an_id() -> None:
    workspace = Workspace(**{"POST /conversations/search": {"conversations": []}})

    found = desk(workspace).search(Query(text="215469"), limit=5)

    assert list(found) == []
    assert filters(workspace.body()) == [("id", "=", "215469")]


def test_a_tag_that_does_not_exist_is_on_nothing() -> None:
    workspace = Workspace(**{"GET /tags": {"data": []}})

    assert list(desk(workspace).search(Query(tag="incident:INC-12"), limit=5)) == []
    assert list(desk(workspace).search(Query(), limit=5)) == []
    assert workspace.lines() == ["GET /tags"]


# --- changes --------------------------------------------------------------------------------


def test_an_empty_cursor_finds_nothing_and_asks_nobody() -> None:
    workspace = Workspace()

    changes = desk(workspace).changed("", limit=10)

    assert (changes.tickets, changes.cursor, changes.more) == ((), str(SECONDS), False)
    assert workspace.asked == []


def test_a_sweep_reads_every_page_and_the_next_begins_where_it_began() -> None:
    older = {**CONVERSATION, "id": "1", "updated_at": SECONDS - 30}
    newer = {**CONVERSATION, "id": "2", "updated_at": SECONDS - 10}
    workspace = Workspace(
        **{
            "POST /conversations/search": [
                {"conversations": [newer, older], "pages": {"next": {"starting_after": "p|2"}}},
                {"conversations": [], "pages": {"next": None}},
            ]
        }
    )
    system = desk(workspace)

    first = system.changed(str(SECONDS - 600), limit=10)
    second = system.changed(first.cursor, limit=10)

    assert [ticket.id for ticket in first.tickets] == ["1", "2"]
    assert (first.more, second.more) == (True, False)
    assert filters(workspace.body(0)) == [("updated_at", ">", SECONDS - 601)]
    assert workspace.body(2)["pagination"] == {"per_page": 10, "starting_after": "p|2"}
    assert second.cursor == str(SECONDS - 60)


def test_the_cursor_never_goes_back() -> None:
    workspace = Workspace(**{"POST /conversations/search": {"conversations": []}})

    assert desk(workspace).changed(str(SECONDS - 5), limit=10).cursor == str(SECONDS - 5)


def test_tickets_are_swept_after_conversations_where_there_is_a_type_of_them() -> None:
    workspace = Workspace(
        **{
            "POST /conversations/search": {"conversations": []},
            "POST /tickets/search": {"tickets": [TICKET]},
        }
    )
    system = desk(workspace, ticket_type="95")

    first = system.changed(str(SECONDS - 600), limit=10)
    second = system.changed(first.cursor, limit=10)

    assert (first.tickets, first.more) == ((), True)
    assert ([ticket.id for ticket in second.tickets], second.more) == (["ticket-631"], False)
    assert second.cursor == str(SECONDS - 60)


def test_a_page_that_leads_to_itself_ends_the_sweep() -> None:
    page = {"conversations": [], "pages": {"next": {"starting_after": "p2"}}}
    system = desk(Workspace(**{"POST /conversations/search": page}))

    first = system.changed(str(SECONDS - 600), limit=10)

    assert system.changed(first.cursor, limit=10).more is False


@given(st.text(max_size=40))
def test_a_cursor_of_nobody_starts_now_or_asks_a_page(cursor: str) -> None:
    workspace = Workspace(**{"POST /conversations/search": {"conversations": []}, "POST /tickets/search": {}})

    changes = desk(workspace).changed(cursor, limit=10)

    assert changes.tickets == ()
    assert len(workspace.asked) <= 1
