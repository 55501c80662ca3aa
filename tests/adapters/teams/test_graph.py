"""Calls to Graph, each of them held to Microsoft's description by the fake."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from adapters.http import Declined
from adapters.teams.graph import Graph, Lacking, why
from bot.errors import TryLater
from tests.adapters.teams import voices
from tests.fakes.teams import CATALOG_APP, FakeTeams, contract, serving

CALLS: dict[str, Callable[[Graph, str, str], Any]] = {
    "Channel.Create.Group": lambda graph, group, _: graph.make_channel(group, "inc-1", "about"),
    "ChannelSettings.Read.Group": lambda graph, group, _: graph.channels(group),
    "ChannelSettings.ReadWrite.Group": lambda graph, group, channel: graph.describe_channel(
        group, channel, "SEV2"
    ),
    "ChannelSettings.ReadWrite.All": lambda graph, group, channel: graph.archive_channel(group, channel),
    "ChannelMessage.Read.Group": lambda graph, group, channel: graph.channel_messages(group, channel, ""),
    "Chat.Create": lambda graph, *_: graph.make_chat("inc-1", ["u"]),
    "TeamsAppInstallation.ReadWriteSelfForChat.All": lambda graph, *_: graph.install("19:c", CATALOG_APP),
    "ChatSettings.ReadWrite.Chat": lambda graph, *_: graph.name_chat("19:c", "SEV2"),
    "ChatMember.ReadWrite.All": lambda graph, *_: graph.add_to_chat("19:c", "u"),
    "ChatMessage.Read.Chat": lambda graph, *_: graph.chat_messages("19:c"),
}


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with serving() as fake:
        fake.add_user("Ana")
        fake.add_team("Support")
        yield fake
        assert fake.findings == []


@pytest.mark.parametrize("permission", sorted(CALLS))
def test_a_missing_consent_is_named_with_who_can_give_it(teams: FakeTeams, permission: str) -> None:
    [team] = teams.teams.values()

    with pytest.raises(Lacking, match=f"`{permission}` in Teams; (the owner of the team|an admin)"):
        CALLS[permission](voices.graph(teams), team.group, team.id)


def test_a_channel_is_made_described_read_and_archived(teams: FakeTeams) -> None:
    teams.consent(*CALLS)
    [team], graph = teams.teams.values(), voices.graph(teams)

    made = graph.make_channel(team.group, "inc-1", "about")
    graph.describe_channel(team.group, made["id"], "SEV2")
    graph.archive_channel(team.group, made["id"])

    assert [one["displayName"] for one in graph.channels(team.group)] == ["General", "inc-1"]
    channel = teams.conversation(made["id"])
    assert (channel.description, channel.archived) == ("SEV2", True)
    assert graph.channel_messages(team.group, made["id"], "17") == []


def test_a_chat_is_made_with_people_and_our_app(teams: FakeTeams) -> None:
    teams.consent(*CALLS)
    graph = voices.graph(teams)

    made = graph.make_chat("inc-1", [teams.users["29:ana"].object_id])
    graph.install(made["id"], CATALOG_APP)

    chat = teams.conversation(made["id"])
    assert (chat.name, chat.members, chat.has_bot) == ("inc-1", ["29:ana"], True)


def test_graph_says_why_it_refuses(teams: FakeTeams) -> None:
    teams.consent(*CALLS)

    with pytest.raises(Declined) as declined:
        voices.graph(teams).make_chat("inc-1", ["nobody"])

    assert why(declined.value) == "NotFound"
    assert why(Declined("", 500, "<html>")) == "http_500"


def test_a_graph_that_slows_us_down_is_asked_later(teams: FakeTeams) -> None:
    teams.fail("*", 429, retry_after="3")

    with pytest.raises(TryLater) as later:
        voices.graph(teams).make_chat("inc-1", ["u"])

    assert later.value.after == 3


@pytest.mark.skipif(
    not contract.is_there(contract.GRAPH), reason="the description is not beside this checkout"
)
def test_a_wrong_request_would_be_noticed() -> None:
    wrong = {"displayName": 7, "colour": "blue"}

    found = list(contract.findings(contract.GRAPH, "POST", "/teams/x/channels", {}, wrong))

    assert [one.split(": ", 1)[1] for one in found] == [
        "$.displayName: 7 is not of type 'string'",
        "$: no property colour",
    ]
