"""Teams, connected as the program does it: ready, not ready, and with the ways that settings ask for."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.doors.payload import Payload
from adapters.teams.connect import ASK_AGAIN, KeysInReach, host_settings, lines_to, ways_of
from adapters.teams.keys import FRESH, KeysUnavailable
from adapters.teams.places import Place
from adapters.teams.token import CONNECTOR
from bot.config import MicrosoftTeams
from bot.environment import Environment
from bot.errors import Refused, SettingsError, TryLater
from tests.fakes.teams import serving
from tests.fakes.teams.issuer import APP_ID, TENANT


class Keys:
    """An issuer whose keys can be had, or not."""

    def __init__(self) -> None:
        self.asked = 0
        self.down = False
        self.now = 1000.0

    async def fetch(self) -> Sequence[Payload]:
        self.asked += 1
        await asyncio.sleep(0)
        if self.down:
            raise KeysUnavailable("down")
        return [{"kid": "key-1"}]


def environment(**more: str) -> Environment:
    who = {"microsoft_app_id": APP_ID, "microsoft_app_password": "p", "microsoft_app_tenant_id": TENANT}
    return Environment.model_validate(who | more)


def test_keys_that_were_had_are_not_asked_for_again_all_day() -> None:
    keys = Keys()
    reach = KeysInReach(keys.fetch, lambda: keys.now)

    assert [reach.trouble() for _ in range(3)] == ["", "", ""]
    keys.down, keys.now = True, keys.now + FRESH - 1
    assert reach.trouble() == ""
    assert keys.asked == 1


def test_keys_that_could_not_be_had_are_asked_for_again_after_a_while() -> None:
    keys = Keys()
    keys.down = True
    reach = KeysInReach(keys.fetch, lambda: keys.now)

    assert "cannot be fetched (down)" in reach.trouble()
    keys.down = False
    assert "cannot be fetched" in reach.trouble()
    keys.now += ASK_AGAIN
    assert reach.trouble() == ""


def test_the_last_trouble_with_a_token_is_told_until_there_is_one() -> None:
    with serving() as teams:
        settings = MicrosoftTeams(login_url=teams.login_url, connector_url=teams.service_url)
        right = environment(microsoft_app_password=teams.password)
        lines = lines_to(right, settings)
        teams.fail("POST token", 401, times=1, body={"error": "invalid_client"})

        assert lines.tokens.trouble(CONNECTOR) == ""
        with pytest.raises(TryLater):
            lines.tokens.bearer(CONNECTOR)
        assert "invalid_client" in lines.tokens.trouble(CONNECTOR)
        assert lines.tokens.bearer(CONNECTOR)
        assert lines.tokens.trouble(CONNECTOR) == ""


def test_the_connector_speaks_to_hosts_of_teams_and_of_the_settings_alone() -> None:
    lines = lines_to(environment(), MicrosoftTeams(service_hosts=("teams.acme.test",)))

    with pytest.raises(Refused, match="not one of Teams"):
        lines.connector.open_personal(Place(service_url="https://evil.example/"), "29:ana")


def test_war_rooms_are_made_as_the_settings_say() -> None:
    settings = MicrosoftTeams(war_room="group_chat", channel="teams:19:a", targeted_messages=True)

    ways = ways_of(settings)

    assert (ways.war_room, ways.home, ways.targeted) == ("chat", "teams:19:a", True)
    assert ways_of(MicrosoftTeams()).war_room == "thread"


def test_hosts_of_a_fake_are_for_the_loopback_alone() -> None:
    settings = MicrosoftTeams(service_hosts=("127.0.0.1",))

    assert host_settings(environment(), settings).local_hosts == ("127.0.0.1",)
    with pytest.raises(SettingsError, match=r"microsoft_teams.service_hosts: may only be set"):
        host_settings(environment(caseline_host="0.0.0.0"), settings)
