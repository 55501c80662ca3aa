"""What the parts of Intercom's conversations and tickets say of their past."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from bot.domain.sla_update import Author, History, Said, Update, What
from bot.domain.ticket import TicketStatus
from tests.adapters.tickets.intercom_desk import CONVERSATION, TICKET, Workspace, desk
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.wire import OneAfterAnother

BEGUN = CONVERSATION["created_at"]
WHO = {"type": "user", "id": "6762f1261bb69f9f2193bba7"}
ADMIN = {"type": "admin", "id": "814"}
BOT = {"type": "bot", "id": "5"}


def part(id: int, kind: str, author: Any = ADMIN, body: Any = "<p>Words</p>", **more: Any) -> dict[str, Any]:
    usual = {"body": body, "created_at": BEGUN + 60 * id, "author": author}
    return {"type": "conversation_part", "id": str(id), "part_type": kind, **usual, **more}


def conversation(*parts: Any, total: int | None = None, **more: Any) -> History:
    listed = {"conversation_parts": parts, "total_count": len(parts) if total is None else total}
    raw = {**CONVERSATION, "conversation_parts": listed, **more}
    return desk(Workspace(**{"GET /conversations/215469": raw})).history("215469")


def ticket(*parts: Any, **more: Any) -> History:
    raw = {**TICKET, "ticket_parts": {"ticket_parts": parts, "total_count": len(parts)}, **more}
    return desk(Workspace(**{"GET /tickets/631": raw})).history("ticket-631")


def test_a_conversation_tells_its_past_in_one_request() -> None:
    workspace = Workspace()

    found = desk(workspace).history("215469")

    assert workspace.lines() == ["GET /conversations/215469"]
    assert found == History(
        (
            Update(
                source="intercom",
                id="conversation/215469",
                at=datetime(2026, 3, 2, 9, tzinfo=UTC),
                sequence=0,
                what=What.CREATED,
                by=Author.CUSTOMER,
                said=Said.PUBLIC,
                status=TicketStatus.OPEN,
            ),
            Update(
                source="intercom",
                id="part/1",
                at=datetime(2026, 3, 2, 10, 15, tzinfo=UTC),
                sequence=0,
                by=Author.CUSTOMER,
                said=Said.PUBLIC,
            ),
            Update(
                source="intercom",
                id="part/2",
                at=datetime(2026, 3, 2, 10, 23, 20, tzinfo=UTC),
                sequence=0,
                by=Author.SYSTEM,
                said=Said.INTERNAL,
            ),
        ),
        statuses=True,
    )


@pytest.mark.parametrize(
    ("told", "by", "said"),
    [
        (part(1, "comment"), Author.AGENT, Said.PUBLIC),
        (part(1, "comment", {"type": "team", "id": "9"}), Author.AGENT, Said.PUBLIC),
        (part(1, "comment", WHO), Author.CUSTOMER, Said.PUBLIC),
        (part(1, "comment", {**WHO, "type": "lead"}), Author.CUSTOMER, Said.PUBLIC),
        (part(1, "comment", BOT), Author.SYSTEM, Said.PUBLIC),
        (part(1, "comment", {**ADMIN, "from_ai_agent": True}), Author.SYSTEM, Said.PUBLIC),
        (part(1, "comment", None), Author.SYSTEM, Said.PUBLIC),
        (part(1, "note"), Author.AGENT, Said.INTERNAL),
        (part(1, "note_and_reopen"), Author.AGENT, Said.INTERNAL),
        (part(1, "comment", body="<p>Hi</p><p>caseline:k</p>"), Author.AGENT, Said.PUBLIC),
        (part(1, "note", body="<p>Hi</p><p>caseline:k</p>"), Author.SYSTEM, Said.INTERNAL),
        (part(1, "assignment"), Author.AGENT, Said.PUBLIC),
        (part(1, "close"), Author.AGENT, Said.PUBLIC),
        (part(1, "comment", WHO, None, attachments=[{"name": "a.png"}]), Author.CUSTOMER, Said.PUBLIC),
        (part(1, "comment", WHO, None, redacted=True), Author.CUSTOMER, Said.PUBLIC),
    ],
)
def test_a_part_is_by_whoever_wrote_it(told: Any, by: Author, said: Said) -> None:
    [_, found] = conversation(told).updates

    assert (found.by, found.said) == (by, said)


@pytest.mark.parametrize(
    "told",
    [
        part(1, "assignment", body=None),
        part(1, "comment", body="<p> </p>"),
        part(1, "conversation_rating_remark_added", WHO),
        part(1, "conversation_attribute_updated_by_admin"),
        part(1, "brand_new"),
    ],
)
def test_what_nobody_said_is_no_news(told: Any) -> None:
    assert len(conversation(told).updates) == 1


@pytest.mark.parametrize(
    ("source", "by"),
    [
        ({"author": WHO, "delivered_as": "customer_initiated"}, Author.CUSTOMER),
        ({"author": WHO, "delivered_as": "operator_initiated"}, Author.CUSTOMER),
        ({"author": ADMIN, "delivered_as": "admin_initiated"}, Author.AGENT),
        ({"author": ADMIN, "delivered_as": "automated"}, Author.SYSTEM),
        ({"author": ADMIN, "delivered_as": "campaigns_initiated"}, Author.SYSTEM),
        ({"author": BOT, "delivered_as": "operator_initiated"}, Author.SYSTEM),
        ({"author": None, "delivered_as": "customer_initiated"}, Author.CUSTOMER),
        ({"author": {"type": ""}, "delivered_as": "admin_initiated"}, Author.AGENT),
        ({"delivered_as": "automated"}, Author.SYSTEM),
        (None, Author.CUSTOMER),
    ],
)
def test_a_conversation_was_opened_by_a_customer_an_agent_or_nobody(source: Any, by: Author) -> None:
    assert conversation(source=source).updates[0].by is by


# --- states


def test_every_state_stands_among_the_parts() -> None:
    found = conversation(
        part(1, "snoozed", body=None),
        part(2, "timer_unsnooze", BOT, None),
        part(3, "close"),
        part(4, "open", WHO),
        part(5, "close", body=None),
        part(6, "note_and_reopen"),
        part(7, "snoozed", body=None),
        part(8, "comment", WHO),
        part(9, "close", BOT, None),
        state="closed",
    )

    assert [one.status for one in found.updates] == [
        TicketStatus.OPEN,
        TicketStatus.PENDING,
        TicketStatus.OPEN,
        TicketStatus.SOLVED,
        TicketStatus.OPEN,
        TicketStatus.SOLVED,
        TicketStatus.OPEN,
        TicketStatus.PENDING,
        TicketStatus.OPEN,
        TicketStatus.SOLVED,
    ]
    assert found.statuses


def test_a_conversation_that_is_not_as_its_parts_say_has_had_other_states() -> None:
    assert not conversation(part(1, "close"), state="snoozed").statuses


def test_states_are_read_by_the_settings() -> None:
    raw = {**CONVERSATION, "conversation_parts": {"conversation_parts": [part(1, "snoozed", body=None)]}}

    found = desk(Workspace(**{"GET /conversations/215469": raw}), statuses={"snoozed": "on_hold"}).history(
        "215469"
    )

    assert [one.status for one in found.updates] == [TicketStatus.OPEN, TicketStatus.ON_HOLD]


def turned(id: int, before: str, now: str, author: Any = ADMIN) -> dict[str, Any]:
    more = {"previous_ticket_state": before, "ticket_state": now}
    return part(id, "ticket_state_updated_by_admin", author, None, **more)


def test_a_ticket_tells_its_states_by_what_they_were_before() -> None:
    found = ticket(
        turned(1, "submitted", "submitted", BOT),
        turned(2, "submitted", "in_progress"),
        part(3, "comment"),
        turned(4, "in_progress", "waiting_on_customer"),
        part(5, "comment", WHO),
    )

    assert [(one.id, one.status) for one in found.updates] == [
        ("ticket/631", TicketStatus.NEW),
        ("part/2", TicketStatus.OPEN),
        ("part/3", None),
        ("part/4", TicketStatus.PENDING),
        ("part/5", None),
    ]
    assert found.statuses


@pytest.mark.parametrize(
    ("more", "by"),
    [
        ({}, Author.CUSTOMER),
        ({"category": None}, Author.CUSTOMER),
        ({"category": "Back-office"}, Author.AGENT),
        ({"ticket_attributes": {"_default_description_": "Down.\n\ncaseline:k-1"}}, Author.AGENT),
    ],
)
def test_a_ticket_was_opened_by_the_customer_unless_it_was_not(more: dict[str, Any], by: Author) -> None:
    assert ticket(**more).updates[0].by is by


# --- order and length


def test_parts_of_the_same_second_stay_in_their_order() -> None:
    same = {"created_at": BEGUN + 60}

    found = conversation(part(10, "comment", **same), part(9, "comment", WHO, **same)).updates

    assert [(one.id, one.sequence) for one in found[1:]] == [("part/9", 0), ("part/10", 1)]


FIRST = {"first_admin_reply_at": BEGUN + 30}


def test_of_more_than_500_parts_the_beginning_and_the_first_reply_are_told() -> None:
    found = conversation(part(7, "comment"), total=501, statistics=FIRST)

    assert [(one.id, one.by, one.said) for one in found.updates] == [
        ("conversation/215469", Author.CUSTOMER, Said.PUBLIC),
        ("statistics/first_admin_reply_at", Author.AGENT, Said.PUBLIC),
        ("part/7", Author.AGENT, Said.PUBLIC),
    ]
    assert not found.statuses


def test_a_first_reply_that_stands_among_the_parts_is_told_once() -> None:
    found = conversation(part(7, "comment"), total=1, statistics=FIRST)

    assert [one.id for one in found.updates if one.is_reply] == ["part/7"]


# --- odd answers


@pytest.mark.parametrize("created", [None, "", "soon", 1e99, True])
def test_without_a_beginning_nothing_is_told(created: Any) -> None:
    assert conversation(created_at=created) == History()


RICH = {
    **CONVERSATION,
    "statistics": FIRST,
    "conversation_parts": {
        "conversation_parts": [part(1, "close"), part(2, "open", WHO, attachments=[{}]), part(3, "note")],
        "total_count": 501,
    },
}


@given(
    broken(RICH), broken({**TICKET, "ticket_parts": {"ticket_parts": [turned(2, "submitted", "resolved")]}})
)
def test_whatever_is_missing_or_odd_a_history_is_read(raw: Any, other: Any) -> None:
    workspace = Workspace(
        **{
            "GET /conversations/215469": OneAfterAnother([raw]),
            "GET /tickets/631": OneAfterAnother([other]),
        }
    )

    for id in ("215469", "ticket-631"):
        found = desk(workspace).history(id).updates
        assert [one.what for one in found].count(What.CREATED) == bool(found)
