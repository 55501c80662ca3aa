"""What ServiceNow's records become here."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket import Deadline, Priority, TicketStatus
from bot.errors import NotLetIn, TicketGone, TryLater
from tests.adapters.tickets.odd import broken
from tests.adapters.tickets.servicenow_desk import INCIDENT, SYS_ID, Instance, Row, cells, desk, updated


def test_an_incident_is_a_ticket_with_customer_company_and_status() -> None:
    instance = Instance(incident=[INCIDENT])

    ticket = desk(instance, fields={"tier": "company.u_tier"}).fetch("INC0010023")

    assert (ticket.system, ticket.id, ticket.subject) == (
        "servicenow",
        "INC0010023",
        "Checkout <b>fails</b> for everybody",
    )
    assert (ticket.status, ticket.desk_status, ticket.priority) == (
        TicketStatus.PENDING,
        "On Hold",
        Priority.URGENT,
    )
    assert (ticket.requester_name, ticket.requester_email) == ("Nora Quist", "nora@globex.test")
    assert (ticket.organisation, ticket.organisation_name) == ("227cdfb03710200044e0bfc8bcbe5d6b", "Globex")
    assert (ticket.assignee, ticket.group) == ("Ana Vidal", "Service Desk")
    assert (ticket.assignee_id, ticket.assignee_email) == (
        "46d44a23a9fe19810012d100cca80666",
        "ana@acme.test",
    )
    assert ticket.fields == {"tier": "premium"}
    assert desk(instance).ref_in(ticket.url) == SYS_ID


def test_instants_are_those_of_the_database_and_not_of_the_user_s_zone() -> None:
    ticket = desk(Instance(incident=[INCIDENT])).fetch("INC0010023")

    assert ticket.created_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert ticket.updated_at == datetime(2026, 3, 2, 10, 30, tzinfo=UTC)


def test_a_ticket_costs_three_requests_for_named_fields_with_the_user_s_password() -> None:
    instance = Instance(incident=[INCIDENT])

    desk(instance, fields={"tier": "company.u_tier"}).fetch("INC0010023")

    first = instance.asked[0]
    assert len(instance.asked) == 3
    assert first.headers["authorization"].startswith("Basic ")
    assert first.url.params["sysparm_query"] == "number=INC0010023"
    assert first.url.params["sysparm_display_value"] == "all"
    assert first.url.params["sysparm_fields"].split(",")[-1] == "company.u_tier"


def test_a_sys_id_is_answered_with_the_number() -> None:
    instance = Instance(incident=[INCIDENT])

    ticket = desk(instance).fetch(SYS_ID)

    assert ticket.id == "INC0010023"
    assert instance.queries("incident") == [f"sys_id={SYS_ID}"]


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        ("1", "", TicketStatus.NEW),
        ("2", "", TicketStatus.OPEN),
        ("3", "4", TicketStatus.ON_HOLD),
        ("3", "1", TicketStatus.PENDING),
        ("6", "", TicketStatus.SOLVED),
        ("7", "", TicketStatus.CLOSED),
        ("8", "", TicketStatus.CLOSED),
        ("-5", "", TicketStatus.OPEN),
    ],
)
def test_states_come_down_to_ours(state: str, reason: str, expected: TicketStatus) -> None:
    row = {**INCIDENT, **cells({"state": state, "hold_reason": reason})}

    assert desk(Instance(incident=[row])).fetch("INC0010023").status is expected


def test_the_settings_may_name_a_state_by_its_number_or_by_what_people_see() -> None:
    row = {**INCIDENT, "state": {"value": "18", "display_value": "Awaiting Info"}}

    by_number = desk(Instance(incident=[row]), statuses={"18": "pending"}).fetch("INC0010023")
    by_label = desk(Instance(incident=[row]), statuses={"awaiting info": "pending"}).fetch("INC0010023")

    assert by_number.status is by_label.status is TicketStatus.PENDING


def test_what_the_settings_say_of_a_state_counts_before_the_reason_to_hold() -> None:
    ticket = desk(Instance(incident=[INCIDENT]), statuses={"3": "on_hold"}).fetch("INC0010023")

    assert ticket.status is TicketStatus.ON_HOLD


def test_a_case_of_customer_service_has_its_contact_and_account() -> None:
    case = cells(
        {
            "sys_id": SYS_ID,
            "number": "CS0001001",
            "contact": "c1",
            "contact.name": "Nora",
            "contact.email": "nora@globex.test",
            "account": "a1",
            "account.name": "Globex",
        }
    )
    instance = Instance(sn_customerservice_case=[case])

    ticket = desk(instance, table="sn_customerservice_case").fetch("CS0001001")

    assert (ticket.requester, ticket.requester_name, ticket.requester_email) == (
        "c1",
        "Nora",
        "nora@globex.test",
    )
    assert (ticket.organisation, ticket.organisation_name) == ("a1", "Globex")


def test_slas_are_deadlines_and_agreements_between_teams_are_not() -> None:
    slas = [
        _sla("response", "completed", "false", "2026-03-02 09:30:00"),
        _sla("resolution", "paused", "true", "2026-03-02 13:00:00"),
        {**_sla("resolution", "in_progress", "false", ""), **cells({"sla.type": "OLA"})},
        {**_sla("resolution", "in_progress", "false", ""), **cells({"task": "f" * 32})},
        _sla("resolution", "cancelled", "false", "2026-03-02 13:00:00"),
    ]

    ticket = desk(Instance(incident=[INCIDENT], task_sla=slas)).fetch("INC0010023")

    assert ticket.deadlines == (
        Deadline(metric="first_reply", due_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC), met=True),
        Deadline(metric="resolution", due_at=datetime(2026, 3, 2, 13, tzinfo=UTC), paused=True, missed=True),
    )


def _sla(target: str, stage: str, breached: str, due: str) -> Row:
    return cells(
        {
            "task": SYS_ID,
            "stage": stage,
            "has_breached": breached,
            "planned_end_time": due,
            "sla.target": target,
            "sla.type": "SLA",
        }
    )


def _comment(by: str, at: str, of: str = SYS_ID) -> Row:
    return cells({"element_id": of, "sys_created_by": by, "sys_created_on": at})


@pytest.mark.parametrize(
    ("comments", "opened_by", "expected"),
    [
        (
            [_comment("nora.quist", "2026-03-02 10:10:00"), _comment("ana", "2026-03-02 10:20:00")],
            "ana",
            datetime(2026, 3, 2, 10, 10, tzinfo=UTC),
        ),
        ([_comment("nora.quist", "2026-03-02 10:10:00", "f" * 32)], "ana", None),
        ([], INCIDENT["caller_id"]["value"], datetime(2026, 3, 2, 9, tzinfo=UTC)),
    ],
)
def test_the_customer_spoke_last_in_their_newest_comment_or_when_they_opened_it(
    comments: list[Row], opened_by: str, expected: datetime | None
) -> None:
    row = {**INCIDENT, **cells({"opened_by": opened_by})}

    ticket = desk(Instance(incident=[row], sys_journal_field=comments)).fetch("INC0010023")

    assert ticket.customer_spoke_at == expected


def test_only_comments_of_the_customer_are_asked_for() -> None:
    instance = Instance(incident=[INCIDENT])

    desk(instance).fetch("INC0010023")

    assert instance.queries("sys_journal_field") == [
        f"element_idIN{SYS_ID}^element=comments^sys_created_byINnora.quist^ORDERBYDESCsys_created_on"
    ]


@pytest.mark.parametrize("user", ["", "nora^ORelement=work_notes", "javascript:gs.getUserName()"])
def test_a_user_name_that_could_be_a_query_is_not_put_into_one(user: str) -> None:
    instance = Instance(incident=[{**INCIDENT, **cells({"caller_id.user_name": user})}])

    desk(instance).fetch("INC0010023")

    assert instance.queries("sys_journal_field") == []


def test_a_user_who_may_not_read_slas_or_comments_still_gets_the_ticket() -> None:
    ticket = desk(Instance(incident=[INCIDENT], task_sla=403, sys_journal_field=403)).fetch("INC0010023")

    assert (ticket.id, ticket.deadlines) == ("INC0010023", ())


@given(broken(INCIDENT, keep=["number"]), st.booleans())
def test_whatever_is_missing_or_odd_it_is_still_a_ticket(row: Row, named: bool) -> None:
    if not named:
        del row["number"]

    ticket = desk(Instance(incident=[row])).fetch("INC0010023")

    assert ticket.ref.system == "servicenow"
    assert ticket.id == "INC0010023"


@pytest.mark.parametrize(
    "id",
    [
        "",
        "../../sys_user",
        "INC-12",
        "INC0010023^ORnumber=INC1",
        "1c741bd7",
        "9" * 32 + "g",
        "ALL",
    ],
)
def test_an_id_that_is_neither_number_nor_sys_id_is_never_sent(id: str) -> None:
    instance = Instance(incident=[INCIDENT])

    with pytest.raises(TicketGone):
        desk(instance).fetch(id)

    assert instance.asked == []


@pytest.mark.parametrize("id", ["inc0010023", "INC0010023", SYS_ID, SYS_ID.upper()])
def test_people_write_an_id_in_any_case_and_get_the_number(id: str) -> None:
    assert desk(Instance(incident=[INCIDENT])).fetch(id).id == "INC0010023"


@pytest.mark.parametrize("rows", [[], [updated(7, "2026-03-02 10:00:00")]])
def test_a_number_that_is_not_there_or_that_the_instance_did_not_look_for_is_gone(rows: list[Row]) -> None:
    with pytest.raises(TicketGone):
        desk(Instance(incident=rows)).fetch("INC0010023")


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, NotLetIn), (403, TicketGone), (404, TicketGone), (429, TryLater), (500, TryLater)],
)
def test_failures_are_told_in_our_words(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        desk(Instance(incident=status)).fetch("INC0010023")
