"""Reminders: what they say at a glance, in every state, and what can be pressed."""

import pytest

from bot.cards import nag
from bot.commands.table import TYPED
from bot.domain.card import Buttons, Card, Mention
from bot.domain.person import Person
from bot.domain.sla_reminder import mention
from tests.cards.dossiers import dossiers
from tests.cards.nag_examples import ONCE, reminder_due
from tests.fakes.reader import read
from tests.fakes.teller import labels_of

KNOWN = dossiers("slack")["in the middle"]
CARDS = {name: one for name, draw in ONCE.items() if isinstance(one := draw(KNOWN), Card)}
ELSEWHERE = {"due"}
"""Words of other commands that come with the table they stand in."""


def _card(state: str) -> Card:
    return CARDS[f"nag.reminder · {state}"]


@pytest.mark.parametrize("name", CARDS)
def test_four_buttons_at_most_can_be_seen_and_each_says_a_word(name):
    words = {one.word for one in TYPED} | ELSEWHERE
    for part in CARDS[name].parts:
        if isinstance(part, Buttons):
            assert 0 < len(part.buttons) <= 4
            assert {one.does for one in (*part.buttons, *part.more)} <= words


def test_a_warning_says_what_is_promised_to_whom_and_how_long_is_left():
    assert read(_card("soon")) == (
        "First reply is due soon · zendesk:48211 · Card declined at the checkout  <warning>\n"
        "Due: 10:12\n"
        "Left: 14m at 09:58\n"
        "Customer: Acme · Kim O'Hara (premium)\n"
        "Ticket: zendesk:48211 · open, high\n"
        "With: @Ana\n"
        "Promised: 1h by policy premium\n"
        "[I'm on it] [Reply] [Snooze 30 min] [Escalate] (I'm on it for 30 min) (I'm on it for 1 hour) "
        "(I'm on it until it is done) (Snooze 1 hour) (Declare an incident) (Link to an incident)"
    )


def test_a_breach_is_louder_says_by_how_much_and_asks_why():
    card = _card("late")

    assert (card.title.split(" · ")[0], card.tone) == ("First reply is late", "urgent")
    assert "Was due: 10:12\nLate: by 12m at 10:24" in read(card)
    assert labels_of(card)[:4] == ["I'm on it", "Reply", "Say why", "Escalate"]


def test_a_late_reminder_and_a_silent_desk_are_told():
    shown = read(_card("late, and so is the reminder"))

    assert "This reminder comes late by 14m." in shown
    assert "Zendesk has told nothing new since 09:43; it may be done." in shown


def test_a_room_is_not_snoozed_by_one_of_those_who_read_it():
    assert not any("Snooze" in label for label in labels_of(_card("in a channel")))


def test_what_the_desk_promises_is_said_to_be_the_desks():
    shown = read(_card("nobody has it, as the desk tells"))

    assert "With: nobody yet, in Support" in shown
    assert "Promised: as Zendesk tells" in shown


def test_a_paused_promise_tells_why_and_offers_no_alarm():
    shown = read(_card("paused"))

    assert "Left: 20m once it runs again" in shown
    assert "It is paused while we wait for the customer." in shown
    assert "I'm on it" not in shown


@pytest.mark.parametrize(
    ("state", "ended"),
    [
        ("answered in time", "Ended: Answered by @Leo · 10:03, in time"),
        ("answered late", "Ended: Answered · 10:24, late by 12m"),
        ("merged", "Ended: Merged into another ticket · 10:02"),
        ("no longer promised", "Ended: Nothing of the kind is promised any more."),
    ],
)
def test_what_is_over_says_how_it_ended(state, ended):
    card = _card(state)

    assert card.tone == "done"
    assert ended in read(card)
    assert labels_of(card) == (["Say why"] if state == "answered late" else [])


def test_an_older_reminder_leaves_everything_to_the_newer_one():
    card = _card("outdone")

    assert card.title.startswith("There is a newer reminder: First reply")
    assert labels_of(card) == []


def test_of_an_incident_it_says_what_customers_expect_and_where_the_war_room_is():
    shown = read(_card("word to customers"))

    assert shown.startswith("Word to customers is due soon · INC-1 · Checkout is down  <warning>")
    assert "Customers expect word by 10:12." in shown
    assert "War room: #inc-1-checkout-is-down" in shown
    assert "[Post update] [I'm on it] [Snooze 30 min] [Catch me up]" in shown


def test_a_digest_counts_what_is_open_and_crosses_out_what_is_done():
    card = CARDS["nag.digest"]
    shown = read(card)

    assert card.title == "4 promises need you, 1 of them late"
    assert card.tone == "urgent"
    assert "- ~First reply · zendesk:48211 · Card declined at the checkout~ in time" in shown
    assert shown.endswith("[All that is due]")


def test_a_digest_stands_in_the_order_of_what_is_due():
    first, second = (reminder_due(KNOWN, minute, id) for minute, id in ((30, "1"), (20, "2")))

    rows = read(nag.digest([first, second])).split("\n")[1:3]

    assert [row.split(" · ")[2].split()[0] for row in rows] == ["zendesk:2", "zendesk:1"]


def test_somebody_is_mentioned_as_the_readers_chat_knows_them():
    people = {"teams:29:1": Person("teams:29:1", "Ana A.")}

    assert mention("slack:U1", people, {"slack:U1": "teams:29:1"}) == Mention("teams:29:1", "Ana A.")
    assert mention("slack:U1", {}, {}) == Mention("slack:U1", "U1")
