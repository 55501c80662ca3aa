"""Addresses and knocks that claim to be of ServiceNow, and the check."""

import httpx
import pytest

from adapters.tickets.servicenow import ABILITIES
from bot.domain.ticket import Draft, Knock
from bot.domain.ticket_ability import Ability
from bot.errors import Forged, Refused
from tests.adapters.tickets.servicenow_desk import HOME, INCIDENT, SYS_ID, Instance, cells, desk

# --- addresses ------------------------------------------------------------------------------


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
        (f"{HOME}/problem.do?sys_id={SYS_ID}", ""),
        (f"{HOME}/incident.do?sys_id={SYS_ID}0", ""),
        (f"{HOME}/incident.do?sys_id=-1", ""),
        (f"{HOME}/sp?id=ticket&table=problem&sys_id={SYS_ID}", ""),
        ("INC-12", ""),
        ("INC0010023", ""),
        ("", ""),
    ],
)
def test_an_address_of_this_instance_opens_a_ticket_and_no_other_does(address: str, expected: str) -> None:
    instance = Instance()

    assert desk(instance).ref_in(address) == expected
    assert instance.asked == []


# --- webhooks -------------------------------------------------------------------------------


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
        b'{"number": null}',
        b'{"number": "INC-12"}',
        b'{"number": "INC0010023", "table": "problem"}',
    ],
)
def test_a_genuine_knock_about_nothing_hints_at_nothing(body: bytes) -> None:
    assert list(desk(Instance(), webhook_secret="shared").hints(knock(body))) == []


# --- check ----------------------------------------------------------------------------------


def test_the_check_finds_nothing_missing_where_all_is_there() -> None:
    me = cells({"user_name": "caseline", "time_zone": "GMT"})
    instance = Instance(incident=[INCIDENT], sys_user=[me], task_sla=[INCIDENT], sys_journal_field=[INCIDENT])

    findings = list(desk(instance, webhook_secret="shared").check())

    assert all(finding.ok for finding in findings)
    assert "reads incident as caseline" in [finding.says for finding in findings]
    assert instance.written() == []


def test_the_check_says_where_states_of_the_past_are_not_told() -> None:
    able, unable = ([*desk(Instance(sys_audit=audits)).check()] for audits in ([INCIDENT], 403))

    told = [finding for finding in unable if finding.what == "ServiceNow sys_audit"]
    assert [finding.ok for finding in told] == [True]
    assert [finding for finding in able if finding.what == "ServiceNow sys_audit"] == []


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
