"""One message a day about all incidents: by the reader's own clock, once, and nothing they may not know."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.actions import digest
from bot.config import Settings
from tests.fakes.chat import Chat
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of, labels_of

BERLIN = "Europe/Berlin"
CHANNEL = {"to": "slack:leadership", "at": "08:30", "days": "daily", "timezone": BERLIN}


@pytest.fixture
def teller(sqlite_database):
    return Teller(
        sqlite_database,
        Settings.model_validate({"people": {"kim": {"slack": "kim", "timezone": BERLIN}}}),
        desks={"zendesk": Desk()},
    )


def at(teller, written):
    """The clock stands there now, and knocks."""
    then = datetime.fromisoformat(written).replace(tzinfo=UTC)
    teller.clock.move(seconds=(then - teller.clock.now()).total_seconds())
    teller.knock()


def sent(teller, who="kim"):
    return [
        one.card
        for one in teller.chat.said
        if one.room == f"slack:{who}" and one.card.title.startswith(("Incidents", "All quiet"))
    ]


def asks(teller, said, who="kim", zone=BERLIN):
    return card_of(teller.does(who, f"digest {said}", zone=zone))


def test_it_says_what_is_open_what_ended_and_what_is_late(teller):
    asks(teller, "weekdays 08:30")  # On a Monday, 10:12 in Berlin.
    teller.clock.move(minutes=1)
    teller.declare("sev1 Checkout is down")
    teller.declare("sev2 Search is slow <!channel>")
    teller.does("ana", "resolve It works again.", about="INC-2")
    teller.declare("sev1 What if it burned --drill")

    at(teller, "2026-03-03 07:31")

    [one] = sent(teller)
    assert one.title == (
        "Incidents: 1 open, 1 resolved since the last digest; 1 late with a word to customers"
    )
    shown = read(one)
    assert "INC-1 · SEV1 · Checkout is down" in shown
    assert "customers were told nothing yet" in shown
    assert "late" in shown
    assert "RESOLVED · INC-2 · SEV2 · Search is slow <!channel>" in shown
    assert "INC-3" not in shown
    assert labels_of(one) == ["INC-1", "INC-2", "Change my digest"]

    at(teller, "2026-03-04 07:31")
    assert sent(teller)[1].title.startswith("Incidents: 1 open, 0 resolved")


def test_nothing_is_sent_when_nothing_happened_unless_that_is_wanted(teller):
    asks(teller, "daily 08:30")
    asks(teller, "daily at 8:30 AM always", who="mia")

    at(teller, "2026-03-03 07:30")

    assert sent(teller) == []
    assert [one.title for one in sent(teller, "mia")] == ["All quiet"]


@pytest.mark.parametrize(
    ("day_before", "early", "due"),
    [
        ("2026-03-28 12:00", "2026-03-29 06:29", "2026-03-29 06:30"),
        ("2026-10-24 12:00", "2026-10-25 07:29", "2026-10-25 07:30"),
    ],
)
def test_it_follows_the_wall_clock_through_both_changes_of_it(teller, day_before, early, due):
    teller.declare()
    at(teller, day_before)
    asks(teller, "daily 08:30")

    at(teller, early)
    assert sent(teller) == []
    at(teller, due)
    teller.knock()
    assert len(sent(teller)) == 1


def test_after_a_downtime_there_is_one_and_the_next_comes_when_it_always_does(teller):
    teller.declare()
    asks(teller, "daily 08:30")
    at(teller, "2026-03-03 07:30")

    at(teller, "2026-03-08 07:00")  # Five days later, half an hour before the next.
    teller.knock()
    assert len(sent(teller)) == 2
    at(teller, "2026-03-08 07:30")
    assert len(sent(teller)) == 2
    at(teller, "2026-03-09 07:30")
    assert len(sent(teller)) == 3


def test_weekdays_leave_out_the_weekend_and_tell_of_it_on_monday(teller):
    asks(teller, "weekdays 08:30")
    at(teller, "2026-03-06 07:30")
    teller.clock.move(hours=24)
    teller.declare("sev2 Search is slow")
    teller.does("ana", "resolve It works again.", about="INC-1")
    at(teller, "2026-03-08 07:30")
    assert sent(teller) == []

    at(teller, "2026-03-09 07:30")

    assert sent(teller)[0].title.startswith("Incidents: 0 open, 1 resolved")


def test_private_incidents_are_told_to_those_who_take_part_alone(teller):
    teller.declare("sev1 Somebody broke in --private", "ana")
    for who in ("ana", "kim"):
        asks(teller, "daily 08:30 always", who=who)

    at(teller, "2026-03-03 07:30")

    assert "Somebody broke in" in read(sent(teller, "ana")[0])
    assert [one.title for one in sent(teller)] == ["All quiet"]


def test_one_person_has_one_digest_which_a_form_changes_and_a_word_ends(teller):
    teller.declare()
    asks(teller, "daily 08:30")
    form = form_of(teller.does("kim", "digest"))
    assert {field.name: field.value for field in form.fields}["clock"] == "08:30"
    assert teller.fills("kim", form, clock="half past").errors == {"clock": "Write a time, such as 08:30."}
    teller.fills("kim", form, clock="18:00", days="daily")
    assert card_of(teller.does("kim", "digest now")).title.startswith("Incidents: 1 open")

    at(teller, "2026-03-02 16:59")
    assert sent(teller) == []
    at(teller, "2026-03-02 17:00")
    assert len(sent(teller)) == 1

    teller.does("kim", "digest off")
    at(teller, "2026-03-04 17:00")
    assert len(sent(teller)) == 1
    assert card_of(teller.does("kim", "digest off")).title == "You get no digest."
    assert teller.does("kim", "digest daily").outcome == "bad_input"


def test_one_person_in_two_chats_gets_it_where_they_asked_last(sqlite_database):
    both = Settings.model_validate({"people": {"kim": {"slack": "kim", "teams": "29:kim"}}})
    here, there = (Teller(sqlite_database, both, chat=Chat(chat)) for chat in ("slack", "teams"))
    for teller, other in ((here, there), (there, here)):
        teller.voices[other.chat.chat] = other.chat
        other.clock = teller.clock
    here.declare()
    asks(here, "daily 08:30")
    there.does("29:kim", "digest weekdays 09:00", zone=BERLIN, id="there-1")
    assert form_of(here.does("kim", "digest")).fields[1].value == "09:00"

    at(here, "2026-03-03 08:00")

    assert sent(here) == []
    [one] = [one for one in there.chat.said if one.room == "teams:29:kim"]
    assert one.card.title.startswith("Incidents: 1 open")
    here.does("kim", "digest off")
    with here.store.read() as work:
        assert work.digests.of(["slack:kim", "teams:29:kim"]) == []


def test_a_channel_gets_the_digest_of_the_settings_and_no_more_once_they_name_it_no_longer(sqlite_database):
    settings = Settings.model_validate({"stakeholders": {"digests": [CHANNEL]}})
    teller = Teller(sqlite_database, settings)
    teller.declare()
    teller.declare("sev1 Somebody broke in --private")
    teller.knock()

    at(teller, "2026-03-03 07:30")
    at(teller, "2026-03-04 07:30")

    first, _ = sent(teller, "leadership")
    assert "Somebody broke in" not in read(first)
    assert "Change my digest" not in labels_of(first)

    later = Settings.model_validate({"stakeholders": {"digests": [CHANNEL | {"at": "18:00"}]}})
    moved = Teller(sqlite_database, later, clock=teller.clock, chat=teller.chat)
    moved.knock()
    at(moved, "2026-03-04 17:00")
    at(moved, "2026-03-05 07:30")
    assert len(sent(moved, "leadership")) == 3

    without = Teller(sqlite_database, clock=teller.clock, chat=teller.chat)
    at(without, "2026-03-09 17:00")
    assert len(sent(without, "leadership")) == 3


def test_replicas_that_knock_at_once_send_one(database):
    teller = Teller(database)
    teller.declare()
    asks(teller, "daily 08:30")
    teller.clock.move(days=2)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: digest.send_due(teller.world), range(4)))
    teller.carry()

    assert len(sent(teller)) == 1
