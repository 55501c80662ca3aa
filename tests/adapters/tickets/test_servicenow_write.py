"""What is written in ServiceNow, once."""

import pytest

from adapters.tickets.servicenow import ABILITIES
from bot.domain.ticket import Draft, Priority
from bot.domain.ticket_ability import Ability
from tests.adapters.tickets.servicenow_desk import INCIDENT, SYS_ID, Instance, cells, desk


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
        [cells({"element_id": SYS_ID, "value": "Linked.\n\ncaseline:note:7"})] if where == "journal" else []
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
    group = cells({"sys_id": "9" * 32, "name": "Payments"})
    caller = cells({"sys_id": "8" * 32, "email": "Nora@globex.test"})
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
    instance = Instance(sys_user=[cells({"sys_id": "8" * 32, "email": "nora@globex.test"})])

    desk(instance, table="sn_customerservice_case").create(
        Draft(subject="x", text="y", requester_email="nora@globex.test"), key="create:1"
    )

    ((_, path, body),) = instance.written()
    assert path == "/api/now/table/sn_customerservice_case"
    assert (body["contact"], "caller_id" in body) == ("8" * 32, False)


def test_a_customer_without_an_account_is_named_in_the_text() -> None:
    stranger = cells({"sys_id": "8" * 32, "email": "somebody@else.test"})
    instance = Instance(sys_user=[stranger])

    desk(instance).create(Draft(subject="x", text="y", requester_email="nora@globex.test"), key="create:1")

    ((_, _, body),) = instance.written()
    assert "caller_id" not in body
    assert body["description"] == "y\n\nCustomer: nora@globex.test"


def test_a_doubtful_ticket_that_was_made_is_found_by_its_key() -> None:
    first = Instance()
    desk(first).create(Draft(subject="x", text="y"), key="create:1")
    ((_, _, made),) = first.written()
    second = Instance(incident=[{**INCIDENT, **cells({"correlation_id": made["correlation_id"]})}])

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
