"""Tickets that are described and not named: by words, in the form, by a message."""

from collections.abc import Sequence
from threading import Event

import pytest

from bot.domain.form import TicketsField
from bot.domain.interaction import Message
from bot.domain.ticket import Priority, Query, Ticket
from bot.errors import TryLater
from tests.fakes.desk import Desk
from tests.fakes.reader import read
from tests.fakes.teller import Teller, button_of, card_of, form_of, labels_of


def settle(teller: Teller) -> None:
    teller.carry()
    teller.clock.move(seconds=6)
    teller.knock()


def linked(teller: Teller) -> str:
    return read(card_of(teller.does("ana", "tickets INC-1")))


# --- words --------------------------------------------------------------------------------


def test_words_are_answered_with_the_tickets_that_may_be_meant_and_nothing_is_linked(desked):
    desked.declare()
    desk = desked.desks["zendesk"]
    for n in range(7):
        desk.has(str(n), f"Card declined {n}", organisation_name="Acme", priority=Priority.HIGH)

    card = card_of(desked.does("ana", "link INC-1 card declined"))
    settle(desked)

    assert card.title == "Which ticket is to be linked to INC-1?"
    assert "zendesk:0 Card declined 0 — open, high · Acme (standard)" in read(card)
    assert labels_of(card) == [f"Link zendesk:{n}" for n in range(5)]
    assert "No ticket is linked yet." in linked(desked)


def test_a_press_links_the_ticket_that_was_found(desked):
    desked.declare()
    desked.desks["zendesk"].has("1", "Card declined")
    card = card_of(desked.does("ana", "link INC-1 card declined"))

    desked.presses("ana", card, "Link zendesk:1")
    settle(desked)

    assert "zendesk:1 Card declined" in linked(desked)


def test_words_that_find_nothing_are_an_error_that_says_what_would_work(two_desks):
    two_desks.declare()

    reply = two_desks.does("ana", "link INC-1 nothing of the kind")

    assert reply.outcome == "bad_input"
    assert "names no ticket of zendesk, github." in card_of(reply).title


def test_a_desk_that_is_silent_is_named_on_the_card(two_desks):
    two_desks.declare()
    two_desks.desks["zendesk"].has("1", "Card declined")
    two_desks.desks["github"].trouble["search"] = TryLater("GitHub does not answer.", after=9)

    card = card_of(two_desks.does("ana", "link INC-1 card declined"))

    assert "github does not answer; its tickets are missing here." in read(card)


def test_a_desk_that_hangs_does_not_keep_words_waiting(told):
    gate = Event()
    gate.set()

    class Hanging(Desk):
        def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
            assert gate.wait(20)
            return ()

    teller = Teller(told.store, desks={"zendesk": Desk(), "github": Hanging("github")})
    teller.declare()
    teller.desks["zendesk"].has("1", "Card declined")
    gate.clear()

    card = card_of(teller.does("ana", "link INC-1 card declined"))
    gate.set()

    assert labels_of(card) == ["Link zendesk:1"]


def test_guests_find_nothing_by_words(desked):
    desked.declare()
    desked.desks["zendesk"].has("1", "Card declined")

    reply = desked.does("zoe", "link INC-1 card declined", guest=True)

    assert reply.outcome == "not_allowed"
    assert desked.desks["zendesk"].calls == []


@pytest.mark.parametrize("words", ["x" * 10_000, "word " * 3_000, "'; DROP TABLE tickets; --"])
def test_hostile_words_are_an_ordinary_error(desked, words):
    desked.declare()

    reply = desked.does("ana", f"link INC-1 {words}")

    assert reply.outcome == "bad_input"
    assert len(card_of(reply).title) < 400


# --- the form -----------------------------------------------------------------------------


def test_chosen_and_pasted_tickets_are_linked_together(desked):
    desked.declare()
    for id in ("1", "2", "3"):
        desked.desks["zendesk"].has(id)
    form = form_of(desked.does("ana", "link INC-1"))

    done = desked.fills(
        "ana", form, tickets=("zendesk:1", "!github"), pasted="zendesk:2\nhttps://zendesk.test/tickets/3"
    )

    assert card_of(done).title == "3 tickets are being linked to INC-1"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({}, "tickets"),
        ({"tickets": ("!github",)}, "tickets"),
        ({"tickets": ("card declined",)}, "tickets"),
        ({"pasted": "nothing of the kind"}, "pasted"),
        ({"tickets": ("!github",), "pasted": "nothing"}, "pasted"),
    ],
)
def test_what_names_no_ticket_is_said_beside_its_field(desked, answers, field):
    desked.declare()
    form = form_of(desked.does("ana", "link INC-1"))

    reply = desked.fills("ana", form, **answers)

    assert list(reply.errors) == [field]


def test_words_left_beside_a_choice_are_named_and_the_choice_is_linked(desked):
    desked.declare()
    form = form_of(desked.does("ana", "link INC-1"))

    done = desked.fills("ana", form, tickets=("zendesk:1", "card"))

    assert "Not understood, and left out: card" in read(card_of(done))


# --- a message ----------------------------------------------------------------------------


def from_message(teller: Teller, text: str, word: str = "link_from", *, room: str | None = None):
    message = Message("1700.1", text, author="slack:leo")
    return teller.does("ana", f"{word} 1700.1", room=room or teller.room(), message=message)


def test_tickets_whose_addresses_stand_in_a_message_are_linked_in_its_war_room(desked):
    desked.declare()
    desked.desks["zendesk"].has("1")
    desked.desks["zendesk"].has("2")

    done = from_message(
        desked, "See https://zendesk.test/tickets/1, (https://zendesk.test/tickets/2) and 48211"
    )
    settle(desked)

    assert card_of(done).title == "2 tickets are being linked to INC-1"
    assert "zendesk:1 Card declined" in linked(desked)


def test_a_message_without_an_address_opens_the_form_that_searches_for_it(desked):
    desked.declare()

    form = form_of(from_message(desked, "Kim says\nher card is declined " + "x" * 500))

    [search] = [one for one in form.fields if isinstance(one, TicketsField)]
    assert form.does == "link"
    assert search.search.startswith("Kim says her card is declined xx")
    assert len(search.search) == 100


def test_a_message_without_a_word_opens_the_empty_form(desked):
    desked.declare()

    form = form_of(from_message(desked, ""))

    assert [one.search for one in form.fields if isinstance(one, TicketsField)] == [""]


def test_outside_a_war_room_the_incident_is_chosen_and_the_tickets_come_along(desked):
    desked.declare()
    desked.desks["zendesk"].has("1")

    asked = card_of(from_message(desked, "See https://zendesk.test/tickets/1", room="support"))
    done = card_of(desked.presses("ana", asked, labels_of(asked)[0]))

    assert asked.title == "Which incident?"
    assert done.title == "zendesk:1 is being linked to INC-1"


@pytest.mark.parametrize("word", ["link_from", "ticket_from"])
def test_outside_a_war_room_the_words_of_a_message_come_along(desked, word):
    desked.declare()

    asked = card_of(from_message(desked, "zendesk is slow for Kim\nsince noon", word, room="support"))
    button = button_of(asked, labels_of(asked)[0])
    form = form_of(desked.presses("ana", asked, labels_of(asked)[0]))

    assert button.words == "zendesk is slow for Kim\nsince noon"
    shown = {one.name: getattr(one, "search", "") or getattr(one, "value", "") for one in form.fields}
    expected = {"link_from": ("tickets", "zendesk is slow for Kim since noon")}
    name, text = expected.get(word, ("subject", "zendesk is slow for Kim"))
    assert shown[name] == text
    assert desked.desks["zendesk"].calls == []


def test_guests_link_no_message(desked):
    desked.declare()
    message = Message("1700.1", "https://zendesk.test/tickets/1")

    reply = desked.does("zoe", "link_from", room=desked.room(), message=message, guest=True)

    assert reply.outcome == "not_allowed"
    assert "No ticket is linked yet." in linked(desked)


def test_the_button_on_the_list_of_tickets_opens_the_form_for_a_new_one(desked):
    desked.declare()
    card = card_of(desked.does("ana", "tickets INC-1"))

    form = form_of(desked.presses("ana", card, "Make a ticket"))

    assert form.does == "ticket new"
