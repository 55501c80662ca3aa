"""What is carried to the outside: in order, at a pace, once, and visibly when it fails."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.actions import views
from bot.actions.delivery import deliver_next, give_back, next_due
from bot.config import Settings
from bot.domain.outgoing import Delivery
from bot.errors import Refused, TryLater
from tests.bot.actions.voices import Broken, Careful, Curious, Direct, Gone, Limited, Lost
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, labels_of

ANNOUNCED = Settings(announce=("slack:#incidents",))


def _rows(teller, *states):
    with teller.store.read() as work:
        return work.outbox.of("INC-1", states=states or tuple(Delivery))


@pytest.fixture
def announced(told) -> Teller:
    return Teller(told.store, settings=ANNOUNCED)


def test_a_lane_that_has_to_wait_waits_as_long_as_it_was_told_and_alone(teller):
    told = Teller(teller.store, settings=ANNOUNCED)
    told.declare()
    limited = Limited(told.chat, "slack:#incidents")
    told.voices["slack"] = limited

    told.does("ana", "update INC-1 Cards fail")
    told.carry()

    assert "INC-1 update: Cards fail" in told.chat.heard(f"slack:{told.room()}")
    [waiting] = _rows(told, Delivery.WAITING)
    assert (waiting.lane, waiting.tries) == ("slack:#incidents", 1)
    assert waiting.due_at == told.clock.now() + timedelta(seconds=30)
    assert next_due(told.world) == waiting.due_at

    limited.busy = False
    told.clock.move(seconds=29)
    assert told.carry() == 0
    told.clock.move(seconds=1)
    assert told.carry() == 1
    assert "> Cards fail" in read(next(o.card for o in told.chat.said if o.room == "slack:#incidents"))


@pytest.mark.parametrize("unsure", [True, False])
def test_what_may_have_arrived_is_looked_for_before_it_is_sent_again(told, unsure):
    told.chat.trouble["open_room"] = TryLater("Slack does not answer", unsure=unsure)
    told.does("ana", "declare sev1 Checkout is down")
    told.carry()

    [row] = _rows(told, Delivery.WAITING)[:1]
    assert row.doubtful is unsure
    told.clock.move(minutes=1)
    told.chat.trouble["open_room"] = TryLater("Slack is busy")
    told.carry()
    [row] = _rows(told, Delivery.WAITING)[:1]
    assert row.doubtful is unsure


def test_without_a_word_how_long_the_waits_grow(told):
    told.chat.trouble["open_room"] = TryLater("Slack does not answer")
    told.does("ana", "declare sev1 Checkout is down")
    waits = []

    for _ in range(12):
        assert deliver_next(told.world, "test/1")
        [row] = _rows(told, Delivery.WAITING)[:1]
        waits.append((row.due_at - told.clock.now()).total_seconds())
        told.clock.move(seconds=waits[-1])

    assert 0.3 < waits[0] < 0.7
    assert all(later > earlier for earlier, later in pairwise(waits[:6]))
    assert max(waits) <= 75


def test_a_day_of_trouble_ends_in_a_failure_that_people_see(told):
    told.chat.trouble["open_room"] = TryLater("Slack does not answer")
    told.does("ana", "declare sev1 Checkout is down")
    with told.store.change() as work:
        row = work.outbox.of("INC-1", states=(Delivery.WAITING,))[0]
        work.outbox.save(replace(row, tries=1500))

    told.carry()
    assert _rows(told, Delivery.FAILED) == []
    told.clock.move(hours=25)
    told.carry()

    [failed] = _rows(told, Delivery.FAILED)
    assert failed.error == "The war room could not be opened: Slack does not answer"
    assert told.chat.heard("slack:ana") == ["INC-1 exists, but its war room could not be opened"]


def test_what_is_refused_is_seen_on_the_card_and_tried_again_by_a_press(teller):
    teller.chat.trouble["set_topic"] = Refused("Caseline may not set topics here.")
    teller.declare()

    assert "The topic of the war room could not be set: Caseline may not set topics here." in read(
        teller.war_room()
    )
    assert "Retry what failed" in labels_of(teller.war_room())[:4]

    del teller.chat.trouble["set_topic"]
    reply = teller.presses("ana", teller.war_room(), "Retry what failed", room=teller.room())
    teller.carry()

    assert read(card_of(reply)).startswith("Trying again")
    assert teller.chat.topics
    assert _rows(teller, Delivery.FAILED) == []
    assert "could not" not in read(teller.war_room())
    assert card_of(teller.does("ana", "retry INC-1")).title == "Nothing of INC-1 has failed."


def test_a_card_that_cannot_be_shown_is_told_to_the_declarer_once(told):
    told.declare()
    told.chat.trouble["redraw"] = Refused("The channel is archived.")

    told.does("ana", "sev INC-1 2")
    told.carry()

    assert "INC-1: something could not be delivered" in told.chat.heard("slack:ana")
    told.does("ana", "phase INC-1 identified")
    told.carry()
    assert told.chat.heard("slack:ana").count("INC-1: something could not be delivered") == 1


def test_a_bug_in_a_card_fails_visibly_and_the_lane_goes_on(told, monkeypatch, caplog):
    told.declare()

    def broken(*_):
        raise ZeroDivisionError

    told.does("ana", "note INC-1 one")
    monkeypatch.setattr(views, "VIEWS", {**views.VIEWS, "entry": broken})
    told.carry()
    monkeypatch.undo()
    told.does("ana", "note INC-1 two")
    told.carry()

    assert "ZeroDivisionError" in caplog.text
    assert "A message could not be posted: Caseline made a mistake" in read(told.war_room())
    assert "INC-1: two" in told.chat.heard(f"slack:{told.room()}")


def test_a_bug_while_recording_does_not_send_again_and_again(told):
    told.declare()
    told.does("ana", "note INC-1 one")
    broken = Broken(told.chat)
    told.voices["slack"] = broken

    told.carry()

    assert broken.posts == 1
    assert [row.view for row in _rows(told, Delivery.FAILED)] == ["entry"]


def test_a_chat_that_is_not_connected_is_said_to_be(told):
    told.declare()
    del told.voices["slack"]

    told.does("ana", "note INC-1 one")
    told.carry()

    assert any(row.error.endswith("Slack is not connected.") for row in _rows(told, Delivery.FAILED))


def test_what_may_have_been_sent_is_looked_for_before_it_is_sent_again(teller):
    teller.declare()
    teller.does("ana", "note INC-1 one")
    lost = Lost(teller.chat)
    teller.voices["slack"] = lost

    while not lost.done:
        try:
            deliver_next(teller.world, "test/1")
        except Gone:
            assert give_back(teller.world, "test/1") == 1
    teller.carry()

    assert teller.chat.heard(f"slack:{teller.room()}").count("INC-1: one") == 1
    assert _rows(teller, Delivery.FAILED, Delivery.WAITING, Delivery.TAKEN) == []


def test_no_transaction_is_open_while_the_outside_is_called(teller, database):
    teller.voices["slack"] = Curious(teller, database.engine.pool)

    teller.declare()
    teller.does("ana", "liaison INC-1 me")
    teller.does("ana", "resolve INC-1 done")
    teller.carry()

    assert {
        "open_room",
        "post",
        "redraw",
        "set_topic",
        "invite",
        "whisper",
        "pin",
        "bookmark",
        "show_home",
    } <= {*teller.chat.calls}


def test_a_card_shows_how_things_stand_when_it_is_sent_and_is_drawn_once(told):
    told.declare()
    told.chat.calls.clear()

    for typed in ("sev INC-1 2", "phase INC-1 identified", "liaison INC-1 me", "update INC-1 Cards fail"):
        told.does("ana", typed)
    told.carry()

    assert told.chat.calls.count("redraw") == 1
    assert told.chat.calls.count("set_topic") == 1
    shown = read(told.war_room())
    assert "SEV2" in shown
    assert "identified" in shown


def test_two_workers_never_carry_the_same_lane_at_once(teller):
    teller.declare()
    for number in range(6):
        teller.does("ana", f"note INC-1 {number}")
    careful = Careful(teller.chat)
    teller.voices["slack"] = careful

    def work(name: str) -> None:
        while deliver_next(teller.world, name) or _rows(teller, Delivery.WAITING, Delivery.TAKEN):
            pass

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(work, ["a/1", "b/1", "c/1"]))

    assert careful.collisions == 0
    told = [one for one in teller.chat.heard(f"slack:{teller.room()}") if one[-1].isdigit()]
    assert told == [f"INC-1: {number}" for number in range(6)]


def test_who_is_written_to_directly_for_want_of_a_room_has_one_card(told):
    """The chat answers with the room of the conversation, which is not the person's id."""
    told.voices["slack"] = Direct(told.chat)
    told.chat.trouble["open_room"] = Refused("no")
    told.does("ana", "declare sev1 Data leaked --private")
    told.carry()

    for typed in ("sev INC-1 2", "phase INC-1 identified"):
        told.does("ana", typed)
        told.carry()

    assert [one.card.title for one in told.chat.said].count("PRIVATE · INC-1 · SEV2 · Data leaked") == 1
