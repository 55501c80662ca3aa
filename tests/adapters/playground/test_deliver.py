"""The playground's voice keeps what `bot.ports.Voice` promises."""

import pytest

from bot.domain.card import Card
from bot.errors import Refused

ROOM = {
    "slug": "inc-1-Checkout is down!",
    "title": "Checkout is down",
    "private": False,
    "key": "k1",
    "doubtful": False,
}
CARD = Card("INC-1 · Checkout is down")


@pytest.fixture
def voice(page):
    return page.made.voice


def test_a_war_room_is_named_like_its_incident_and_can_be_seen_by_all(page, voice):
    made = voice.open_room("", **ROOM)

    assert made.room == "playground:inc-1-checkout-is-down"
    assert made.url == "http://127.0.0.1:8080/#inc-1-checkout-is-down"
    assert page.channels("otto")[made.name]["kind"] == "war_room"


def test_a_name_that_is_taken_gets_a_number(voice):
    voice.open_room("", **ROOM)

    assert voice.open_room("", **ROOM | {"key": "k2"}).name == "inc-1-checkout-is-down-2"


def test_a_war_room_asked_for_twice_is_made_once(voice):
    first = voice.open_room("", **ROOM)

    assert voice.open_room("", **ROOM | {"doubtful": True}).room == first.room


@pytest.mark.parametrize("slug", ["", "!!!", "x" * 500, "ÄÖÜ 日本", "ana"])
def test_every_title_makes_a_usable_name(voice, slug):
    name = voice.open_room("", **ROOM | {"slug": slug}).name

    assert 0 < len(name) <= 80
    assert name != "ana"


def test_a_private_war_room_does_not_exist_for_others(page, voice):
    made = voice.open_room("", **ROOM | {"private": True})
    voice.invite("", made.room, ["playground:ana"])
    voice.post("", made.room, CARD, key="c1")

    assert made.name in page.channels("ana")
    assert made.name not in page.channels("leo")
    assert page.posts("leo", made.name) == []
    assert page.does("leo", "join", channel=made.name).status_code == 404
    assert page.says("leo", made.name, "let me in").status_code == 404


def test_a_card_sent_twice_with_one_key_stands_once(page, voice):
    first = voice.post("", "playground:incidents", CARD, key="c1")
    again = voice.post("", "playground:#incidents", CARD, key="c1", doubtful=True)

    assert first == again
    assert first.room == "playground:incidents"
    assert len(page.posts("leo", "incidents")) == 1


def test_a_card_is_redrawn_in_its_place_and_posted_anew_when_it_is_gone(page, voice):
    posted = voice.post("", "playground:incidents", CARD, key="c1")
    kept = voice.redraw("", posted.room, posted.message, Card("changed"), key="c2")
    stranger = voice.redraw("", posted.room, "otherrun-1", Card("of another run"), key="c3")
    unmissed = voice.redraw("", posted.room, "otherrun-1", Card("not missed"), key="c4", again=False)

    assert kept == posted
    assert stranger != posted
    assert unmissed.message == "otherrun-1"
    assert [post["title"] for post in page.posts("leo", "incidents")] == ["changed", "of another run"]


def test_a_card_for_a_person_arrives_directly(page, voice):
    posted = voice.post("", "playground:leo", CARD, key="c1")

    assert posted.room == "playground:dm-leo"
    assert [post["title"] for post in page.posts("leo", "dm-leo")] == [CARD.title]


def test_a_whisper_is_seen_by_one_person_only(page, voice):
    voice.whisper("", "playground:support", "playground:leo", CARD)

    assert page.posts("leo", "support")[0]["whisper"]
    assert page.posts("ana", "support") == []


def test_a_whisper_for_somebody_outside_the_channel_arrives_directly(page, voice):
    voice.whisper("", "playground:engineering", "playground:leo", CARD)

    assert [post["title"] for post in page.posts("leo", "dm-leo")] == [CARD.title]


def test_replies_stand_in_their_thread(page, voice):
    card = voice.post("", "playground:incidents", CARD, key="c1")
    voice.post("", "playground:incidents", Card("a change"), key="c2", thread=card.message)
    parent, reply = page.posts("leo", "incidents")

    assert reply["thread"] == parent["id"]


def test_what_stands_around_a_war_room_is_kept_once(page, voice):
    room = voice.open_room("", **ROOM).room
    card = voice.post("", room, CARD, key="c1")
    for _ in range(2):
        voice.pin("", room, card.message)
        voice.bookmark("", room, "at a glance", voice.link_to("", room, card.message))
        voice.set_topic("", room, "INC-1 · SEV1")
    shown = page.channels("leo")["inc-1-checkout-is-down"]

    assert [pin["title"] for pin in shown["pins"]] == [CARD.title]
    assert len(shown["bookmarks"]) == 1
    assert shown["topic"] == "INC-1 · SEV1"


def test_who_is_invited_hears_what_happened_and_who_cannot_be_is_named(page, voice, bot):
    room = voice.open_room("", **ROOM).room
    left_out = voice.invite("", room, ["playground:leo", "playground:nobody", "slack:U012"])
    page.made.door.close()

    assert list(left_out) == ["playground:nobody", "slack:U012"]
    assert [(one.command, one.person.id) for one in bot.heard] == [("joined", "playground:leo")]


def test_an_archived_channel_can_be_read_and_not_written_in(page, voice):
    room = voice.open_room("", **ROOM).room
    voice.invite("", room, ["playground:leo"])
    voice.close_room("", room)

    assert page.says("leo", "inc-1-checkout-is-down", "hello?").status_code == 409
    with pytest.raises(Refused):
        voice.post("", room, CARD, key="c9")


def test_a_channel_that_nobody_knows_is_refused_for_good(voice):
    with pytest.raises(Refused):
        voice.post("", "playground:nowhere", CARD, key="c1")


def test_the_voice_knows_who_people_are(voice):
    assert voice.profile("", "playground:ana").email == "ana@acme.test"
    assert voice.profile("", "playground:nobody") is None


def test_a_message_of_ours_can_be_taken_back_and_a_person_s_cannot(page, voice):
    chat = page.made.chat
    mine = voice.post("", "playground:support", Card("Hello"), key="k1")
    chat.say("support", "ana", "Hi")
    theirs = list(chat.channels["support"].posts.values())[-1]

    for message in (mine.message, mine.message, chat.full_id(theirs)):
        voice.remove("", "playground:support", message)

    assert [post.text for post in chat.channels["support"].posts.values()] == ["Hi"]
