"""What people say of customers stands beside what is counted, with who and when."""

import pytest

from tests.bot.actions.test_ticket import desk_of, entries, linked
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of, form_of


def board(teller: Teller) -> str:
    return read(card_of(teller.does("ana", "customers INC-1")))


@pytest.mark.parametrize("typed", ["250", "~250", "250 or so", "0250"])
def test_a_number_is_stated_by_a_person(desked, typed):
    desked.declare()

    answer = card_of(desked.does("leo", f"customers {typed}", about="INC-1"))

    assert answer.title == "Noted for the customers of INC-1"
    assert "Customers affected: 250, says @Leo" in board(desked)
    assert "Customers affected: 250" in entries(desked)


@pytest.mark.parametrize("typed", ["many", "-3", "2.5m", "9999999999999", "１２"])
def test_what_is_no_number_is_not_stated_and_that_is_said(desked, typed):
    desked.declare()

    answer = card_of(desked.does("leo", f"customers {typed}", about="INC-1"))

    assert answer.title.startswith("Say how many customers are affected as a number")
    assert "nobody said a number yet" in board(desked)


def test_saying_one_leaves_the_other_as_it_was(desked):
    desked.declare()
    desked.does("leo", "customers 250", about="INC-1")

    desked.does("mia", "customers say Angry: the sale ends tonight", about="INC-1")

    assert "Customers affected: 250, says @Leo" in board(desked)
    assert "Sentiment: Angry: the sale ends tonight (@Mia" in board(desked)


def test_the_form_asks_for_either_and_keeps_what_is_known(desked):
    desked.declare()
    desked.does("leo", "customers 250", about="INC-1")
    form = form_of(desked.does("leo", "customers say", about="INC-1"))

    nothing = desked.does("leo", "customers", about="INC-1", fields={"sentiment": " "})
    desked.fills("leo", form, sentiment="Calm again")

    assert nothing.errors == {"stated": "Say a number, or how customers feel."}
    assert "250, says @Leo" in board(desked)
    assert "Calm again" in board(desked)


def test_who_comes_late_reads_of_the_customers_in_the_first_line(desked):
    desked.declare()
    desk_of(desked).has("1", requester_email="kim@acme.test")
    linked(desked, "1")
    desked.does("leo", "customers say Angry", about="INC-1")

    caught_up = read(card_of(desked.does("eve", "catchup INC-1")))

    first = next(one for one in caught_up.splitlines() if one.startswith("- "))
    assert first.endswith(" Customers: 1 (1 standard). They say: Angry")


def test_nothing_is_drawn_anew_when_nothing_changed(desked):
    desked.declare()
    desked.does("leo", "customers 250", about="INC-1")
    desked.knock()
    before = len(desked.chat.calls)

    desked.knock()

    assert len(desked.chat.calls) == before
