"""What happened: notes, corrections, and chat messages that are followed."""

from datetime import UTC, datetime

import pytest

from bot.domain.interaction import Interaction, Message
from tests.fakes.reader import read
from tests.fakes.teller import card_of, form_of


def _texts(teller):
    with teller.store.read() as work:
        return [one.text for one in work.timeline.of("INC-1", limit=50)]


def _note(teller, text):
    with teller.store.read() as work:
        return next(one for one in work.timeline.of("INC-1", limit=50) if one.text == text)


def _message(text="Gateway restarted", id="1.1"):
    return Message(id, text, "slack:eve", "https://chat.test/C1/1.1")


def _edit(teller, entry):
    fields = {"text": "Nothing was declared"}
    return Interaction("x", "slack", teller.person("ana"), "timeline", f"edit {entry}", "INC-1", None, fields)


def test_a_back_dated_note_stands_where_it_happened(teller):
    teller.declare()
    teller.clock.move(minutes=30)
    teller.does("ana", "note INC-1 Bank called")

    reply = teller.does("ana", "note INC-1 10:15 Eve restarted the gateway", zone="Europe/Berlin")

    assert _texts(teller)[-2:] == ["Eve restarted the gateway", "Bank called"]
    assert _note(teller, "Eve restarted the gateway").at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    assert "Dated 09:15." in read(card_of(reply))
    shown = read(card_of(teller.does("ana", "timeline INC-1")))
    assert "- 09:15 Eve restarted the gateway — @Ana (written 09:42)" in shown
    assert "- 09:42 Bank called — @Ana\n" in shown


def test_notes_do_not_lie_in_the_future_nor_long_before(told):
    told.declare()
    form = form_of(told.does("ana", "note INC-1"))

    ahead = told.fills("ana", form, text="x", at=datetime(2026, 3, 2, 10, 0, tzinfo=UTC))
    behind = told.does("ana", "note INC-1 2025-03-02 10:00 x")

    assert ahead.errors == {"at": "That lies in the future; a timeline holds what has happened."}
    assert card_of(behind).title == "That is more than a month before the incident; check the date."
    assert told.fills("ana", form, text="x", at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC)).outcome == "done"


def test_everything_that_happens_is_told_below_the_card(teller):
    teller.declare()
    teller.does("ana", "note INC-1 Gateway restarted")
    teller.does("ana", "update INC-1 Cards fail")
    teller.carry()

    said = {one.card.title: one.thread for one in teller.chat.said}
    assert said["INC-1: Gateway restarted"] == "1"
    assert said["INC-1 update: Cards fail"] == ""


def test_a_correction_is_seen_in_the_room_where_it_was_told(teller):
    teller.declare()
    teller.does("ana", "update INC-1 Cards fial")
    teller.carry()
    which = form_of(teller.does("ana", "timeline INC-1 edit"))
    edit = form_of(teller.fills("ana", which, entry=str(_note(teller, "Cards fial").id)))

    reply = teller.fills("ana", edit, text="Cards fail")
    teller.carry()

    assert card_of(reply).title == "Timeline corrected"
    assert teller.chat.heard(f"slack:{teller.room()}")[-1] == "INC-1 update: Cards fail"
    assert "(edited)" in read(teller.chat.said[-1].card)
    assert "> Cards fail" in read(teller.war_room())


def test_an_update_that_is_taken_back_gives_way_to_the_one_before(told):
    told.declare()
    told.does("ana", "update INC-1 Cards fail")
    told.clock.move(minutes=5)
    told.does("ana", "update INC-1 All is well")
    edit = form_of(told.does("ana", f"timeline INC-1 edit {_note(told, 'All is well').id}"))

    reply = told.fills("ana", edit, text="")
    told.carry()

    assert card_of(reply).title == "Entry taken off the timeline"
    assert "All is well" not in read(told.war_room())
    assert "> Cards fail" in read(told.war_room())
    assert "A timeline entry was removed" in told.chat.heard(f"slack:{told.room()}")


def test_what_caseline_wrote_by_itself_stays(told):
    told.declare()
    assert "no note or update yet" in card_of(told.does("ana", "timeline INC-1 edit")).title
    told.does("ana", "note INC-1 x")
    declared = _note(told, "Declared SEV1: Checkout is down").id

    typed = told.does("ana", f"timeline INC-1 edit {declared}")
    forged = told.does("ana", "timeline", about="INC-1", fields={})
    sent = told.router.handle(_edit(told, declared))

    assert "stays" in card_of(typed).title
    assert forged.card
    assert "stays" in next(iter(sent.errors.values()))
    assert "Declared SEV1: Checkout is down" in _texts(told)


@pytest.mark.parametrize("word", ["note_from", "pinned"])
def test_a_message_comes_onto_the_timeline_once_with_its_source(teller, word):
    teller.declare()

    first = teller.does("ana", word, room=teller.room(), message=_message())
    again = teller.does("leo", word, room=teller.room(), message=_message())

    entry = _note(teller, "Gateway restarted")
    assert (entry.source, entry.url) == (f"slack:{teller.room()}/1.1", "https://chat.test/C1/1.1")
    assert first.outcome == "done"
    assert card_of(again).title == "That message is on the timeline already."
    assert "source" in read(card_of(teller.does("ana", "timeline INC-1")))


def test_a_message_is_dated_when_it_was_said(told):
    told.declare()
    said = datetime(2026, 3, 2, 9, 1, tzinfo=UTC)
    message = Message("1.1", "First alert", at=said)

    told.does("ana", "note_from", about="INC-1", message=message)

    assert _note(told, "First alert").at == said


def test_a_message_without_text_is_refused(told):
    told.declare()

    reply = told.does("ana", "pinned", room=told.room(), message=_message("  "))

    assert card_of(reply).title == "That message has no text that could go on the timeline."


def test_an_edited_message_is_followed_and_a_deleted_one_goes(teller):
    teller.declare()
    room = teller.room()
    teller.does("ana", "pinned", room=room, message=_message())

    teller.does("eve", "message_edited", room=room, message=_message("Gateway restarted twice"))
    assert "Gateway restarted twice" in _texts(teller)
    teller.carry()
    assert "INC-1: Gateway restarted twice" in teller.chat.heard(f"slack:{room}")

    teller.does("eve", "message_deleted", room=room, message=_message(""))
    teller.carry()
    assert "Gateway restarted twice" not in _texts(teller)
    assert "A timeline entry was removed" in teller.chat.heard(f"slack:{room}")


def test_taking_the_pin_away_takes_the_entry_away_and_it_can_come_back(told):
    told.declare()
    told.does("ana", "pinned", room=told.room(), message=_message())

    told.does("ana", "unpinned", room=told.room(), message=_message())
    assert "Gateway restarted" not in _texts(told)

    told.does("ana", "pinned", room=told.room(), message=_message())
    assert _texts(told).count("Gateway restarted") == 1


def test_edits_of_messages_that_nobody_marked_change_nothing(told):
    told.declare()
    before = _texts(told)

    reply = told.does("eve", "message_edited", room=told.room(), message=_message("x", "9.9"))

    assert (reply.card, reply.form) == (None, None)
    assert _texts(told) == before


def test_the_catchup_says_in_six_lines_what_a_newcomer_needs(told):
    told.declare()
    told.does("leo", "liaison INC-1 me")
    told.does("ana", "note INC-1 Gateway rejects the certificate")
    told.does("ana", "update INC-1 Cards fail; PayPal works")
    told.does("ana", "task INC-1 Ask the bank")

    assert read(card_of(told.does("mia", "catchup INC-1"))) == (
        "Catch-up: INC-1 · SEV1 · Checkout is down  <urgent>\n"
        "- Checkout is down, SEV1, investigating, since 09:12.\n"
        "- Incident commander: nobody, customer liaison: @Leo, scribe: nobody\n"
        "- Last found: Gateway rejects the certificate (09:12)\n"
        "- Last status update, 09:12: Cards fail; PayPal works\n"
        "- Open tasks (1): Ask the bank\n"
        "- War room: #inc-1-checkout-is-down\n"
        "[Whole timeline] [Status]"
    )


def test_a_long_timeline_shows_the_latest_lines_and_says_how_many_are_not_shown(told):
    told.declare()
    for number in range(45):
        told.does("ana", f"note INC-1 step {number}")

    shown = read(card_of(told.does("ana", "timeline INC-1")))

    assert "7 earlier entries are not shown." in shown
    assert "step 44" in shown
