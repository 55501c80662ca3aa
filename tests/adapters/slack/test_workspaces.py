"""Which workspaces are served, with one token or with many installations."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from adapters.slack.workspaces import Workspaces
from bot.errors import Refused
from tests.fakes.slack import FakeSlack, serving


@dataclass
class Time:
    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Bot:
    bot_token: str
    team_id: str
    bot_id: str = "B1"
    bot_user_id: str = "U0BOT"
    enterprise_id: str | None = None


class Installed:
    """Installations as slack_sdk's stores keep them."""

    def __init__(self, **bots: Bot) -> None:
        self.bots = bots
        self.asked = 0

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        self.asked += 1
        return self.bots.get(team_id or enterprise_id or "")

    def delete_all(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        self.bots.pop(team_id or "", None)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with serving() as fake:
        yield fake


def test_one_token_asks_once_whose_it_is(slack: FakeSlack) -> None:
    workspaces = Workspaces(slack.api_url, bot_token="xoxb-test")
    assert slack.calls == []

    for _ in range(3):
        found = workspaces.authorize("T1", None, user_id="U1")
        assert found is not None
        assert (found.bot_token, found.bot_user_id, found.bot_id) == ("xoxb-test", "U0BOTT1", "B0BOTT1")

    assert len(slack.called("auth.test")) == 1
    assert workspaces.bot_user_id("T1") == "U0BOTT1"
    assert workspaces.knows("T1")


def test_another_workspace_is_not_served(slack: FakeSlack) -> None:
    workspaces = Workspaces(slack.api_url, bot_token="xoxb-test")

    assert workspaces.authorize("T9", None) is None
    assert not workspaces.knows("T9")
    with pytest.raises(Refused):
        workspaces.client("T9")


def test_while_slack_is_down_signed_requests_are_still_served(slack: FakeSlack) -> None:
    time = Time()
    slack.down = True
    workspaces = Workspaces(slack.api_url, bot_token="xoxb-test", now=time)

    assert workspaces.authorize("T1", None) is not None
    assert workspaces.authorize("T1", None) is not None
    assert len(slack.called("auth.test")) == 1
    assert workspaces.troubles()

    slack.down = False
    time.at += 5
    assert workspaces.authorize("T9", None) is None
    assert workspaces.authorize("T1", None) is not None
    assert not workspaces.troubles()


def test_several_workspaces_speak_with_their_own_tokens(slack: FakeSlack) -> None:
    store = Installed(T1=Bot("xoxb-test", "T1"), T2=Bot("xoxb-two", "T2"))
    workspaces = Workspaces(slack.api_url, installations=store)

    assert workspaces.client("T1").token == "xoxb-test"
    assert workspaces.client("T2").token == "xoxb-two"
    assert workspaces.authorize("T3", None) is None
    assert slack.calls == []


def test_an_installation_is_remembered_for_half_a_minute(slack: FakeSlack) -> None:
    time, store = Time(), Installed(T1=Bot("xoxb-test", "T1"))
    workspaces = Workspaces(slack.api_url, installations=store, now=time)

    workspaces.knows("T1")
    workspaces.knows("T1")
    assert store.asked == 1

    store.bots.clear()
    time.at += 30
    assert not workspaces.knows("T1")


def test_an_uninstalled_workspace_is_forgotten_at_once(slack: FakeSlack) -> None:
    store = Installed(T1=Bot("xoxb-test", "T1"), T2=Bot("xoxb-two", "T2"))
    workspaces = Workspaces(slack.api_url, installations=store)
    assert workspaces.knows("T1")

    workspaces.forget("T1")

    assert not workspaces.knows("T1")
    assert workspaces.knows("T2")


def test_the_only_workspace_may_be_uninstalled_too(slack: FakeSlack) -> None:
    workspaces = Workspaces(slack.api_url, bot_token="xoxb-test")
    assert workspaces.knows("T1")

    workspaces.forget("T1")

    assert workspaces.authorize("T1", None) is None
    assert "T1" in workspaces.troubles()


def test_an_install_for_the_whole_organisation_serves_its_workspaces(slack: FakeSlack) -> None:
    workspaces = Workspaces(
        slack.api_url, installations=Installed(E1=Bot("xoxb-org", "", enterprise_id="E1"))
    )

    found = workspaces.authorize("T7", "E1")

    assert found is not None
    assert found.bot_token == "xoxb-org"


def test_the_voice_finds_a_workspace_of_an_organisation_that_the_door_has_seen(slack: FakeSlack) -> None:
    time, store = Time(), Installed(E1=Bot("xoxb-org", "", enterprise_id="E1"))
    workspaces = Workspaces(slack.api_url, installations=store, now=time)
    assert not workspaces.knows("T7")

    assert workspaces.authorize("T7", "E1") is not None
    time.at += 60

    assert workspaces.client("T7").token == "xoxb-org"


def test_a_profile_is_none_when_slack_does_not_tell(slack: FakeSlack) -> None:
    slack.add_user("U1", "Ana")
    workspaces = Workspaces(slack.api_url, bot_token="xoxb-test")

    profile = workspaces.profile("T1", "U1")
    assert profile is not None
    assert profile["profile"]["display_name"] == "Ana"
    assert workspaces.profile("T1", "U9") is None

    slack.down = True
    assert workspaces.profile("T1", "U1") is None
