"""`bridge`: who may say it, and where it is understood."""

from bot.config import Settings
from tests.fakes.calls import Calls
from tests.fakes.teller import Teller, button_of, card_of

BRIDGE = {"provider": "template", "template": {"url": "https://meet.test/{key}"}}


def calling(told: Teller, **settings: object) -> tuple[Teller, Calls]:
    calls = Calls()
    known = Settings.model_validate({"bridge": BRIDGE, **settings})
    return Teller(told.store, settings=known, meetings={"template": calls}), calls


def test_in_a_war_room_its_incident_is_understood(told):
    told, _ = calling(told)
    told.declare()

    card = card_of(told.does("leo", "bridge", room=told.room()))

    assert card.title == "The bridge of INC-1"
    assert button_of(card, "Join").url == "https://meet.test/INC-1"


def test_the_same_wish_delivered_twice_opens_one_bridge(told):
    told, calls = calling(told)
    told.declare("sev3 Checkout is slow")

    for _ in range(2):
        told.does("leo", "bridge INC-1", id="pressed-once")
    told.carry()

    assert len(calls.asked) == 1


def test_who_may_not_is_told_who_may(told):
    told, calls = calling(told, permissions={"bridge": ["incident_commander"]})
    told.declare("sev3 Checkout is slow")

    refused = told.does("leo", "bridge INC-1")
    told.carry()

    assert "incident commander" in card_of(refused).title
    assert calls.asked == []
