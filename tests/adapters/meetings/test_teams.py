"""Online meetings in Teams: one for each key, and what is said when Microsoft says no."""

import json
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs

import httpx
import pytest

from adapters.meetings.teams import PERMISSION, Teams, connect
from bot.domain.bridge import Meeting
from bot.errors import Refused, SettingsError, TryLater
from tests.adapters.meetings.given import PURPOSE, TEAMS, given
from tests.adapters.tickets.wire import OneAfterAnother, Wire

ORGANIZER = "33333333-3333-3333-3333-333333333333"
BRIDGE = {"provider": "teams", "teams": {"organizer": ORGANIZER}}
WAY = f"/v1.0/users/{ORGANIZER}/onlineMeetings"
LOGIN = f"POST /{TEAMS['microsoft_app_tenant_id']}/oauth2/v2.0/token"
MADE = {
    "id": "MSo1N2Y5",
    "joinWebUrl": "https://teams.microsoft.test/l/meetup-join/19%3ameeting_a",
    "joinMeetingIdSettings": {"joinMeetingId": "123456789", "passcode": "aB3xyz"},
    "audioConferencing": {"tollNumber": "+4930123456", "conferenceId": "987654321"},
}


def token(*roles: str) -> str:
    return f"e30.{urlsafe_b64encode(json.dumps({'roles': roles}).encode()).decode().rstrip('=')}.x"


def teams(**routes: object) -> tuple[Teams, Wire]:
    """Routes by operation: `login`, `make`, `patch`, `probe`."""
    usual = {
        "login": {"access_token": token(PERMISSION), "expires_in": 3600},
        "make": MADE,
        "patch": MADE,
        "probe": 404,
    }
    told = usual | routes
    wire = Wire(
        {
            LOGIN: told["login"],
            f"POST {WAY}/createOrGet": told["make"],
            f"PATCH {WAY}/MSo1N2Y5": told["patch"],
            f"GET {WAY}": told["probe"],
        }
    )
    return connect(given(BRIDGE, wire, **TEAMS)), wire


def test_a_meeting_is_asked_for_by_its_key_and_colleagues_need_not_wait_in_the_lobby():
    known, wire = teams()

    meeting = known.open(PURPOSE, key="k1")

    assert meeting == Meeting(
        url=str(MADE["joinWebUrl"]), id="MSo1N2Y5", passcode="aB3xyz", dial_in="+4930123456,,987654321#"
    )
    assert wire.lines() == [LOGIN, f"POST {WAY}/createOrGet", f"PATCH {WAY}/MSo1N2Y5"]
    assert wire.bodies() == [
        {"externalId": "k1", "subject": "INC-12 Checkout is down"},
        {"lobbyBypassSettings": {"scope": "organization", "isDialInBypassEnabled": True}},
    ]


def test_the_token_is_for_graph_and_the_secret_goes_to_microsofts_login_alone():
    known, wire = teams()

    known.open(PURPOSE, key="k1")

    form = parse_qs(wire.asked[0].content.decode())
    assert (form["grant_type"], form["scope"]) == (
        ["client_credentials"],
        ["https://graph.microsoft.com/.default"],
    )
    assert {str(one.url.host) for one in wire.asked} == {"login.microsoftonline.com", "graph.microsoft.com"}
    assert not any(b"secret-of-the-app" in one.content for one in wire.asked[1:])
    assert "secret-of-the-app" not in repr(known)


def test_asking_twice_with_one_key_says_the_same_both_times():
    known, wire = teams()

    known.open(PURPOSE, key="k1")
    known.open(PURPOSE, key="k1", doubtful=True)

    assert [body["externalId"] for body in wire.bodies("POST")] == ["k1", "k1"]


def test_a_lobby_that_cannot_be_changed_is_better_than_no_call(caplog):
    known, _ = teams(patch=403)

    assert known.open(PURPOSE, key="k1").url == MADE["joinWebUrl"]
    assert "lobby" in caplog.text


def test_a_meeting_without_numbers_or_passcodes_is_a_meeting():
    known, _ = teams(make={"id": "MSo1N2Y5", "joinWebUrl": "https://teams.test/j"})

    assert known.open(PURPOSE, key="k1") == Meeting(url="https://teams.test/j", id="MSo1N2Y5")


@pytest.mark.parametrize(
    ("routes", "sentence"),
    [
        (
            {"make": httpx.Response(403, json={"error": {"code": "Forbidden"}})},
            (
                f"Microsoft does not let Caseline open meetings: it lacks the permission {PERMISSION}, "
                "or the organizer has no application access policy."
            ),
        ),
        ({"make": 404}, "Microsoft knows no such organizer; an operator has to correct it."),
        (
            {"make": httpx.Response(400, json={"error": {"code": "InvalidArgument"}})},
            "Microsoft Graph refused it (InvalidArgument).",
        ),
        (
            {"login": httpx.Response(401, json={"error": "invalid_client"})},
            "Microsoft does not accept Caseline's credentials; an operator has to correct them.",
        ),
        ({"make": {"id": "x"}}, "Microsoft Graph opened a meeting, and did not say how to join it."),
    ],
)
def test_what_it_refuses_is_a_sentence_that_helps(routes, sentence):
    known, _ = teams(**routes)

    with pytest.raises(Refused) as no:
        known.open(PURPOSE, key="k1")

    assert str(no.value) == sentence


def test_who_is_slowed_down_waits_as_long_as_graph_says():
    known, _ = teams(make=httpx.Response(429, headers={"retry-after": "7"}))

    with pytest.raises(TryLater) as later:
        known.open(PURPOSE, key="k1")

    assert later.value.after == 7.0


def test_a_token_that_is_no_longer_accepted_is_renewed_once():
    known, wire = teams(make=OneAfterAnother([401, MADE]))

    assert known.open(PURPOSE, key="k1").id == "MSo1N2Y5"
    assert wire.lines().count(LOGIN) == 2


@pytest.mark.parametrize("probe", [404, {"value": []}])
def test_check_is_content_where_a_policy_lets_us_ask(probe):
    known, wire = teams(probe=probe)

    [one] = known.check()

    assert one.ok
    assert "$filter" in wire.query()


@pytest.mark.parametrize(
    ("routes", "todo"),
    [
        ({"login": {"access_token": token("ChannelMessage.Read.All"), "expires_in": 9}}, PERMISSION),
        ({"probe": 403}, "Grant-CsApplicationAccessPolicy"),
        ({"login": 401}, "Teams"),
        ({"probe": 503}, "microsoft_teams.graph_url"),
    ],
)
def test_check_says_what_is_missing(routes, todo):
    known, _ = teams(**routes)

    [one] = known.check()

    assert not one.ok
    assert todo in one.todo


def test_a_token_that_tells_of_no_roles_is_tried():
    known, _ = teams(login={"access_token": "opaque", "expires_in": 9})

    assert [one.ok for one in known.check()] == [True]


def test_without_the_app_of_the_environment_it_cannot_be_used():
    with pytest.raises(SettingsError, match="MICROSOFT_APP_ID"):
        connect(given(BRIDGE))
