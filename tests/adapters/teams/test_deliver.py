"""The voice, through the real client, against a Teams that keeps state."""

from collections.abc import Iterator
from typing import Any

import pytest

from adapters.teams.deliver import TeamsVoice
from adapters.teams.places import Places
from bot.domain.card import Bullets, Button, Buttons, Card, Mention, Paragraph
from bot.domain.room import WarRoom
from bot.errors import Refused, RoomGone, TryLater
from storage.unit_of_work import Database
from tests.adapters.teams import voices
from tests.fakes.teams import FakeTeams, said, serving

HELLO = Card("INC-1 · SEV1 · Checkout is down", (Paragraph(("Paying fails.",)),))
CHANGED = Card("INC-1 · SEV2 · Checkout is down")
ANA, LEO = "teams:29:ana", "teams:29:leo"


@pytest.fixture
def teams() -> Iterator[FakeTeams]:
    with serving() as fake:
        fake.add_user("Ana")
        fake.add_user("Leo")
        fake.add_team("Support")
        yield fake
        assert fake.findings == []


@pytest.fixture
def general(teams: FakeTeams) -> str:
    return f"teams:{teams.conversation('General').id}"


@pytest.fixture
def places(teams: FakeTeams, sqlite_database: Database) -> Places:
    """Ana has said something in the General channel."""
    known = Places(sqlite_database)
    known.remember(said(teams, "29:ana", "General", "@Caseline help"))
    teams.conversation("General").messages.clear()
    return known


@pytest.fixture
def voice(teams: FakeTeams, places: Places, sqlite_database: Database) -> TeamsVoice:
    return voices.voice(teams, sqlite_database, with_graph=False)


def opened(voice: TeamsVoice, near: str, **how: Any) -> WarRoom:
    given: dict[str, Any] = {"private": False, "key": "k0", "doubtful": False, "near": near} | how
    return voice.open_room("", slug="inc-1-Checkout is down!", title="Checkout is down", **given)


# --- posting ------------------------------------------------------------------------------------


def test_a_card_is_posted_in_a_channel(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    posted = voice.post("", general, HELLO, key="k1")

    [message] = teams.conversation("General").spoken
    assert (posted.room, posted.message) == (general, message.id)
    assert "Paying fails." in message.words
    assert message.activity["summary"] == HELLO.title


def test_a_room_that_nothing_was_heard_from_is_written_to_all_the_same(
    teams: FakeTeams, voice: TeamsVoice
) -> None:
    """It may stand in the settings, as an announcement channel does."""
    team = next(iter(teams.teams.values()))
    channel = teams.add_channel(team, "incidents")

    voice.post("", f"teams:{channel.id}", HELLO, key="k1")

    assert len(channel.spoken) == 1


def test_a_reply_stands_in_the_thread_of_its_message(
    teams: FakeTeams, voice: TeamsVoice, general: str
) -> None:
    card = voice.post("", general, HELLO, key="k1")

    reply = voice.post("", general, CHANGED, key="k2", thread=card.message)

    [below] = teams.conversation("General").thread(card.message)
    assert reply.room == general
    assert "SEV2" in below.words


def test_a_reply_is_drawn_again_where_it_stands(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    card = voice.post("", general, HELLO, key="k1")
    reply = voice.post("", general, HELLO, key="k2", thread=card.message)

    assert voice.redraw("", reply.room, reply.message, CHANGED, key="k3") == reply

    [below] = teams.conversation("General").thread(card.message)
    assert (below.versions, "SEV2" in below.words) == (2, True)
    [call] = teams.called("PUT activities")
    assert f";messageid={card.message}/" in call.path


def test_a_card_is_drawn_again_in_place(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    posted = voice.post("", general, HELLO, key="k1")

    assert voice.redraw("", posted.room, posted.message, CHANGED, key="k2") == posted

    [message] = teams.conversation("General").spoken
    assert (message.versions, "SEV2" in message.words) == (2, True)


def test_a_card_that_somebody_deleted_is_posted_again(
    teams: FakeTeams, voice: TeamsVoice, general: str
) -> None:
    posted = voice.post("", general, HELLO, key="k1")
    teams.conversation("General").messages[0].deleted = True

    again = voice.redraw("", posted.room, posted.message, CHANGED, key="k2")

    assert [message.id for message in teams.conversation("General").spoken] == [again.message]


def test_what_somebody_deleted_stays_gone_where_it_is_not_missed(
    teams: FakeTeams, voice: TeamsVoice, general: str
) -> None:
    posted = voice.post("", general, HELLO, key="k1")
    teams.conversation("General").messages[0].deleted = True

    same = voice.redraw("", posted.room, posted.message, CHANGED, key="k2", again=False)

    assert same == posted
    assert teams.conversation("General").spoken == []


def test_a_message_is_taken_back_wherever_it_stands(
    teams: FakeTeams, voice: TeamsVoice, general: str
) -> None:
    card = voice.post("", general, HELLO, key="k1")
    reply = voice.post("", general, HELLO, key="k2", thread=card.message)
    below = voice.post("", general, HELLO, key="k3", thread=reply.message)

    voice.remove("", general, reply.message)
    voice.remove("", general, reply.message)
    left = [f"{one.id};messageid={one.root}" for one in teams.conversation("General").thread(card.message)]
    assert left == [below.message]
    voice.remove("", general, card.message)
    assert teams.conversation("General").spoken == []


def test_somebodys_words_are_passed_on_without_a_box(
    teams: FakeTeams, voice: TeamsVoice, general: str
) -> None:
    words = Card("Eve (Slack): on it", (Paragraph(("Eve (Slack): on it",)),), spoken=True)

    voice.post("", general, words, key="k1")

    [message] = teams.conversation("General").spoken
    assert (message.card, message.words) == ({}, "Eve (Slack): on it")


def test_a_card_that_is_too_large_is_sent_as_words(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    teams.largest = 900

    voice.post("", general, HELLO, key="k1")

    [message] = teams.conversation("General").spoken
    assert message.card == {}
    assert "Paying fails." in message.activity["text"]


def test_a_card_that_teams_does_not_take_is_sent_as_words(
    teams: FakeTeams, voice: TeamsVoice, general: str
) -> None:
    teams.fail("POST activities", 400, "BadSyntax", times=1)

    voice.post("", general, HELLO, key="k1")

    assert "Paying fails." in teams.conversation("General").spoken[0].activity["text"]


def test_foreign_text_mentions_nobody(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    voice.post(
        "", general, Card("<at>Leo</at>", (Paragraph(("<at>Leo</at> ", Mention(ANA, "Ana"))),)), key="k1"
    )

    assert teams.conversation("General").spoken[0].mentions == ["29:ana"]


def test_a_button_can_be_pressed(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    voice.post(
        "", general, Card("INC-1", (Buttons((Button("I have it", "liaison", "INC-1", "me"),)),)), key="k1"
    )

    assert list(teams.conversation("General").spoken[0].buttons) == ["I have it"]


# --- people -------------------------------------------------------------------------------------


def test_a_direct_message_goes_to_a_personal_chat_that_is_made_once(
    teams: FakeTeams, voice: TeamsVoice, sqlite_database: Database
) -> None:
    first = voice.post(teams.tenant, LEO, HELLO, key="k1")
    voice.post(teams.tenant, LEO, CHANGED, key="k2")
    voices.voice(teams, sqlite_database).post(teams.tenant, LEO, CHANGED, key="k3")

    assert first.room == f"teams:{teams.personal('29:leo').id}"
    assert len(teams.personal("29:leo").spoken) == 3
    assert len(teams.called("POST conversations")) == 1
    assert [one.words for one in teams.seen_by("29:ana")] == []


def test_a_direct_message_is_drawn_again(teams: FakeTeams, voice: TeamsVoice) -> None:
    posted = voice.post("", LEO, HELLO, key="k1")

    voice.redraw("", posted.room, posted.message, CHANGED, key="k2")

    assert "SEV2" in teams.personal("29:leo").spoken[0].words


def test_a_personal_chat_that_we_know_is_used(teams: FakeTeams, voice: TeamsVoice, places: Places) -> None:
    teams.personal("29:ana")
    places.remember(said(teams, "29:ana", teams.personal("29:ana").id, "help"))

    voice.post("", ANA, HELLO, key="k1")

    assert teams.called("POST conversations") == []


def test_somebody_who_has_not_added_the_app_is_told_apart(teams: FakeTeams, voice: TeamsVoice) -> None:
    teams.users["29:leo"].has_app = False

    with pytest.raises(Refused, match="They have not added Caseline in Teams yet"):
        voice.post("", LEO, HELLO, key="k1")


def test_somebody_who_blocked_the_bot_is_told_apart_and_asked_anew_later(
    teams: FakeTeams, voice: TeamsVoice
) -> None:
    voice.post("", LEO, HELLO, key="k1")
    teams.users["29:leo"].blocked = True

    with pytest.raises(Refused, match="blocked or removed Caseline") as refused:
        voice.post("", LEO, HELLO, key="k2")
    assert not isinstance(refused.value, RoomGone)

    teams.users["29:leo"].blocked = False
    voice.post("", LEO, HELLO, key="k3")
    assert len(teams.personal("29:leo").spoken) == 2


def test_a_whisper_goes_to_the_personal_chat(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    voice.whisper("", general, ANA, HELLO)

    assert teams.conversation("General").messages == []
    assert len(teams.personal("29:ana").spoken) == 1


def test_a_whisper_stands_in_the_room_where_that_is_switched_on(
    teams: FakeTeams, places: Places, sqlite_database: Database, general: str
) -> None:
    voices.voice(teams, sqlite_database, targeted=True).whisper("", general, ANA, HELLO)

    assert len(teams.seen_by("29:ana", "General")) == 1
    assert teams.seen_by("29:leo", "General") == []


@pytest.mark.parametrize("why", ["not offered", "not in the team", "unknown room"])
def test_a_whisper_that_cannot_stand_in_the_room_goes_to_the_personal_chat(
    teams: FakeTeams, places: Places, sqlite_database: Database, general: str, why: str
) -> None:
    teams.targeted = why != "not offered"
    if why == "not in the team":
        next(iter(teams.teams.values())).members.remove("29:ana")
    room = "teams:19:elsewhere@thread.tacv2" if why == "unknown room" else general

    voices.voice(teams, sqlite_database, targeted=True).whisper("", room, ANA, HELLO)

    assert len(teams.personal("29:ana").spoken) == 1


def test_a_person_of_another_chat_is_no_person_of_teams(voice: TeamsVoice, general: str) -> None:
    with pytest.raises(Refused, match="They are not in Teams"):
        voice.whisper("", general, "slack:U1", HELLO)
    with pytest.raises(Refused, match="slack:C1 is no conversation of Teams"):
        voice.post("", "slack:C1", HELLO, key="k1")


def test_a_profile_is_what_the_conversation_says_of_a_member(
    teams: FakeTeams, voice: TeamsVoice, places: Places
) -> None:
    ana = voice.profile("", ANA)

    assert ana is not None
    assert (ana.name, ana.email, ana.workspace, ana.guest) == ("Ana", "ana@acme.test", teams.tenant, False)
    assert ana.checked_at is not None
    teams.users["29:ana"].guest = True
    guest = voice.profile("", ANA)
    assert guest is not None
    assert guest.guest


def test_there_is_no_profile_of_somebody_never_met_or_while_teams_is_down(
    teams: FakeTeams, voice: TeamsVoice, places: Places
) -> None:
    assert voice.profile("", LEO) is None
    teams.down = True
    assert voice.profile("", ANA) is None


# --- trouble ------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
def test_what_may_work_later_says_when(
    teams: FakeTeams, voice: TeamsVoice, general: str, status: int
) -> None:
    teams.fail("POST activities", status, retry_after="7", times=1)

    with pytest.raises(TryLater) as later:
        voice.post("", general, HELLO, key="k1")
    assert later.value.after == 7

    voice.post("", general, HELLO, key="k1")
    assert len(teams.conversation("General").spoken) == 1


def test_a_teams_that_does_not_answer_is_tried_later(
    teams: FakeTeams, voice: TeamsVoice, general: str
) -> None:
    teams.down = True

    with pytest.raises(TryLater, match="does not answer"):
        voice.post("", general, HELLO, key="k1")


def test_a_team_that_removed_the_bot_is_gone_and_forgotten(
    teams: FakeTeams, voice: TeamsVoice, places: Places, general: str
) -> None:
    next(iter(teams.teams.values())).installed = False

    with pytest.raises(RoomGone, match="Please add the app there"):
        voice.post("", general, HELLO, key="k1")

    assert places.of(general) is None


def test_a_deleted_channel_is_gone(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    del teams.conversations[general.removeprefix("teams:")]

    with pytest.raises(RoomGone, match="no longer exists"):
        voice.post("", general, HELLO, key="k1")


def test_an_address_outside_the_list_gets_no_token(
    teams: FakeTeams, voice: TeamsVoice, places: Places, general: str
) -> None:
    activity = said(teams, "29:ana", "General", "hello") | {"serviceUrl": "https://evil.test/"}
    places.remember(activity)

    with pytest.raises(Refused, match="not one of Teams"):
        voice.post("", general, HELLO, key="k1")

    assert teams.calls == []


def test_a_very_large_card_fits(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    lines = tuple((f"{n} 😀" * 100,) for n in range(500))

    voice.post("", general, Card("Large", (Bullets(lines),)), key="k1")

    assert teams.conversation("General").spoken[0].card != {}


# --- what is left out ---------------------------------------------------------------------------


def test_pins_bookmarks_and_homes_ask_nothing_of_teams(
    teams: FakeTeams, voice: TeamsVoice, general: str
) -> None:
    voice.pin("", general, "1")
    voice.bookmark("", general, "INC-1", "https://x.test")
    voice.show_home("", ANA, HELLO)

    assert teams.calls == []


def test_a_link_opens_the_message(teams: FakeTeams, voice: TeamsVoice, general: str) -> None:
    card = voice.post("", general, HELLO, key="k1")
    reply = voice.post("", general, HELLO, key="k2", thread=card.message)
    chat = teams.add_chat("friends", "29:ana")

    link = voice.link_to("", general, reply.message)

    id = reply.message.partition(";")[0]
    assert link.startswith(f"https://teams.microsoft.com/l/message/19%3Asupport-general%40thread.tacv2/{id}?")
    assert f"parentMessageId={card.message}" in link
    assert f"tenantId={teams.tenant}" in link
    assert "contextType" in voice.link_to("", f"teams:{chat.id}", "17")
    assert voice.link_to("", "slack:C1", "17") == ""
    assert voice.link_to("", general, "") == ""
