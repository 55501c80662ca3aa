"""An incident's life: severities, phases, clocks, the end, and opening again."""

from datetime import timedelta

import pytest

from bot.config import Settings
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of, labels_of

MINUTE = timedelta(minutes=1)


def _incident(teller, key="INC-1"):
    with teller.store.read() as work:
        return work.incidents.get(key)


def _timeline(teller, key="INC-1"):
    with teller.store.read() as work:
        return [one.text for one in work.timeline.of(key, limit=50)]


@pytest.mark.parametrize(
    ("severity", "major", "minutes"), [("SEV1", True, 20), ("SEV2", True, 30), ("SEV3", False, 60)]
)
def test_declaring_starts_the_clocks_of_the_severity(told, severity, major, minutes):
    told.declare(f"{severity} Checkout is down")

    made = _incident(told)
    assert made.next_update_due == told.clock.now() + minutes * MINUTE
    assert (made.liaison_ask_due is not None) is major


def test_a_severity_without_updates_promises_none(told):
    told.declare("sev4 Typo in a mail")

    assert _incident(told).next_update_due is None
    assert "Next update" not in read(told.war_room())


def test_a_worse_severity_counts_from_the_last_word_and_asks_for_a_liaison(teller):
    teller.declare("sev3 Checkout is slow")
    teller.clock.move(minutes=10)

    teller.does("ana", "sev 1 nobody can pay", room=teller.room())
    teller.knock()

    now = _incident(teller)
    assert now.next_update_due == teller.clock.now() + 10 * MINUTE
    assert "Severity SEV3 → SEV1: nobody can pay" in _timeline(teller)
    assert "INC-1 needs a customer liaison" in teller.chat.heard(f"slack:{teller.room()}")
    assert "Severity: ~SEV3~ SEV1" in read(teller.war_room())


def test_a_lesser_severity_stops_asking(told):
    told.declare("sev1 Checkout is slow")

    told.does("ana", "sev 4 INC-1")
    told.does("ana", "sev INC-1 4")

    assert _incident(told).severity == "SEV4"
    assert _incident(told).next_update_due is None
    assert _incident(told).liaison_ask_due is None


def test_a_severity_that_is_not_there_names_those_that_are(told):
    told.declare()

    assert card_of(told.does("ana", "sev INC-1 9")).title == (
        "There is no severity 9; there are SEV1, SEV2, SEV3, SEV4."
    )
    assert card_of(told.does("ana", "sev INC-1 1")).title == "INC-1 already is SEV1."


def test_phases_may_be_shortened_and_the_old_one_is_struck_through(told):
    told.declare()

    told.does("ana", "phase INC-1 ident")
    told.carry()

    assert _incident(told).phase == "identified"
    assert "Status: ~investigating~ identified" in read(told.war_room())
    assert card_of(told.does("ana", "phase INC-1 done")).title == (
        "There is no phase done; there are investigating, identified, monitoring."
    )
    assert told.chat.topics[f"slack:{told.room()}"] == "INC-1 · SEV1 · identified · Checkout is down"


def test_posting_an_update_resets_when_the_next_one_is_due(teller):
    teller.declare()
    teller.clock.move(minutes=15)

    reply = teller.does("ana", "update INC-1 Cards fail; PayPal works")
    teller.carry()

    assert _incident(teller).next_update_due == teller.clock.now() + 20 * MINUTE
    assert read(card_of(reply)) == "Update posted for INC-1  <done>\nThe next one is due 09:47."
    assert "> Cards fail; PayPal works" in read(teller.war_room())


def test_the_update_form_may_move_the_phase_in_the_same_step(told):
    told.declare()
    form = form_of(told.does("ana", "update INC-1"))

    told.fills("ana", form, text="Found it", phase="identified")

    assert _incident(told).phase == "identified"
    assert _timeline(told)[-2:] == ["Phase investigating → identified", "Found it"]


def test_a_card_says_since_when_an_update_is_overdue(told):
    told.declare()
    told.clock.move(minutes=25)

    assert "Next update overdue since: 09:32" in read(card_of(told.does("ana", "status INC-1")))


def test_resolving_stops_every_clock_and_says_so_everywhere(teller):
    told = Teller(teller.store, settings=Settings(announce=("slack:#incidents",)))
    told.declare()
    told.knock()

    reply = told.does("ana", "resolve INC-1 The rollback worked")
    told.carry()

    over = _incident(told)
    assert (over.status.value, over.ended_by, over.ended_at) == ("resolved", "slack:ana", told.clock.now())
    assert (over.next_update_due, over.liaison_ask_due) == (None, None)
    assert card_of(reply).title == "INC-1 is resolved"
    assert told.war_room().title == "RESOLVED · INC-1 · SEV1 · Checkout is down"
    assert "Status: ~investigating~ resolved" in read(told.war_room())
    assert labels_of(told.war_room()) == ["Timeline", "Add a note", "Reopen"]
    assert told.chat.heard("slack:#incidents") == ["RESOLVED · INC-1 · SEV1 · Checkout is down"]
    assert "INC-1: Resolved: The rollback worked" in told.chat.heard(f"slack:{told.room()}")
    assert "INC-1 needs no customer liaison" in told.chat.heard(f"slack:{told.room()}")


def test_resolving_asks_what_solved_it_and_reminds_of_open_tasks(told):
    told.declare()
    told.does("ana", "task INC-1 Call the bank")

    form = form_of(told.does("ana", "resolve INC-1"))

    assert form.intro == ("Tasks that are still open: ", "1", ".")
    told.fills("ana", form)
    assert _incident(told).status.value == "resolved"


@pytest.mark.parametrize(
    "typed", ["update more", "sev 2", "phase identified", "liaison me", "task x", "update", "sev", "join"]
)
def test_what_is_over_is_not_changed_and_no_form_pretends_otherwise(told, typed):
    told.declare()
    told.does("ana", "resolve INC-1 done")
    word, _, words = typed.partition(" ")

    reply = told.does("ana", f"{word} INC-1 {words}".strip())

    assert card_of(reply).title == "INC-1 is resolved; reopen it first."


def test_resolving_twice_says_that_it_is_resolved_already(told):
    told.declare()
    told.does("ana", "resolve INC-1 done")

    assert card_of(told.does("ana", "resolve INC-1 done")).title == "INC-1 is resolved already."


def test_notes_are_still_taken_after_the_end(told):
    told.declare()
    told.does("ana", "resolve INC-1 done")

    assert told.does("ana", "note INC-1 Bank confirmed").outcome == "done"


def test_reopening_starts_the_clocks_anew(teller):
    teller.declare()
    teller.does("ana", "resolve INC-1 done")
    teller.clock.move(hours=3)

    reply = teller.does("ana", "reopen INC-1")
    teller.knock()

    again = _incident(teller)
    assert card_of(reply).title == "INC-1 is open again"
    assert (again.status.value, again.ended_at, again.ended_by) == ("open", None, "")
    assert again.next_update_due == teller.clock.now() + 20 * MINUTE
    assert "Status: ~resolved~ investigating" in read(teller.war_room())
    assert card_of(teller.does("ana", "reopen INC-1")).title == "INC-1 is open already."


def test_cancelling_is_for_what_was_no_incident(told):
    told.declare()

    told.does("ana", "cancel INC-1 Declared by mistake")
    told.carry()

    assert _incident(told).status.value == "cancelled"
    assert told.war_room().title.startswith("CANCELLED · INC-1")
    assert "Cancelled: Declared by mistake" in _timeline(told)


def test_a_severity_that_left_the_settings_breaks_nothing(told):
    told.declare("sev1 Checkout is down")
    later = Teller(told.store, settings=Settings.model_validate({"severities": {"HIGH": {"major": True}}}))

    for typed in (
        "status INC-1",
        "update INC-1 x",
        "liaison INC-1 me",
        "resolve INC-1 x",
        "reopen INC-1",
        "sev INC-1 high",
    ):
        assert later.does("ana", typed).outcome == "done", typed
    later.carry()
