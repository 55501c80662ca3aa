"""After a crash between call and record: what is found again, and what is rather sent twice."""

from collections.abc import Iterator

import pytest

from adapters.teams.deliver_earlier import mark, marked
from adapters.teams.places import Places
from bot.domain.card import Card, Paragraph
from bot.errors import TryLater
from storage.unit_of_work import Database
from tests.adapters.teams import voices
from tests.fakes.teams import FakeTeams, said, serving

HELLO = Card("INC-1 · SEV1 · Checkout is down", (Paragraph(("Paying fails.",)),))
READ = ("ChannelMessage.Read.Group", "ChatMessage.Read.Chat")


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with serving() as fake:
        fake.add_user("Ana")
        fake.add_team("Support")
        yield fake
        assert fake.findings == []


@pytest.fixture
def rooms(teams: FakeTeams, sqlite_database: Database) -> dict[str, str]:
    """A room of each kind in which Ana was heard; the directory's id of the team is known."""
    [team] = teams.teams.values()
    names = {"channel": "General", "chat": "friends", "personal": teams.personal("29:ana").id}
    teams.add_chat("friends", "29:ana")
    for name in names.values():
        activity = said(teams, "29:ana", name, "hello")
        if "team" in activity["channelData"]:
            activity["channelData"]["team"]["aadGroupId"] = team.group
        Places(sqlite_database).remember(activity)
        teams.conversation(name).messages.clear()
    return {kind: f"teams:{teams.conversation(name).id}" for kind, name in names.items()}


@pytest.mark.parametrize("kind", ["channel", "chat"])
def test_a_message_that_arrived_is_found_where_it_may_be_looked_for(
    teams: FakeTeams, sqlite_database: Database, rooms: dict[str, str], kind: str
) -> None:
    teams.consent(*READ)
    voice = voices.voice(teams, sqlite_database)
    teams.fail("POST activities", after=True, times=1)
    with pytest.raises(TryLater):
        voice.post("", rooms[kind], HELLO, key="k1")

    again = voice.post("", rooms[kind], HELLO, key="k1", doubtful=True)

    assert [one.id for one in teams.conversation(rooms[kind]).spoken] == [again.message]
    voice.post("", rooms[kind], HELLO, key="k2", doubtful=True)
    assert len(teams.conversation(rooms[kind]).spoken) == 2


def test_a_reply_that_arrived_is_found_in_its_thread(
    teams: FakeTeams, sqlite_database: Database, rooms: dict[str, str]
) -> None:
    teams.consent(*READ)
    voice = voices.voice(teams, sqlite_database)
    card = voice.post("", rooms["channel"], HELLO, key="k1")
    reply = voice.post("", rooms["channel"], HELLO, key="k2", thread=card.message)

    again = voice.post("", rooms["channel"], HELLO, key="k2", thread=card.message, doubtful=True)

    assert again == reply


@pytest.mark.parametrize("kind", ["channel", "chat", "personal"])
@pytest.mark.parametrize("with_graph", [True, False])
def test_a_message_that_cannot_be_looked_for_is_sent_again(
    teams: FakeTeams, sqlite_database: Database, rooms: dict[str, str], kind: str, with_graph: bool
) -> None:
    """Twice is better than never, where nobody has consented to reading."""
    voice = voices.voice(teams, sqlite_database, with_graph=with_graph)
    voice.post("", rooms[kind], HELLO, key="k1")

    voice.post("", rooms[kind], HELLO, key="k1", doubtful=True)

    assert len(teams.conversation(rooms[kind]).spoken) == 2


def test_a_graph_that_does_not_answer_is_waited_for(
    teams: FakeTeams, sqlite_database: Database, rooms: dict[str, str]
) -> None:
    teams.fail("graph GET messages", 503, retry_after="5")

    with pytest.raises(TryLater):
        voices.voice(teams, sqlite_database).post("", rooms["channel"], HELLO, key="k1", doubtful=True)

    assert teams.conversation("General").spoken == []


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "message", "text": "plain"},
        {"attachments": []},
        {"attachments": [{"contentType": "image/png"}]},
        {"attachments": [{"content": {"body": []}}]},
    ],
)
def test_what_has_no_card_carries_no_key(activity: dict[str, object]) -> None:
    assert mark("k1") not in str(marked(activity, "k1"))
