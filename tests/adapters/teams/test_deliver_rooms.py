"""War rooms in Teams, in each of the ways that an operator may choose."""

from collections.abc import Iterator
from typing import Any

import pytest

from adapters.teams.deliver_name import channel_name, topic
from adapters.teams.places import Places
from bot.domain.card import Card, Paragraph
from bot.domain.room import WarRoom
from bot.errors import Refused, RoomGone, TryLater
from storage.unit_of_work import Database
from tests.adapters.teams import voices
from tests.fakes.teams import CATALOG_APP, FakeTeams, said, serving

HELLO = Card("INC-1 · SEV1 · Checkout is down", (Paragraph(("Paying fails.",)),))
CHANGED = Card("INC-1 · SEV2 · Checkout is down")
ANA, LEO = "teams:29:ana", "teams:29:leo"
CHAT = ("Chat.Create", "TeamsAppInstallation.ReadWriteSelfForChat.All")


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with serving() as fake:
        for name in ("Ana", "Leo", "Mia"):
            fake.add_user(name)
        fake.add_team("Support")
        yield fake
        assert fake.findings == []


@pytest.fixture
def near(teams: FakeTeams, sqlite_database: Database) -> str:
    """Where Ana and Leo were heard, and declare."""
    places = Places(sqlite_database)
    for person in ("29:ana", "29:leo"):
        places.remember(said(teams, person, "General", "@Caseline declare"))
    teams.conversation("General").messages.clear()
    return f"teams:{teams.conversation('General').id}"


@pytest.fixture
def make(teams: FakeTeams, near: str, sqlite_database: Database) -> Any:
    def voice(**ways: Any) -> Any:
        return voices.voice(teams, sqlite_database, **ways)

    return voice


def opened(voice: Any, near: str, **how: Any) -> WarRoom:
    given: dict[str, Any] = {"private": False, "key": "k0", "doubtful": False, "near": near, "people": [ANA]}
    room = voice.open_room("", slug="inc-1-Checkout is down!", title="Checkout is down", **given | how)
    assert isinstance(room, WarRoom)
    return room


# --- a thread -----------------------------------------------------------------------------------


def test_a_war_room_is_a_thread_where_it_was_declared(teams: FakeTeams, make: Any, near: str) -> None:
    room = opened(make(with_graph=False), near)

    [root] = teams.conversation("General").spoken
    assert room.room == f"{near};messageid={root.id}"
    assert room.name == "inc-1-Checkout is down!"
    assert room.url.startswith("https://teams.microsoft.com/l/message/19%3Asupport-general")
    assert "Checkout is down" in root.words
    assert [call.name for call in teams.calls] == ["POST token", "POST conversations"]


def test_the_first_card_takes_the_place_of_the_threads_first_message(
    teams: FakeTeams, make: Any, near: str
) -> None:
    voice = make()
    room = opened(voice, near)

    card = voice.post("", room.room, HELLO, key="k1")
    entry = voice.post("", room.room, CHANGED, key="k2", thread=card.message)

    root, reply = teams.thread(room.room)
    assert (card.room, card.message) == (room.room, root.id)
    assert "Paying fails." in root.words
    assert (entry.room, entry.message) == (room.room, reply.id)


def test_a_first_card_that_is_sent_twice_stands_there_once(teams: FakeTeams, make: Any, near: str) -> None:
    room = opened(make(), near)
    first = make().post("", room.room, HELLO, key="k1")

    assert make().post("", room.room, HELLO, key="k1", doubtful=True) == first
    assert len(teams.thread(room.room)) == 1


def test_a_thread_whose_first_message_somebody_deleted_goes_on(
    teams: FakeTeams, make: Any, near: str
) -> None:
    room = opened(make(), near)
    teams.conversation("General").messages[0].deleted = True

    card = make().post("", room.room, HELLO, key="k1")

    assert [message.id for message in teams.thread(room.room)] == [card.message]


def test_the_operators_channel_is_preferred(teams: FakeTeams, make: Any, near: str) -> None:
    channel = teams.add_channel(next(iter(teams.teams.values())), "incidents")

    room = opened(make(home=f"teams:{channel.id}"), near)

    assert room.room.startswith(f"teams:{channel.id};messageid=")
    card = make().post("", room.room, HELLO, key="k1")
    assert [one.id for one in teams.thread(room.room)] == [card.message]


def test_what_was_declared_in_a_thread_gets_a_thread_of_its_own(
    teams: FakeTeams, make: Any, near: str
) -> None:
    room = opened(make(), f"{near};messageid=17")

    [root] = teams.conversation("General").spoken
    assert room.room == f"{near};messageid={root.id}"


@pytest.mark.parametrize("near_to", ["", "slack:C1", "teams:a:personal"])
def test_without_any_channel_it_is_said_that_one_must_be_named(make: Any, near_to: str) -> None:
    with pytest.raises(Refused, match="in which channel of Teams"):
        opened(make(), near_to)


def test_a_team_without_the_app_says_so(teams: FakeTeams, make: Any, near: str) -> None:
    next(iter(teams.teams.values())).installed = False

    with pytest.raises(RoomGone, match="Please add the app there"):
        opened(make(), near)


def test_a_lost_thread_is_found_again_where_that_is_consented_to(
    teams: FakeTeams, make: Any, near: str
) -> None:
    teams.fail("POST conversations", drop=False, after=True, times=1)
    with pytest.raises(TryLater):
        opened(make(), near)
    _tell_group(teams, make)
    teams.consent("ChannelMessage.Read.Group")

    room = opened(make(), near, doubtful=True)

    assert [f"{near};messageid={one.id}" for one in teams.conversation("General").spoken] == [room.room]


def test_a_lost_thread_is_made_again_where_nobody_consented(teams: FakeTeams, make: Any, near: str) -> None:
    """Twice is better than never."""
    teams.fail("POST conversations", after=True, times=1)
    with pytest.raises(TryLater):
        opened(make(), near)
    _tell_group(teams, make)

    opened(make(), near, doubtful=True)

    assert len(teams.conversation("General").spoken) == 2


def test_nothing_has_to_be_done_when_a_thread_closes_or_changes_its_topic(
    teams: FakeTeams, make: Any, near: str
) -> None:
    voice = make()
    room = opened(voice, near)
    teams.calls.clear()

    voice.close_room("", room.room)
    voice.set_topic("", room.room, "INC-1 · SEV2")

    assert teams.calls == []


# --- a channel ----------------------------------------------------------------------------------


def test_a_war_room_may_be_a_channel_of_its_own(teams: FakeTeams, make: Any, near: str) -> None:
    teams.consent("Channel.Create.Group")
    voice = make(war_room="channel")

    room = opened(voice, near)
    card = voice.post("", room.room, HELLO, key="k1")
    voice.post("", room.room, CHANGED, key="k2", thread=card.message)

    made = teams.conversation(room.room)
    assert (room.name, made.name) == ("inc-1-Checkout is down!", "inc-1-Checkout is down!")
    assert room.url == f"https://teams.test/{made.id}"
    assert [one.id for one in made.spoken] == [card.message]
    assert len(made.thread(card.message)) == 1


def test_a_taken_name_gets_a_number(teams: FakeTeams, make: Any, near: str) -> None:
    teams.consent("Channel.Create.Group")
    opened(make(war_room="channel"), near)

    assert opened(make(war_room="channel"), near, key="k9").name == "inc-1-Checkout is down!-2"


def test_a_missing_consent_is_named_and_the_war_room_is_a_thread(
    teams: FakeTeams, make: Any, near: str
) -> None:
    room = opened(make(war_room="channel"), near)

    root, note = teams.thread(room.room)
    assert "Checkout is down" in root.words
    assert "Channel.Create.Group" in note.words.replace("\\", "")
    assert "the owner of the team" in note.words


def test_a_team_that_is_not_known_yet_gets_a_thread_and_the_way_out(
    teams: FakeTeams, make: Any, near: str
) -> None:
    channel = teams.add_channel(next(iter(teams.teams.values())), "incidents")

    room = opened(make(war_room="channel", home=f"teams:{channel.id}"), near)

    assert "mention it there once" in teams.thread(room.room)[1].words


def test_a_note_that_cannot_be_sent_does_not_cost_the_war_room(
    teams: FakeTeams, make: Any, near: str
) -> None:
    teams.fail("POST activities", 503)

    room = opened(make(war_room="channel"), near)

    assert len(teams.thread(room.room)) == 1


def test_a_lost_channel_is_found_again(teams: FakeTeams, make: Any, near: str) -> None:
    teams.consent("Channel.Create.Group", "ChannelSettings.Read.Group")
    teams.fail("graph POST channels", after=True, times=1)
    with pytest.raises(TryLater):
        opened(make(war_room="channel"), near)

    room = opened(make(war_room="channel"), near, doubtful=True)

    assert [one.id for one in teams.conversations.values() if one.name.startswith("inc-1")] == [room.room[6:]]


def test_a_channel_is_described_and_archived(teams: FakeTeams, make: Any, near: str) -> None:
    teams.consent("Channel.Create.Group", "ChannelSettings.ReadWrite.Group", "ChannelSettings.ReadWrite.All")
    voice = make(war_room="channel")
    room = opened(voice, near)

    voice.set_topic("", room.room, "INC-1 · SEV2 · identified")
    voice.close_room("", room.room)
    voice.close_room("", room.room)

    made = teams.conversation(room.room)
    assert (made.description, made.archived) == ("INC-1 · SEV2 · identified", True)
    with pytest.raises(RoomGone, match="archived"):
        voice.post("", room.room, HELLO, key="k5")


def test_a_channel_that_may_not_be_archived_says_which_consent_is_needed(
    teams: FakeTeams, make: Any, near: str
) -> None:
    teams.consent("Channel.Create.Group")
    voice = make(war_room="channel")
    room = opened(voice, near)

    voice.set_topic("", room.room, "left out")
    with pytest.raises(Refused, match=r"`ChannelSettings\.ReadWrite\.All` in Teams; an admin"):
        voice.close_room("", room.room)


def test_somebody_elses_channel_is_neither_described_nor_archived(
    teams: FakeTeams, make: Any, near: str
) -> None:
    voice = make()

    voice.set_topic("", near, "INC-1")
    voice.close_room("", near)

    assert teams.calls == []


# --- a group chat -------------------------------------------------------------------------------


def test_a_private_incident_gets_a_group_chat(teams: FakeTeams, make: Any, near: str) -> None:
    teams.consent(*CHAT)
    voice = make(app=CATALOG_APP)

    room = opened(voice, near, private=True, people=[ANA, "slack:U1"])
    voice.post("", room.room, HELLO, key="k1")

    chat = teams.conversation(room.room)
    assert (chat.kind, chat.members, chat.has_bot) == ("groupChat", ["29:ana"], True)
    assert len(teams.seen_by("29:ana", room.room)) == 1
    assert teams.seen_by("29:leo") == []


@pytest.mark.parametrize(
    ("consents", "ways", "said"),
    [
        ((), {"app": CATALOG_APP}, "`Chat.Create`"),
        (("Chat.Create",), {"app": CATALOG_APP}, "`TeamsAppInstallation.ReadWriteSelfForChat.All`"),
        (CHAT, {}, "Microsoft Graph, which is not set up"),
        (CHAT, {"with_graph": False}, "Microsoft Graph, which is not set up"),
    ],
)
def test_a_private_incident_never_becomes_a_thread_that_the_team_can_read(
    teams: FakeTeams, make: Any, near: str, consents: Any, ways: Any, said: str
) -> None:
    teams.consent(*consents)

    with pytest.raises(Refused, match=said):
        opened(make(**ways), near, private=True)

    assert teams.conversation("General").messages == []


def test_a_group_chat_that_cannot_be_had_becomes_a_thread(teams: FakeTeams, make: Any, near: str) -> None:
    room = opened(make(war_room="chat", app=CATALOG_APP), near)

    assert "Chat.Create" in teams.thread(room.room)[1].words


def test_a_group_chat_is_renamed_by_its_topic(teams: FakeTeams, make: Any, near: str) -> None:
    teams.consent(*CHAT, "ChatSettings.ReadWrite.Chat")
    voice = make(app=CATALOG_APP)
    room = opened(voice, near, private=True)

    voice.set_topic("", room.room, "INC-1 · SEV2")
    voice.close_room("", room.room)

    assert teams.conversation(room.room).name == "INC-1 · SEV2"


# --- people -------------------------------------------------------------------------------------


def test_people_are_called_into_a_thread_once(teams: FakeTeams, make: Any, near: str) -> None:
    voice = make()
    room = opened(voice, near)

    assert voice.invite("", room.room, [ANA, LEO]) == {}
    assert voice.invite("", room.room, [ANA]) == {}

    [call] = teams.thread(room.room)[1:]
    assert call.mentions == ["29:ana", "29:leo"]


def test_who_is_not_in_the_team_is_told(teams: FakeTeams, make: Any, near: str) -> None:
    next(iter(teams.teams.values())).members.remove("29:leo")
    room = opened(make(), near)

    left_out = make().invite("", room.room, [ANA, LEO, "teams:29:nobody", "slack:U1"])

    assert left_out == {
        LEO: "They are not in that team; its owner can add them.",
        "teams:29:nobody": "They are not in that team; its owner can add them.",
        "slack:U1": "They are not in Teams.",
    }


def test_calling_people_leaves_the_threads_first_message_to_the_card(
    teams: FakeTeams, make: Any, near: str
) -> None:
    room = opened(make(), near)
    make().invite("", room.room, [ANA])

    card = make().post("", room.room, HELLO, key="k1")

    assert f"{near};messageid={card.message}" == room.room


def test_people_are_added_to_a_group_chat(teams: FakeTeams, make: Any, near: str) -> None:
    teams.consent(*CHAT, "ChatMember.ReadWrite.All")
    voice = make(app=CATALOG_APP)
    room = opened(voice, near, private=True)

    assert voice.invite("", room.room, [ANA, LEO]) == {}
    assert voice.invite("", room.room, ["teams:29:mia", "slack:U1"]) == {
        "teams:29:mia": "The directory does not know them.",
        "slack:U1": "They are not in Teams.",
    }

    assert teams.conversation(room.room).members == ["29:ana", "29:leo"]


def test_who_cannot_be_added_to_a_group_chat_is_told_with_the_reason(
    teams: FakeTeams, make: Any, near: str
) -> None:
    teams.consent(*CHAT)
    voice = make(app=CATALOG_APP)
    room = opened(voice, near, private=True)

    missing = voice.invite("", room.room, [LEO])
    teams.consent("ChatMember.ReadWrite.All")
    teams.fail("graph POST members", 400, "TooManyMembers")
    full = voice.invite("", room.room, [LEO])

    assert "`ChatMember.ReadWrite.All`" in missing[LEO]
    assert "TooManyMembers" in full[LEO]


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("inc-1-Zahlung fällt aus – Größe?", "inc-1-Zahlung fällt aus – Größe"),
        ("inc-12-支払いができない", "inc-12-支払いができない"),
        ("inc-4-" + "x" * 200, "inc-4-" + "x" * 44),
        ("_inc <script>/..\\ \x00 50% off & more: {a}", "inc script 50 off more a"),
        ("***", "incident"),
    ],
)
def test_any_title_becomes_a_channel_name(slug: str, name: str) -> None:
    assert channel_name(slug) == name


def test_a_topic_has_no_characters_that_teams_refuses() -> None:
    assert topic("inc-1: a/b") == "inc-1· a b"


def _tell_group(teams: FakeTeams, make: Any) -> None:
    """So that Graph can be asked: the directory's id of the team, as an installation tells it."""
    team = next(iter(teams.teams.values()))
    activity = said(teams, "29:mia", "General", "hi")
    activity["channelData"]["team"]["aadGroupId"] = team.group
    teams.conversation("General").messages.pop()
    make()._messages._places.remember(activity)
