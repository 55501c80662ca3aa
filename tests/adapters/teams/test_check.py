"""`caseline check` asks Microsoft: one line for each thing that is there or missing, and what to do."""

from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from adapters.teams.check import findings
from adapters.teams.places import Places
from bot.config import MicrosoftTeams
from bot.environment import Environment
from storage.unit_of_work import Database
from tests.fakes.teams import CATALOG_APP, FakeTeams, said, serving
from tests.fakes.teams.issuer import Issuer, published_over_http

READY = "Chat.Create TeamsAppInstallation.ReadWriteSelfForChat.All ChatMember.ReadWrite.All".split()


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with serving() as fake:
        fake.add_user("Ana")
        fake.add_team("Support")
        yield fake


@pytest.fixture
def general(teams: FakeTeams) -> str:
    return f"teams:{teams.conversation('General').id}"


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def lines(teams: FakeTeams, issuer: Issuer) -> Iterator[Any]:
    """Asks with these settings; gives (is it fine, the whole line)."""
    with published_over_http(issuer) as metadata:

        def ask(
            *announce: str, places: Places | None = None, environment: Any = (), **settings: Any
        ) -> list[tuple[bool, str]]:
            given = {
                "microsoft_app_id": teams.app_id,
                "microsoft_app_password": teams.password,
                "microsoft_app_tenant_id": teams.tenant,
                "teams_openid_metadata_url": metadata,
            } | dict(environment)
            addresses = {
                "connector_url": teams.service_url,
                "login_url": teams.login_url,
                "graph_url": teams.graph_url,
                "service_hosts": ["127.0.0.1"],
            }
            found = findings(
                Environment.model_validate(given),
                MicrosoftTeams.model_validate(addresses | settings),
                announce,
                places,
            )
            return [(one.ok, f"{one.what}: {one.says}" + (f" → {one.todo}" * (not one.ok))) for one in found]

        yield ask


def missing(found: list[tuple[bool, str]]) -> list[str]:
    return [line for ok, line in found if not ok]


def test_nothing_is_missing_where_everything_is_there(lines: Any, teams: FakeTeams, general: str) -> None:
    found = lines(general, "slack:#incidents", channel=general)

    assert missing(found) == []
    assert [line.partition(":")[0] for _, line in found] == [
        "Teams keys",
        "Teams app",
        "Teams channel",
        "Teams war rooms",
        "Teams private incidents",
    ]
    assert teams.password not in str(found)


def test_nothing_in_teams_is_changed_by_a_check(lines: Any, teams: FakeTeams, general: str) -> None:
    lines(general, war_room="group_chat", catalog_app=CATALOG_APP)

    assert {call.name for call in teams.calls} <= {"POST token", "GET members"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AADSTS700016: not found", "the tenant knows no application with this id → copy the Application"),
        ("AADSTS90002: no tenant", "there is no such tenant → copy the Directory (tenant) ID"),
        ("AADSTS7000222: expired", "the client secret has expired → make a new client secret"),
        ("AADSTS7000215: invalid", "the client secret is not the right one"),
        ("AADSTS53003: blocked", "Microsoft's login says no (AADSTS53003) → "),
    ],
)
def test_what_the_login_refuses_is_said_with_what_to_do(
    lines: Any, teams: FakeTeams, code: str, said: str
) -> None:
    teams.fail("POST token", 401, body={"error": "invalid_client", "error_description": code})

    (line,) = missing(lines())

    assert line.startswith(f"Teams app: {said}")


def test_a_login_that_does_not_answer_is_a_matter_of_the_way_to_it(lines: Any, teams: FakeTeams) -> None:
    teams.fail("POST token", drop=True)

    (line,) = missing(lines())

    assert "does not answer. → look at the network" in line


def test_keys_that_cannot_be_fetched_are_missing(lines: Any, issuer: Issuer) -> None:
    issuer.keys = []

    (line,) = missing(lines())

    assert line.startswith("Teams keys: cannot be fetched")


def test_with_authentication_off_that_is_said(lines: Any, issuer: Issuer) -> None:
    issuer.keys = []

    found = lines(environment={"teams_auth": "off"})

    assert missing(found) == []
    assert "TEAMS_AUTH is off" in found[0][1]


def test_a_channel_without_caseline_is_missing(lines: Any, teams: FakeTeams) -> None:
    teams.add_chat("Elsewhere", "29:ana", bot=False)
    elsewhere = f"teams:{teams.conversation('Elsewhere').id}"

    first, second = missing(lines(elsewhere, "teams:19:gone@thread.tacv2"))

    assert "BotNotInConversationRoster) → add the app to that team" in first
    assert "Caseline is not in 19:gone@thread.tacv2" in second


def test_group_chats_need_the_app_in_the_catalogue(lines: Any) -> None:
    (line,) = missing(lines(war_room="group_chat"))

    assert "→ upload the app package to your organisation's catalogue" in line


def test_what_a_token_does_not_tell_is_not_called_missing(lines: Any) -> None:
    found = lines(war_room="group_chat", catalog_app=CATALOG_APP)

    assert missing(found) == []
    assert "if these are granted (the token does not tell): Chat.Create" in found[-1][1]


@pytest.mark.parametrize("lacking", ["", *READY])
def test_each_consent_that_group_chats_lack_is_named(lines: Any, teams: FakeTeams, lacking: str) -> None:
    token = jwt.encode({"roles": [one for one in READY if one != lacking]}, "x" * 32)
    teams.tokens[token] = "connector"
    teams.fail("POST token", 200, body={"access_token": token, "expires_in": 3600})

    found = missing(lines(war_room="group_chat", catalog_app=CATALOG_APP))

    assert [line.partition(" is not granted")[0] for line in found] == (
        [f"Teams permission: {lacking}"] if lacking else []
    )


def test_channels_ask_the_team_whether_its_owner_consented(
    lines: Any, teams: FakeTeams, general: str, sqlite_database: Database
) -> None:
    places = Places(sqlite_database)
    unknown = missing(lines(war_room="channel", channel=general, places=places))
    places.remember(said(teams, "29:ana", "General", "@Caseline help"))
    without = missing(lines(war_room="channel", channel=general, places=places))
    teams.consent("ChannelSettings.Read.Group")
    granted = lines(war_room="channel", channel=general, places=places)

    assert "→ mention @Caseline once in the channel" in unknown[0]
    assert "`ChannelSettings.Read.Group`" in without[0]
    assert missing(granted) == []
