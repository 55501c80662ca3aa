"""What is written in Intercom, once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket import Draft
from bot.errors import Refused, TryLater
from tests.adapters.tickets.intercom_desk import TICKET, Workspace, desk


@pytest.mark.parametrize(
    ("id", "path"), [("215469", "/conversations/215469/reply"), ("ticket-631", "/tickets/631/reply")]
)
def test_a_note_is_internal_and_a_reply_is_not(id: str, path: str) -> None:
    workspace = Workspace()
    system = desk(workspace)

    system.note(id, "Linked to INC-12.", key="note:7")
    note = workspace.body()
    system.reply(id, "We are on it.\nSorry.\n\nAna", key="reply:8")
    reply = workspace.body()

    assert workspace.lines() == [f"POST {path}"] * 2
    assert note == {
        "message_type": "note",
        "type": "admin",
        "admin_id": "814",
        "body": "<p>Linked to INC-12.</p><p>caseline:note:7</p>",
    }
    assert reply["message_type"] == "comment"
    assert reply["body"] == "<p>We are on it.<br>Sorry.</p><p>Ana</p><p>caseline:reply:8</p>"


@given(st.text(max_size=200))
def test_no_text_becomes_markup(said: str) -> None:
    workspace = Workspace()

    desk(workspace).note("215469", said, key="k")

    bare = workspace.body()["body"]
    for tag in ("<p>", "</p>", "<br>"):
        bare = bare.replace(tag, "")
    assert "<" not in bare
    assert ">" not in bare


def test_a_doubtful_note_that_arrived_is_not_written_again() -> None:
    workspace = Workspace()

    desk(workspace).note("215469", "Linked.", key="note:7", doubtful=True)

    assert workspace.lines() == ["GET /conversations/215469"]


@pytest.mark.parametrize("id", ["215469", "ticket-631"])
def test_a_doubtful_note_that_did_not_arrive_is_written(id: str) -> None:
    workspace = Workspace()

    desk(workspace).note(id, "Linked.", key="note:77", doubtful=True)

    assert workspace.lines()[-1].endswith("/reply")


def test_a_tag_is_made_and_then_put_on() -> None:
    workspace = Workspace()

    desk(workspace).mark("215469", "incident:INC-12", on=True)

    assert workspace.lines() == ["POST /tags", "POST /conversations/215469/tags"]
    assert workspace.body(0) == {"name": "incident:INC-12"}
    assert workspace.body(1) == {"id": "77", "admin_id": "814"}


def test_a_tag_that_is_on_it_is_taken_off_and_no_other() -> None:
    workspace = Workspace(**{"DELETE /conversations/215469/tags/123456": {}})
    system = desk(workspace)

    system.mark("215469", "incident:INC-12", on=False)
    system.mark("215469", "incident:INC-13", on=False)

    assert workspace.lines() == [
        "GET /conversations/215469",
        "DELETE /conversations/215469/tags/123456",
        "GET /conversations/215469",
    ]
    assert workspace.body(1) == {"admin_id": "814"}


@pytest.mark.parametrize("answer", [{}, 404])
def test_a_tag_of_a_ticket_is_taken_off_by_its_id_as_tickets_show_none(answer: Any) -> None:
    workspace = Workspace(
        **{
            "GET /tags": {"data": [{"id": "77", "name": "incident:INC-12"}]},
            "DELETE /tickets/631/tags/77": answer,
        }
    )

    desk(workspace).mark("ticket-631", "incident:INC-12", on=False)

    assert workspace.lines() == ["GET /tickets/631", "GET /tags", "DELETE /tickets/631/tags/77"]


def test_a_tag_that_may_not_be_taken_off_is_told() -> None:
    workspace = Workspace(**{"DELETE /conversations/215469/tags/123456": 403})

    with pytest.raises(Refused):
        desk(workspace).mark("215469", "incident:INC-12", on=False)


DRAFT = Draft(
    subject="Refund <b>missing</b>",
    text="Since Monday.",
    requester_email="nora@globex.test",
    tags=("incident:INC-12",),
)


def test_a_new_ticket_has_its_customer_its_tags_and_our_key() -> None:
    workspace = Workspace(**{"POST /tickets": TICKET})

    ticket = desk(workspace, ticket_type="95").create(DRAFT, key="create:1")

    assert workspace.lines() == ["POST /tickets", "POST /tags", "POST /tickets/631/tags"]
    assert workspace.body(0) == {
        "ticket_type_id": "95",
        "contacts": [{"email": "nora@globex.test"}],
        "ticket_attributes": {
            "_default_title_": "Refund <b>missing</b>",
            "_default_description_": "Since Monday.\n\ncaseline:create:1",
        },
    }
    assert ticket.id == "ticket-631"


@pytest.mark.parametrize("status", [429, 503])
def test_a_ticket_that_was_made_and_could_not_be_tagged_is_looked_for_the_next_time(status: int) -> None:
    workspace = Workspace(**{"POST /tickets": TICKET, "POST /tags": status})

    with pytest.raises(TryLater) as later:
        desk(workspace, ticket_type="95").create(DRAFT, key="create:1")

    assert later.value.unsure


@pytest.mark.parametrize(
    ("kind", "draft"),
    [("", DRAFT), ("../x", DRAFT), ("95", Draft(subject="x", text="y", requester_email=""))],
)
def test_without_a_type_or_a_customer_no_ticket_is_made(kind: str, draft: Draft) -> None:
    workspace = Workspace()

    with pytest.raises(Refused, match="Intercom"):
        desk(workspace, ticket_type=kind).create(draft, key="create:1")

    assert workspace.asked == []


def test_a_doubtful_ticket_that_was_made_is_found_on_a_later_page() -> None:
    described = {**TICKET["ticket_attributes"], "_default_description_": "Since Monday.\n\ncaseline:create:1"}
    workspace = Workspace(
        **{
            "POST /tickets/search": [
                {"tickets": [TICKET], "pages": {"next": {"starting_after": "p2"}}},
                {"tickets": [{**TICKET, "id": "632", "ticket_attributes": described}]},
            ],
            "POST /tickets/632/tags": {},
        }
    )

    ticket = desk(workspace, ticket_type="95").create(DRAFT, key="create:1", doubtful=True)

    assert ticket.id == "ticket-632"
    assert "POST /tickets" not in workspace.lines()


def test_a_doubtful_ticket_is_looked_for_on_a_few_pages_and_then_made() -> None:
    pages = [{"tickets": [TICKET], "pages": {"next": {"starting_after": f"p{n}"}}} for n in range(9)]
    workspace = Workspace(**{"POST /tickets/search": pages, "POST /tickets": TICKET})

    desk(workspace, ticket_type="95").create(DRAFT, key="create:1", doubtful=True)

    assert workspace.lines()[:5] == ["POST /tickets/search"] * 4 + ["POST /tickets"]
