"""ServiceNow, against an instance at the wire that keeps what it is asked."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.servicenow import ABILITIES, connect
from bot.domain.ticket import Deadline, Draft, Knock, Priority, Query, TicketStatus
from bot.domain.ticket_ability import Ability
from bot.errors import Forged, NotLetIn, Refused, TicketGone, TryLater
from bot.ports import TicketSystem
from bot.settings_tickets import ServiceNow

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
INCIDENT = json.loads((Path(__file__).parent / "payloads" / "servicenow_incident.json").read_text())
SYS_ID = INCIDENT["sys_id"]["value"]
HOME = "https://acme.service-now.com"
Row = dict[str, Any]


class Instance:
    """Answers a table with what the test put there, or with a status; keeps every request."""

    def __init__(self, **tables: list[Row] | int | Callable[[httpx.Request], httpx.Response]) -> None:
        self.tables = tables
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        table = request.url.path.split("/")[4]
        rows = self.tables.get(table, [])
        if callable(rows):
            return rows(request)
        if isinstance(rows, int):
            return httpx.Response(rows, json={"error": {"message": "no"}})
        if request.method == "GET":
            return httpx.Response(200, json={"result": rows})
        return httpx.Response(200, json={"result": {**INCIDENT, **_cells(json.loads(request.content))}})

    def queries(self, table: str) -> list[str]:
        asked = [each for each in self.asked if each.url.path.split("/")[4] == table]
        return [each.url.params["sysparm_query"] for each in asked if each.method == "GET"]

    def written(self) -> list[tuple[str, str, Row]]:
        return [
            (each.method, each.url.path, json.loads(each.content))
            for each in self.asked
            if each.method != "GET"
        ]


def _cells(flat: Row) -> Row:
    return {name: {"display_value": said, "value": said} for name, said in flat.items()}


def desk(instance: Instance, **settings: Any) -> TicketSystem:
    given = {"base_url": HOME, "user": "caseline", "password": "a-password", **settings}
    return connect(ServiceNow(**given), now=lambda: NOW, transport=httpx.MockTransport(instance))


def updated(number: int, at: str) -> Row:
    return {
        **INCIDENT,
        **_cells({"number": f"INC{number:07}", "sys_id": f"{number:032x}", "sys_updated_on": at}),
    }


# --- reading -------------------------------------------------------------------------------


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
    assert (ticket.assignee, ticket.group) == ("46d44a23a9fe19810012d100cca80666", "Service Desk")
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
    row = {**INCIDENT, **_cells({"state": state, "hold_reason": reason})}

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
    case = _cells(
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
        {**_sla("resolution", "in_progress", "false", ""), **_cells({"sla.type": "OLA"})},
        {**_sla("resolution", "in_progress", "false", ""), **_cells({"task": "f" * 32})},
        _sla("resolution", "cancelled", "false", "2026-03-02 13:00:00"),
    ]

    ticket = desk(Instance(incident=[INCIDENT], task_sla=slas)).fetch("INC0010023")

    assert ticket.deadlines == (
        Deadline(metric="first_reply", due_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC), met=True),
        Deadline(metric="resolution", due_at=datetime(2026, 3, 2, 13, tzinfo=UTC), paused=True, missed=True),
    )


def _sla(target: str, stage: str, breached: str, due: str) -> Row:
    return _cells(
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
    return _cells({"element_id": of, "sys_created_by": by, "sys_created_on": at})


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
    row = {**INCIDENT, **_cells({"opened_by": opened_by})}

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
    instance = Instance(incident=[{**INCIDENT, **_cells({"caller_id.user_name": user})}])

    desk(instance).fetch("INC0010023")

    assert instance.queries("sys_journal_field") == []


def test_a_user_who_may_not_read_slas_or_comments_still_gets_the_ticket() -> None:
    ticket = desk(Instance(incident=[INCIDENT], task_sla=403, sys_journal_field=403)).fetch("INC0010023")

    assert (ticket.id, ticket.deadlines) == ("INC0010023", ())


@given(st.sampled_from(sorted(INCIDENT)), st.sampled_from(["gone", None, "", [], {}, 7, {"value": None}]))
def test_whatever_is_missing_or_empty_it_is_still_a_ticket(name: str, instead: Any) -> None:
    row = {key: cell for key, cell in INCIDENT.items() if key != name}
    if instead != "gone":
        row[name] = instead
    if name == "number":
        row.pop("number", None)

    ticket = desk(Instance(incident=[row])).fetch("INC0010023")

    assert ticket.ref.system == "servicenow"
    assert ticket.id == "INC0010023"


@pytest.mark.parametrize(
    "id",
    [
        "",
        "../../sys_user",
        "INC-12",
        "inc0010023",
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


# --- finding -------------------------------------------------------------------------------


def test_open_tickets_of_a_customer_are_found_by_words() -> None:
    solved = {**INCIDENT, **_cells({"state": "6", "number": "INC0010024"})}
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


# --- changes -------------------------------------------------------------------------------


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


# --- writing -------------------------------------------------------------------------------


def test_a_note_is_a_work_note_and_a_reply_a_comment_with_the_key_as_their_last_line() -> None:
    instance = Instance(incident=[INCIDENT])
    system = desk(instance)

    system.note("INC0010023", "Linked to INC-12.", key="note:7")
    system.reply("INC0010023", "We are on it.", key="reply:8")

    where = f"/api/now/table/incident/{SYS_ID}"
    assert instance.written() == [
        ("PATCH", where, {"work_notes": "Linked to INC-12.\n\ncaseline:note:7"}),
        ("PATCH", where, {"comments": "We are on it.\n\ncaseline:reply:8"}),
    ]


def test_what_looks_like_a_code_tag_is_not_shown_as_html() -> None:
    instance = Instance(incident=[INCIDENT])

    desk(instance).note("INC0010023", "[code]<script>x</script>[/CODE]", key="k")

    ((_, _, body),) = instance.written()
    assert body["work_notes"].startswith("[ code]<script>x</script>[ /CODE]")


@pytest.mark.parametrize("where", ["field", "journal"])
def test_a_doubtful_note_that_arrived_is_not_written_again(where: str) -> None:
    said = "2026-03-02 11:00:00 - Caseline (Work notes)\nLinked.\n\ncaseline:note:7\n\n"
    row = {**INCIDENT, "work_notes": {"display_value": said if where == "field" else "", "value": ""}}
    journal = (
        [_cells({"element_id": SYS_ID, "value": "Linked.\n\ncaseline:note:7"})] if where == "journal" else []
    )
    instance = Instance(incident=[row], sys_journal_field=journal)

    desk(instance).note("INC0010023", "Linked.", key="note:7", doubtful=True)

    assert instance.written() == []


def test_a_doubtful_note_that_did_not_arrive_is_written() -> None:
    row = {
        **INCIDENT,
        "work_notes": {"display_value": "caseline:note:77\nsee caseline:note:7 above", "value": ""},
    }
    instance = Instance(incident=[row], sys_journal_field=403)

    desk(instance).note("INC0010023", "Linked.", key="note:7", doubtful=True)

    assert len(instance.written()) == 1


def test_a_new_incident_has_its_caller_its_group_and_a_key_of_ours() -> None:
    group = _cells({"sys_id": "9" * 32, "name": "Payments"})
    caller = _cells({"sys_id": "8" * 32, "email": "Nora@globex.test"})
    instance = Instance(sys_user=[caller], sys_user_group=[group])

    ticket = desk(instance).create(
        Draft(
            subject="Checkout is down",
            text="Since nine.",
            target="Payments",
            priority=Priority.HIGH,
            requester_email="nora@globex.test",
        ),
        key="create:1",
    )

    ((method, path, body),) = instance.written()
    assert (method, path) == ("POST", "/api/now/table/incident")
    assert body.pop("correlation_id").startswith("caseline-")
    assert body == {
        "short_description": "Checkout is down",
        "description": "Since nine.",
        "correlation_display": "Caseline",
        "impact": "1",
        "urgency": "2",
        "assignment_group": "9" * 32,
        "caller_id": "8" * 32,
    }
    assert (ticket.id, ticket.subject) == ("INC0010023", "Checkout is down")


def test_a_new_case_has_a_contact_rather_than_a_caller() -> None:
    instance = Instance(sys_user=[_cells({"sys_id": "8" * 32, "email": "nora@globex.test"})])

    desk(instance, table="sn_customerservice_case").create(
        Draft(subject="x", text="y", requester_email="nora@globex.test"), key="create:1"
    )

    ((_, path, body),) = instance.written()
    assert path == "/api/now/table/sn_customerservice_case"
    assert (body["contact"], "caller_id" in body) == ("8" * 32, False)


def test_a_customer_without_an_account_is_named_in_the_text() -> None:
    stranger = _cells({"sys_id": "8" * 32, "email": "somebody@else.test"})
    instance = Instance(sys_user=[stranger])

    desk(instance).create(Draft(subject="x", text="y", requester_email="nora@globex.test"), key="create:1")

    ((_, _, body),) = instance.written()
    assert "caller_id" not in body
    assert body["description"] == "y\n\nCustomer: nora@globex.test"


def test_a_doubtful_ticket_that_was_made_is_found_by_its_key() -> None:
    first = Instance()
    desk(first).create(Draft(subject="x", text="y"), key="create:1")
    ((_, _, made),) = first.written()
    second = Instance(incident=[{**INCIDENT, **_cells({"correlation_id": made["correlation_id"]})}])

    ticket = desk(second).create(Draft(subject="x", text="y"), key="create:1", doubtful=True)

    assert ticket.id == "INC0010023"
    assert second.written() == []


def test_a_doubtful_ticket_is_made_when_the_instance_shows_another() -> None:
    instance = Instance(incident=[INCIDENT])

    desk(instance).create(Draft(subject="x", text="y"), key="create:1", doubtful=True)

    assert [method for method, _, _ in instance.written()] == ["POST"]


def test_a_tag_changes_nothing_and_the_checklist_says_why() -> None:
    instance = Instance(incident=[INCIDENT])

    desk(instance).mark("INC0010023", "incident:INC-12", on=True)

    assert instance.asked == []
    assert "internal note" in ABILITIES[Ability.TAG]


# --- addresses -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{HOME}/nav_to.do?uri=incident.do?sys_id={SYS_ID}", SYS_ID),
        (f"{HOME}/nav_to.do?uri=%2Fincident.do%3Fsys_id%3D{SYS_ID}%26sysparm_view%3Dess", SYS_ID),
        (f"{HOME}/now/nav/ui/classic/params/target/incident.do%3Fsys_id%3D{SYS_ID}", SYS_ID),
        (f"{HOME}/now/nav/ui/classic/params/target/incident.do%253Fsys_id%253D{SYS_ID}", SYS_ID),
        (f"{HOME}/incident.do?sys_id={SYS_ID}#top", SYS_ID),
        (f"{HOME}/incident.do?sysparm_view=x&sys_id={SYS_ID}, please", SYS_ID),
        (f"{HOME}/incident.do?sysparm_query=number=INC0010023", "INC0010023"),
        (f"{HOME}/incident_list.do?sysparm_query=number%3DINC0010023", "INC0010023"),
        (f"{HOME}/now/workspace/agent/record/incident/{SYS_ID}/sub/x", SYS_ID),
        (f"{HOME}/now/sow/record/incident/{SYS_ID}", SYS_ID),
        (f"{HOME}/sp?id=ticket&table=incident&sys_id={SYS_ID}", SYS_ID),
        (f"{HOME}/sp?id=ticket&sys_id={SYS_ID}&table=incident", SYS_ID),
        (f"HTTPS://ACME.service-now.com:443/incident.do?sys_id={SYS_ID}", SYS_ID),
        (f"<{HOME}/incident.do?sys_id={SYS_ID}>", SYS_ID),
        (f"https://evil.test\\@acme.service-now.com/incident.do?sys_id={SYS_ID}", ""),
        (f"{HOME}/problem.do?sys_id={SYS_ID}", ""),
        (f"{HOME}/incident.do?sys_id={SYS_ID}0", ""),
        (f"{HOME}/incident.do?sys_id=-1", ""),
        (f"{HOME}/sp?id=ticket&table=problem&sys_id={SYS_ID}", ""),
        (f"http://acme.service-now.com/incident.do?sys_id={SYS_ID}", ""),
        (f"https://acme.service-now.com.evil.test/incident.do?sys_id={SYS_ID}", ""),
        (f"https://evil.test/{HOME}/incident.do?sys_id={SYS_ID}", ""),
        (f"https://acme.service-now.com@evil.test/incident.do?sys_id={SYS_ID}", ""),
        (f"https://ana:secret@acme.service-now.com/incident.do?sys_id={SYS_ID}", ""),
        (f"https://acme.service-now.com:8443/incident.do?sys_id={SYS_ID}", ""),
        (f"javascript:https://acme.service-now.com/incident.do?sys_id={SYS_ID}", ""),
        ("https://[acme.service-now.com/incident.do", ""),
        ("INC-12", ""),
        ("INC0010023", ""),
        ("", ""),
    ],
)
def test_an_address_of_this_instance_opens_a_ticket_and_no_other_does(address: str, expected: str) -> None:
    instance = Instance()

    assert desk(instance).ref_in(address) == expected
    assert instance.asked == []


@given(st.text(max_size=300))
def test_no_foreign_address_is_taken_for_ours(rest: str) -> None:
    system = desk(Instance())

    assert system.ref_in(f"https://evil.test/{rest}{HOME}/incident.do?sys_id={SYS_ID}") == ""
    assert system.ref_in(f"{HOME}.evil.test/{rest}/incident.do?sys_id={SYS_ID}") == ""
    assert system.ref_in(rest) == ""


# --- webhooks ------------------------------------------------------------------------------


def knock(body: bytes, secret: str = "shared") -> Knock:
    return Knock({"x-caseline-secret": secret}, body)


def test_a_business_rule_with_the_secret_hints_at_its_ticket() -> None:
    system = desk(Instance(), webhook_secret="shared")

    told = system.hints(knock(b'{"table": "incident", "number": "INC0010023", "event": "abc-4"}'))
    untold = system.hints(knock(b'{"number": "INC0010023"}'))

    assert [(hint.event, hint.ticket) for hint in told] == [("abc-4", "INC0010023")]
    assert [(len(hint.event), hint.ticket) for hint in untold] == [(64, "INC0010023")]


@pytest.mark.parametrize(("secret", "shown"), [("shared", "wrong"), ("shared", ""), ("", ""), ("", "shared")])
def test_without_the_secret_nothing_is_believed(secret: str, shown: str) -> None:
    with pytest.raises(Forged):
        desk(Instance(), webhook_secret=secret).hints(knock(b'{"number": "INC0010023"}', shown))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b"[]",
        b"null",
        b'{"number": null}',
        b'{"number": "INC-12"}',
        b'{"number": "INC0010023", "table": "problem"}',
    ],
)
def test_a_genuine_knock_about_nothing_hints_at_nothing(body: bytes) -> None:
    assert list(desk(Instance(), webhook_secret="shared").hints(knock(body))) == []


# --- check ---------------------------------------------------------------------------------


def test_the_check_finds_nothing_missing_where_all_is_there() -> None:
    me = _cells({"user_name": "caseline", "time_zone": "GMT"})
    instance = Instance(incident=[INCIDENT], sys_user=[me], task_sla=[INCIDENT], sys_journal_field=[INCIDENT])

    findings = list(desk(instance, webhook_secret="shared").check())

    assert all(finding.ok for finding in findings)
    assert "reads incident as caseline" in [finding.says for finding in findings]
    assert instance.written() == []


def test_the_check_names_what_is_missing_and_never_the_password() -> None:
    findings = list(desk(Instance(incident=[INCIDENT], task_sla=403)).check())

    assert [finding.what for finding in findings if not finding.ok] == [
        "ServiceNow time zone",
        "ServiceNow task_sla",
        "ServiceNow sys_journal_field",
        "ServiceNow webhook",
    ]
    assert "a-password" not in str(findings)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 503])
def test_the_check_never_raises(status: int) -> None:
    findings = list(desk(Instance(incident=status)).check())

    assert not findings[0].ok


def test_every_ability_is_answered() -> None:
    assert set(ABILITIES) == set(Ability)


def test_a_write_that_is_refused_is_told() -> None:
    def read_only(request: httpx.Request) -> httpx.Response:
        return (
            httpx.Response(200, json={"result": [INCIDENT]})
            if request.method == "GET"
            else httpx.Response(403)
        )

    with pytest.raises(Refused):
        desk(Instance(incident=read_only)).create(Draft(subject="x", text="y"), key="k")
