"""The bridge of an incident: opened once, shown where it is worked on, and never in the way."""

from typing import Any

import pytest

from adapters.meetings import zoom
from bot.actions import bridge as actions
from bot.actions.delivery import give_back
from bot.config import Settings
from bot.domain.audit import Actor
from bot.domain.bridge import Bridge, BridgeState, Purpose
from bot.domain.card import Card, Fact, Facts, Link
from bot.domain.outgoing import Delivery
from bot.errors import AdapterError, BadInput, Refused, TryLater
from tests.adapters.meetings.given import given
from tests.fakes.calls import Calls
from tests.fakes.mirror import Mirror
from tests.fakes.mirror import settings as mirror_settings
from tests.fakes.reader import read
from tests.fakes.teller import Teller, button_of, card_of, labels_of
from tests.fakes.zoom import SETTINGS as ZOOM
from tests.fakes.zoom import START, FakeZoom
from tests.storage.test_at_once import together

TEMPLATE: dict[str, Any] = {"provider": "template", "template": {"url": "https://meet.test/{key}"}}
URL = "https://meet.test/INC-1"
BOOKMARK = f"Join the bridge {URL}"


def calling(told: Teller, *troubles: AdapterError, **settings: Any) -> tuple[Teller, Calls]:
    calls = Calls(troubles=list(troubles))
    known = Settings.model_validate({"bridge": TEMPLATE, **settings})
    return Teller(told.store, settings=known, meetings={"template": calls}), calls


def kept(told: Teller, key: str = "INC-1") -> Bridge:
    with told.store.read() as work:
        bridge = work.bridges.of(key)
    assert bridge is not None
    return bridge


def facts_of(card: Card) -> list[Fact]:
    return [fact for part in card.parts if isinstance(part, Facts) for fact in part.facts]


def heard(told: Teller, key: str = "INC-1") -> list[str]:
    return told.chat.heard(f"slack:{told.room(key)}")


def test_a_major_incident_gets_a_bridge_on_its_card_its_bookmarks_and_its_timeline(teller):
    told, calls = calling(teller)

    told.declare()

    [(purpose, _, doubtful)] = calls.asked
    assert (purpose.topic, doubtful) == ("INC-1 Checkout is down", False)
    assert Fact("Bridge", (Link("Video call", URL),)) in facts_of(told.war_room())
    assert told.chat.bookmarks[f"slack:{told.room()}"] == [
        f"INC-1 at a glance https://chat.test/slack:{told.room()}/1",
        BOOKMARK,
    ]
    assert heard(told) == ["INC-1 · SEV1 · Checkout is down", "The bridge of INC-1 is open"]
    assert "Bridge opened: Video call — @Ana" in read(card_of(told.does("leo", "timeline INC-1")))


def test_who_looks_is_shown_how_to_join(told):
    told, _ = calling(told)
    told.declare()

    card = card_of(told.does("leo", "bridge INC-1"))

    assert button_of(card, "Join").url == URL
    assert "Passcode: a1B2" in read(card)
    assert "Bridge: " in read(card_of(told.does("leo", "catchup INC-1")))


def test_the_announcement_shows_no_bridge_since_others_read_there(told):
    told, _ = calling(told, announce=["slack:#incidents"])

    told.declare()

    [announced] = [one.card for one in told.chat.said if one.room == "slack:#incidents"]
    assert "ridge" not in read(announced)


def test_a_lesser_incident_gets_one_as_soon_as_it_gets_worse_and_never_a_second_one(teller):
    told, calls = calling(teller)
    told.declare("sev3 Checkout is slow")
    assert calls.asked == []
    assert "Open a bridge" in labels_of(told.war_room())

    for severity in ("1", "3", "2"):
        told.does("ana", f"sev INC-1 {severity}")
        told.carry()

    assert len(calls.asked) == 1
    assert "Open a bridge" not in labels_of(told.war_room())


def test_whoever_asks_gets_one_and_asking_twice_opens_one(teller):
    told, calls = calling(teller)
    told.declare("sev4 A typo")

    first = card_of(told.does("leo", "bridge INC-1"))
    second = card_of(told.does("eve", "call INC-1"))
    told.carry()

    assert first.title == second.title == "A bridge for INC-1 is being opened"
    assert len(calls.asked) == 1
    assert button_of(card_of(told.does("eve", "meeting INC-1")), "Join").url == URL


def test_asking_for_one_is_audited_with_who_did(told):
    told, _ = calling(told, Refused("No."))
    told.declare("sev4 A typo")
    told.does("leo", "bridge INC-1")
    told.carry()

    told.does("eve", "bridge INC-1")
    told.does("mia", "bridge INC-1")

    with told.store.read() as work:
        asked = [one for one in work.audit.of("INC-1") if "bridge" in one.after]
    assert [(one.by, one.before, one.after) for one in asked] == [
        ("slack:leo", {"bridge": ""}, {"bridge": "opening"}),
        ("slack:eve", {"bridge": "failed"}, {"bridge": "opening"}),
    ]


def test_until_it_is_there_the_card_says_that_it_comes(told):
    told, _ = calling(told, TryLater("It does not answer.", after=30))

    told.declare()

    assert "Bridge: is being opened" in read(told.war_room())
    told.clock.move(seconds=31)
    told.carry()
    assert "is being opened" not in read(told.war_room())
    assert kept(told).is_open


def test_a_lost_answer_makes_the_next_try_look_for_what_is_there(told):
    told, calls = calling(told, TryLater("The answer was lost.", after=1, unsure=True))
    told.declare()

    told.clock.move(seconds=2)
    told.carry()

    (_, key, first), (_, same, second) = calls.asked
    assert (key, first, second) == (same, False, True)


def test_what_was_refused_is_told_and_holds_up_nothing(teller):
    told, calls = calling(teller, Refused("The app lacks a scope."))

    told.declare()

    assert heard(told)[-1] == "INC-1: the bridge could not be opened"
    assert "The bridge could not be opened: The app lacks a scope." in read(told.war_room())
    assert told.chat.topics
    failed = next(one.card for one in told.chat.said if one.card.title == heard(told)[-1])
    assert "The app lacks a scope." in read(failed)

    again = card_of(told.presses("leo", failed, "Try again", room=told.room()))
    told.carry()

    assert again.title == "A bridge for INC-1 is being opened"
    (_, key, _), (_, same, doubtful) = calls.asked
    assert (key, doubtful) == (same, True)
    assert kept(told).url == URL
    assert "could not be opened" not in read(told.war_room())


def test_the_word_for_everything_that_failed_tries_it_again_too(told):
    told, calls = calling(told, Refused("No."))
    told.declare()

    told.does("ana", "retry INC-1")
    told.carry()

    assert kept(told).is_open
    assert [doubtful for _, _, doubtful in calls.asked] == [False, True]


def test_both_ways_of_trying_again_open_one(told):
    told, calls = calling(told, Refused("No."))
    told.declare()

    told.does("ana", "bridge INC-1")
    told.does("ana", "retry INC-1")
    told.carry()

    assert len(calls.asked) == 2
    assert heard(told).count("The bridge of INC-1 is open") == 1


def test_people_are_told_after_five_minutes_and_not_after_a_day(told):
    told, calls = calling(told, *[TryLater("Zoom does not answer.") for _ in range(99)])
    told.declare()

    for _ in range(20):
        told.clock.move(seconds=30)
        told.carry()

    assert kept(told).state is BridgeState.FAILED
    assert heard(told)[-1] == "INC-1: the bridge could not be opened"
    assert 5 < len(calls.asked) < 15


def test_a_provider_that_wants_an_hour_is_not_waited_for(told):
    told, calls = calling(told, TryLater("Zoom is slowing us down.", after=3600))

    told.declare()

    assert kept(told).state is BridgeState.FAILED
    assert len(calls.asked) == 1


def test_a_bridge_of_what_is_over_is_not_opened_and_comes_when_it_is_asked_for_again(told):
    told, calls = calling(told, TryLater("Later.", after=60))
    told.declare()
    told.does("ana", "resolve INC-1 now")
    told.clock.move(seconds=61)
    told.carry()
    assert (len(calls.asked), kept(told).state) == (1, BridgeState.FAILED)
    assert card_of(told.does("ana", "bridge INC-1")).title.startswith("INC-1 is resolved")

    told.does("ana", "reopen INC-1")
    told.does("ana", "bridge INC-1")
    told.carry()

    assert kept(told).is_open


def test_the_link_stays_when_the_incident_is_over(told):
    told, _ = calling(told)
    told.declare()

    told.does("ana", "resolve INC-1 now")
    told.carry()

    assert button_of(card_of(told.does("leo", "bridge INC-1")), "Join").url == URL


def test_strangers_at_the_provider_read_nothing_of_a_private_incident(told):
    told, calls = calling(told)

    told.declare("sev1 Data leaked --private")

    [(purpose, _, _)] = calls.asked
    assert (purpose.topic, purpose.private) == ("INC-1", True)
    assert card_of(told.does("eve", "bridge INC-1")).title != "The bridge of INC-1"


def test_a_drill_fills_no_account_with_meetings_unless_somebody_asks(told):
    wire = FakeZoom()
    known = Settings.model_validate({"bridge": ZOOM})
    told = Teller(told.store, settings=known, meetings={"zoom": zoom.connect(given(ZOOM, wire))})
    told.declare("sev1 Checkout is down --drill")
    assert wire.asked == []

    told.does("ana", "bridge INC-1")
    told.carry()

    assert len(wire.meetings) == 1


def test_a_drill_rehearses_calls_that_leave_nothing_behind(told):
    told, calls = calling(told)

    told.declare("sev1 Checkout is down --drill")

    assert len(calls.asked) == 1


def test_the_hosts_start_link_is_neither_kept_nor_shown(teller, caplog):
    known = Settings.model_validate({"bridge": ZOOM})
    told = Teller(teller.store, settings=known, meetings={"zoom": zoom.connect(given(ZOOM, FakeZoom()))})

    told.declare()

    with told.store.read() as work:
        rows = work.outbox.of("INC-1", states=tuple(Delivery))
    everything = f"{kept(told)} {rows} {[one.cards for one in told.chat.said]} {told.chat.bookmarks}"
    assert kept(told).url == "https://zoom.test/j/84000000001?pwd=p1"
    assert START not in everything + caplog.text


def test_a_war_room_that_comes_later_has_the_bookmark_too(told):
    told, _ = calling(told)
    told.chat.trouble["open_room"] = Refused("Not here.")
    told.declare()
    assert kept(told).is_open
    del told.chat.trouble["open_room"]

    told.does("ana", "room INC-1 new")
    told.carry()

    assert BOOKMARK in told.chat.bookmarks[f"slack:{told.room()}"]


def test_another_provider_in_the_settings_opens_what_the_first_one_could_not(told):
    told, _ = calling(told, Refused("No."))
    told.declare()
    wire = FakeZoom()
    known = Settings.model_validate({"bridge": ZOOM})
    later = Teller(
        told.store, settings=known, meetings={"zoom": zoom.connect(given(ZOOM, wire))}, chat=told.chat
    )

    later.does("ana", "bridge INC-1", id="another")
    later.carry()

    assert kept(later).provider == "zoom"
    assert kept(later).is_open
    assert "could not be opened" not in read(later.war_room())


def test_a_provider_that_is_gone_from_the_settings_is_said_to_be_gone(told):
    told, _ = calling(told)
    told = Teller(told.store, settings=told.settings)

    told.declare()

    assert "The bridge could not be opened: Template is not connected." in read(told.war_room())


def test_without_a_provider_it_is_said_what_can_be_done(told):
    told.declare()

    card = card_of(told.does("ana", "bridge INC-1"))

    assert card.title == "No bridges are set up here"
    with told.store.read() as work:
        assert work.bridges.of("INC-1") is None
    with pytest.raises(BadInput, match="No bridges"):
        actions.ask(told.world, Actor("slack:ana", "slack", "bridge"), "INC-1")


def test_others_find_the_one_that_can_be_joined_and_no_other(told):
    told, _ = calling(told, TryLater("Later.", after=5))
    told.declare()
    with told.store.read() as work:
        assert actions.of(told.world, work, "INC-1") is None

    told.clock.move(seconds=6)
    told.carry()

    with told.store.read() as work:
        assert actions.of(told.world, work, "INC-1") == kept(told)


def test_every_war_room_of_an_incident_in_two_chats_hears_of_it(database):
    calls = Calls()
    two = Mirror(database, mirror_settings(bridge=TEMPLATE), {"template": calls})

    two.declare()

    assert len(calls.asked) == 1
    for chat, room in two.rooms().items():
        here = two.teller(chat).chat
        assert "The bridge of INC-1 is open" in here.heard(f"{chat}:{room}")
        assert BOOKMARK in here.bookmarks[f"{chat}:{room}"]


def test_many_who_ask_at_the_same_instant_open_one(teller):
    told, calls = calling(teller)
    told.declare("sev4 A typo")

    answers = together(6, lambda n: card_of(told.does(f"ana{n}", "bridge INC-1")))
    told.carry()

    assert {one.title for one in answers} == {"A bridge for INC-1 is being opened"}
    assert len(calls.asked) == 1


def test_a_process_that_died_after_the_call_leaves_one_meeting(teller):
    wire = FakeZoom()
    provider = zoom.connect(given(ZOOM, wire))
    known = Settings.model_validate({"bridge": ZOOM})
    told = Teller(teller.store, settings=known, meetings={"zoom": provider})
    told.does("ana", "declare sev1 Checkout is down")
    with told.store.change() as work:
        rows = iter(lambda: work.outbox.claim(told.clock.now(), "dying/1"), None)
        row = next(one for one in rows if one.kind == "open_bridge")
    provider.open(Purpose(incident="INC-1", number=1), key=row.key)

    give_back(told.world, "dying/1")
    told.carry()

    assert len(wire.meetings) == 1
    assert kept(told).id == str(wire.meetings[0]["id"])
