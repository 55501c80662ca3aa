"""War rooms: opened, adopted, entered, left behind, archived."""

import pytest

from bot.config import Settings
from bot.domain.interaction import Interaction
from bot.domain.room import Room, RoomState
from bot.errors import Refused
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, labels_of


def _room(teller, key="INC-1"):
    with teller.store.read() as work:
        return work.rooms.of(key)[0]


def test_a_war_room_is_opened_with_everything_in_it(teller):
    told = Teller(
        teller.store,
        settings=Settings.model_validate(
            {
                "announce": ["slack:#incidents"],
                "people": {"mia": {"slack": "mia", "teams": "mia"}},
                "rooms": {"invite": ["mia"], "prefix": "fire"},
            }
        ),
    )

    told.declare()

    room = "slack:fire-1-checkout-is-down"
    assert told.chat.heard(room) == ["INC-1 · SEV1 · Checkout is down"]
    assert told.chat.topics[room] == "INC-1 · SEV1 · investigating · Checkout is down"
    assert told.chat.invited[room] == ["slack:ana", "slack:mia"]
    assert told.chat.pins[room] == ["1"]
    assert told.chat.bookmarks[room] == [f"INC-1 at a glance https://chat.test/{room}/1"]
    assert told.chat.heard("slack:#incidents") == ["INC-1 · SEV1 · Checkout is down"]
    [(where, who, card)] = told.chat.whispers
    assert (where, who) == ("slack:support", "slack:ana")
    assert "The war room is #fire-1-checkout-is-down." in read(card)


def test_a_private_war_room_is_private_and_invites_nobody_by_itself(told):
    settings = Settings.model_validate({"people": {"mia": {"slack": "mia"}}, "rooms": {"invite": ["mia"]}})
    teller = Teller(told.store, settings=settings)

    teller.declare("sev1 Data leaked --private")

    assert teller.chat.private == set(teller.chat.rooms)
    assert teller.chat.invited[f"slack:{teller.room()}"] == ["slack:ana"]


def test_who_comes_late_is_caught_up_once_and_alone(teller):
    teller.declare()
    teller.does("ana", "note INC-1 Gateway restarted")
    teller.carry()
    teller.chat.whispers.clear()

    teller.does("eve", "joined", room=teller.room())
    teller.does("eve", "left", room=teller.room())
    teller.does("eve", "joined", room=teller.room())
    teller.does("ana", "joined", room=teller.room())
    teller.carry()

    [(where, who, card)] = teller.chat.whispers
    assert (where, who) == (f"slack:{teller.room()}", "slack:eve")
    assert "Gateway restarted" in read(card)


def test_nobody_is_caught_up_on_what_is_over(told):
    told.declare()
    told.does("ana", "resolve INC-1 done")
    told.carry()
    told.chat.whispers.clear()

    told.does("eve", "joined", room=told.room())
    told.carry()

    assert told.chat.whispers == []


def test_joining_invites_into_the_war_room(told):
    told.declare()

    reply = told.does("leo", "join INC-1")
    told.carry()

    assert "#inc-1-checkout-is-down" in read(card_of(reply))
    assert "slack:leo" in told.chat.invited[f"slack:{told.room()}"]


def test_who_could_not_be_invited_is_told_to_people_who_can(told):
    told.chat.left_out["slack:leo"] = "they are not in this workspace"
    told.declare()

    told.does("leo", "join INC-1")
    told.carry()

    card = next(one.card for one in told.chat.said if "could be invited" in one.card.title)
    assert "- @Leo: they are not in this workspace" in read(card)


def test_a_room_that_could_not_be_opened_leaves_the_incident_and_tells_its_declarer(teller):
    told = Teller(teller.store, settings=Settings(announce=("slack:#incidents",)))
    told.chat.trouble["open_room"] = Refused("Slack does not let Caseline create channels.")

    key = told.declare()
    told.does("ana", f"update {key} Cards fail")
    told.carry()

    assert _room(told).state is RoomState.FAILED
    [card] = [one.card for one in told.chat.said if one.room == "slack:ana"]
    assert card.title == "INC-1 exists, but its war room could not be opened"
    assert "Slack does not let Caseline create channels." in read(card)
    assert "/case room INC-1 here" in read(card)
    assert told.chat.heard("slack:#incidents") == ["INC-1 · SEV1 · Checkout is down"]
    assert told.chat.heard("slack:support") == ["INC-1 · SEV1 · Checkout is down", "INC-1 update: Cards fail"]
    assert "The war room could not be opened: Slack does not let" in read(told.war_room())
    assert labels_of(told.war_room())[0] == "Retry what failed"

    del told.chat.trouble["open_room"]
    reply = told.presses("ana", card, "Try again")
    told.carry()

    assert card_of(reply).title == "Trying again"
    assert _room(told).state is RoomState.OPEN
    assert "INC-1 · SEV1 · Checkout is down" in told.chat.heard(f"slack:{told.room()}")
    assert "could not" not in read(told.war_room())


def test_another_channel_can_be_adopted_when_none_could_be_opened(told):
    told.chat.trouble["open_room"] = Refused("no")
    told.declare()

    reply = told.does("ana", "room INC-1 here", room="payments")
    told.carry()

    assert card_of(reply).title == "This channel is now the war room of INC-1"
    assert told.chat.heard("slack:payments")[0] == "INC-1 · SEV1 · Checkout is down"
    assert (
        card_of(told.does("ana", "room INC-1 here", room="other")).title == "INC-1 has a war room: #payments."
    )
    assert card_of(told.does("ana", "room INC-1 new")).title == "INC-1 has a war room: #payments."


def test_a_room_that_is_gone_is_noticed_and_can_be_replaced(teller):
    teller.declare()
    teller.does("leo", "liaison INC-1 me")
    teller.carry()
    room = teller.room()

    teller.does("eve", "room_gone", room=room)
    teller.carry()

    assert _room(teller).state is RoomState.LOST
    for who in ("ana", "leo"):
        assert "The war room of INC-1 is gone" in teller.chat.heard(f"slack:{who}")
    card = next(one.card for one in teller.chat.said if one.card.title == "The war room of INC-1 is gone")

    assert teller.presses("ana", card, "Open a new one").outcome == "done"
    teller.carry()

    assert _room(teller).state is RoomState.OPEN
    assert "INC-1 · SEV1 · Checkout is down" in teller.chat.heard(f"slack:{teller.room()}")


def test_a_room_that_comes_back_is_used_again(told):
    told.declare()
    room = told.room()

    told.does("eve", "room_gone", room=room)
    told.does("eve", "room_back", room=room)

    assert _room(told).state is RoomState.OPEN


def test_people_may_rename_the_room(told):
    told.declare()
    renamed = Room(f"slack:{told.room()}", "checkout-fire", "T1")

    told.router.handle(Interaction("r1", "slack", told.person("eve"), "room_renamed", room=renamed))

    assert _room(told).name == "checkout-fire"
    assert "#checkout-fire" in read(card_of(told.does("eve", "room INC-1")))


@pytest.mark.parametrize("on_close", ["keep", "archive"])
def test_the_room_is_kept_or_archived_as_the_settings_say(told, on_close):
    teller = Teller(told.store, settings=Settings.model_validate({"rooms": {"on_close": on_close}}))
    teller.declare()

    teller.does("ana", "resolve INC-1 done")
    teller.carry()

    assert (teller.chat.closed == [f"slack:{teller.room()}"]) is (on_close == "archive")
    assert teller.war_room().title.startswith("RESOLVED")


def test_an_archived_room_is_left_in_peace_and_replaced_on_reopening(teller):
    told = Teller(teller.store, settings=Settings.model_validate({"rooms": {"on_close": "archive"}}))
    told.declare()
    told.does("ana", "resolve INC-1 done")
    told.carry()
    said = len(told.chat.said)

    told.does("ana", "note INC-1 Bank confirmed")
    told.carry()
    assert len(told.chat.said) == said

    told.does("ana", "reopen INC-1")
    told.carry()
    assert told.chat.calls.count("open_room") == 2
    assert _room(told).state is RoomState.OPEN


def test_a_channel_that_was_there_before_us_is_never_archived(told):
    teller = Teller(told.store, settings=Settings.model_validate({"rooms": {"on_close": "archive"}}))
    teller.declare("sev2 Checkout is slow --here")

    teller.does("ana", "resolve INC-1 done")
    asked = teller.does("ana", "room INC-1 archive")
    teller.carry()

    assert teller.chat.closed == []
    assert card_of(asked).title == "This channel was there before INC-1; archive it by hand."
    assert "set_topic" not in teller.chat.calls


def test_archiving_by_hand_waits_for_the_end(told):
    told.declare()

    early = told.does("ana", "room INC-1 archive")
    told.does("ana", "resolve INC-1 done")
    told.does("ana", "room INC-1 archive")
    told.carry()
    again = told.does("ana", "room INC-1 archive")

    assert card_of(early).title == "INC-1 is open; its war room is still needed."
    assert told.chat.closed == [f"slack:{told.room()}"]
    assert card_of(again).title == "INC-1 has no war room that could be archived."
