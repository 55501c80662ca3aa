"""What ServiceNow's adapter makes of the past of a record."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given

from bot.domain.sla_update import Author, History, Said, What
from bot.domain.ticket import TicketStatus
from bot.errors import AdapterError, NotLetIn, TicketGone, TryLater
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.servicenow_desk import (
    AGENT,
    CALLER,
    OPENED,
    SYS_ID,
    Instance,
    Row,
    audited,
    cells,
    desk,
    in_state,
    said,
)

HELD = [
    audited(1, "state", "1", "2", 1),
    audited(2, "state", "2", "3", 2),
    audited(3, "hold_reason", "", "1", 2),
    audited(4, "hold_reason", "1", "4", 3),
    audited(5, "hold_reason", "4", "", 4),
    audited(6, "state", "3", "6", 4),
]


def past(record: Row = OPENED, settings: dict[str, Any] | None = None, **tables: Any) -> History:
    return desk(Instance(incident=[record], **tables), **(settings or {})).history("INC0010023")


def statuses(found: History) -> list[TicketStatus]:
    return [one.status for one in found.updates if one.status]


def test_the_past_of_a_record_takes_three_requests() -> None:
    instance = Instance(incident=[OPENED])

    found = desk(instance).history("INC0010023")

    (begun,) = found.updates
    assert (begun.source, begun.id, begun.what) == ("servicenow", f"created/{SYS_ID}", What.CREATED)
    assert (begun.by, begun.said, begun.status) == (Author.CUSTOMER, Said.PUBLIC, None)
    assert begun.at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert not found.statuses
    assert [request.url.path.rpartition("/")[2] for request in instance.asked] == [
        "incident",
        "sys_audit",
        "sys_journal_field",
    ]


# --- who opened it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "by"),
    [
        ({}, Author.CUSTOMER),
        ({"opened_by": "a1", "opened_by.user_name": AGENT}, Author.AGENT),
        ({"opened_by": "a1", "opened_by.user_name": "caseline"}, Author.AGENT),
        ({"opened_by": "a1", "opened_by.user_name": "system"}, Author.CUSTOMER),
        ({"opened_by": "a1", "opened_by.user_name": "guest", "caller_id": ""}, Author.SYSTEM),
        ({"opened_by": "a1", "opened_by.user_name": ""}, Author.AGENT),
        ({"opened_by": "", "opened_by.user_name": "", "sys_created_by": CALLER}, Author.CUSTOMER),
        ({"opened_by": "", "opened_by.user_name": "", "sys_created_by": AGENT}, Author.AGENT),
        ({"opened_by": "", "opened_by.user_name": "", "caller_id": ""}, Author.SYSTEM),
    ],
)
def test_whoever_opened_a_record_may_have_done_so_for_its_caller(fields: dict[str, str], by: Author) -> None:
    found = past({**OPENED, **cells(fields)})

    assert (found.updates[0].by, found.updates[0].said) == (by, Said.PUBLIC)


def test_a_case_is_opened_by_its_contact() -> None:
    case = cells({"sys_id": SYS_ID, "number": "CS0001001", "opened_at": "2026-03-02 09:00:00"})
    contact = cells({"contact": "c1", "contact.user_name": "nora", "opened_by": "c1"})
    instance = Instance(sn_customerservice_case=[{**case, **contact}], sys_journal_field=[said(1, "nora")])

    found = desk(instance, table="sn_customerservice_case").history("CS0001001")

    assert [one.by for one in found.updates] == [Author.CUSTOMER, Author.CUSTOMER]


# --- what was said -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user", "element", "by", "heard"),
    [
        (CALLER, "comments", Author.CUSTOMER, Said.PUBLIC),
        (CALLER, "work_notes", Author.AGENT, Said.INTERNAL),
        (AGENT, "comments", Author.AGENT, Said.PUBLIC),
        (AGENT, "work_notes", Author.AGENT, Said.INTERNAL),
        ("caseline", "comments", Author.AGENT, Said.PUBLIC),
        ("caseline", "work_notes", Author.SYSTEM, Said.INTERNAL),
        ("system", "comments", Author.SYSTEM, Said.PUBLIC),
        ("guest", "comments", Author.SYSTEM, Said.PUBLIC),
        ("", "comments", Author.SYSTEM, Said.PUBLIC),
    ],
)
def test_a_line_of_the_journal_is_of_somebody_and_for_somebody(
    user: str, element: str, by: Author, heard: Said
) -> None:
    found = past(sys_journal_field=[said(7, user, element)])

    spoken = found.updates[1]
    assert (spoken.id, spoken.by, spoken.said) == (f"comment/{7:032x}", by, heard)
    assert spoken.at == datetime(2026, 3, 2, 9, 1, tzinfo=UTC)


def test_lines_of_other_records_are_dropped_in_case_the_instance_ignored_the_question() -> None:
    found = past(
        sys_journal_field=[said(7, AGENT, element_id="f" * 32)],
        sys_audit=[audited(1, "state", "1", "3", documentkey="f" * 32), audited(2, "urgency", "1", "3")],
    )

    assert len(found.updates) == 1
    assert not found.statuses


def test_of_a_long_journal_the_oldest_the_newest_and_the_first_replies_are_read() -> None:
    def journal(request: httpx.Request) -> httpx.Response:
        query = request.url.params["sysparm_query"]
        if "element=comments" in query:
            return httpx.Response(200, json={"result": [said(5000, AGENT, minute=30)]})
        start, minute = (9000, 50) if "ORDERBYDESC" in query else (1, 1)
        lines = [said(start + number, AGENT, "work_notes", minute) for number in range(200)]
        return httpx.Response(200, json={"result": lines})

    instance = Instance(incident=[OPENED], sys_journal_field=journal)

    found = desk(instance).history("INC0010023")

    assert len(found.updates) == 1 + 200 + 1 + 200
    assert [one.id for one in found.updates if one.is_reply] == [f"comment/{5000:032x}"]
    assert instance.queries("sys_journal_field") == [
        f"element_id={SYS_ID}^elementINcomments,work_notes^ORDERBYsys_created_on",
        f"element_id={SYS_ID}^elementINcomments,work_notes^ORDERBYDESCsys_created_on",
        f"element_id={SYS_ID}^element=comments^sys_created_by!={CALLER}^ORDERBYsys_created_on",
    ]


def test_a_user_name_that_would_begin_another_condition_stays_out_of_the_query() -> None:
    rows = [said(number, AGENT) for number in range(1, 201)]
    record = {**OPENED, **cells({"caller_id.user_name": "x^ORsys_id!=1"})}
    instance = Instance(incident=[record], sys_journal_field=rows)

    desk(instance).history("INC0010023")

    assert "x^OR" not in "".join(instance.queries("sys_journal_field"))


# --- states --------------------------------------------------------------------------------


def test_states_are_told_with_the_reason_to_hold_that_was_saved_with_them() -> None:
    found = past(in_state("6"), sys_audit=HELD)

    assert statuses(found) == [
        TicketStatus.NEW,
        TicketStatus.OPEN,
        TicketStatus.PENDING,
        TicketStatus.ON_HOLD,
        TicketStatus.SOLVED,
    ]
    assert [one.id for one in found.updates[1:]] == [f"change/{number:032x}" for number in (1, 3, 4, 6)]
    assert [one.sequence for one in found.updates[1:]] == [1, 2, 3, 4]
    assert found.statuses


def test_the_order_of_the_answer_does_not_matter() -> None:
    assert past(in_state("6"), sys_audit=HELD[::-1]) == past(in_state("6"), sys_audit=HELD)


@pytest.mark.parametrize(
    ("record", "audits"),
    [
        (in_state("1"), []),
        (in_state("6"), []),
        (in_state("7"), HELD),
        (in_state("6"), [HELD[0], *HELD[3:]]),
        (in_state("6"), 403),
        (in_state("6"), 404),
    ],
    ids=["new", "no audits", "not up to now", "a gap", "not allowed", "no such table"],
)
def test_where_audits_do_not_lead_to_the_state_of_now_not_every_status_is_told(
    record: Row, audits: list[Row] | int
) -> None:
    found = past(record, sys_audit=audits)

    assert not found.statuses
    assert found.updates[0].status is None


def test_more_audits_than_are_read_at_once_are_not_all() -> None:
    audits = [
        audited(n, "state", str(1 + n % 2), str(2 - n % 2), 1, record_checkpoint=str(n)) for n in range(200)
    ]

    assert not past(in_state("1"), sys_audit=audits).statuses


def test_the_settings_may_name_a_past_state_by_what_people_saw() -> None:
    labels = [
        cells({"element": "state", "value": "18", "label": "Wartet"}),
        cells({"element": "state", "value": "18", "label": "Awaiting info"}),
        cells({"element": "priority", "value": "2", "label": "Awaiting info"}),
    ]
    audits = [audited(1, "state", "1", "18", 1), audited(2, "state", "18", "2", 2)]
    instance = Instance(incident=[in_state("2", "Doing")], sys_audit=audits, sys_choice=labels)

    found = desk(instance, statuses={"awaiting info": "pending", "Doing": "on_hold"}).history("INC0010023")

    assert statuses(found) == [TicketStatus.NEW, TicketStatus.PENDING, TicketStatus.ON_HOLD]
    assert instance.queries("sys_choice") == ["nameINincident,task^element=state"]


def test_labels_are_not_asked_for_where_the_settings_use_numbers() -> None:
    instance = Instance(incident=[in_state("18")], sys_audit=[audited(1, "state", "-5", "18")])

    found = desk(instance, statuses={"18": "pending", "-5": "new"}).history("INC0010023")

    assert statuses(found) == [TicketStatus.NEW, TicketStatus.PENDING]
    assert instance.queries("sys_choice") == []


def test_what_the_instance_changed_by_itself_is_nobodys() -> None:
    found = past(in_state("7"), sys_audit=[audited(1, "state", "6", "7", user="system")])

    assert found.updates[1].by is Author.SYSTEM


# --- doors ---------------------------------------------------------------------------------


@pytest.mark.parametrize("opened", ["", "yesterday", "0001-01-01 00:00:00"])
def test_what_does_not_tell_when_it_began_has_no_past(opened: str) -> None:
    record = {**OPENED, **cells({"opened_at": opened, "sys_created_on": opened})}

    assert past(record, sys_journal_field=[said(1, AGENT)]) == History()


def test_a_record_without_an_id_asks_nothing_more() -> None:
    instance = Instance(incident=[{**OPENED, **cells({"sys_id": "^OR1=1"})}])

    found = desk(instance).history("INC0010023")

    assert len(found.updates) == len(instance.asked) == 1


@pytest.mark.parametrize(
    "id", ["", "7", "INC-12", "INC0010023^ORnumber!=1", SYS_ID[:31], "javascript:gs.now()"]
)
def test_an_id_that_no_record_has_never_leaves(id: str) -> None:
    instance = Instance(incident=[OPENED])

    with pytest.raises(TicketGone):
        desk(instance).history(id)

    assert instance.asked == []


def answering(status: int) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(status, json={})


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, NotLetIn), (403, TicketGone), (404, TicketGone), (429, TryLater), (503, TryLater)],
)
def test_failures_come_in_the_words_of_the_bot(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        desk(Instance(incident=status)).history("INC0010023")


@pytest.mark.parametrize("table", ["sys_audit", "sys_journal_field"])
def test_a_side_table_that_does_not_answer_now_is_tried_later(table: str) -> None:
    tables: dict[str, Any] = {table: answering(503)}

    with pytest.raises(TryLater):
        past(**tables)


STORY = {
    "record": in_state("6"),
    "audits": HELD,
    "lines": [said(1, CALLER), said(2, AGENT), said(3, AGENT, "work_notes")],
}


@given(broken(STORY))
def test_whatever_is_odd_is_left_out(raw: dict[str, Any]) -> None:
    record: Any = raw.get("record")
    audits, lines = raw.get("audits") or [], raw.get("lines") or []
    instance = Instance(incident=[record], sys_audit=audits, sys_journal_field=lines)
    try:
        found = desk(instance).history("INC0010023")
    except AdapterError:
        return

    assert found == History() or found.updates[0].what is What.CREATED
