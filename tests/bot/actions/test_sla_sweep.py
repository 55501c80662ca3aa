"""Promises come near and are broken: who hears of it, when, and when nobody does."""

import pytest

from bot.domain.sla_update import Author, Said
from bot.domain.ticket import TicketStatus
from tests.bot.actions.promises import arrives, becomes, heard, now_reads, passes, speaks, told
from tests.fakes.teller import Teller


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


def test_a_first_reply_that_comes_near_is_told_to_who_works_on_it_and_then_to_the_team(teller):
    arrives(teller)

    passes(teller, minutes=44)
    before = heard(teller, "ana")
    passes(teller, minutes=2)
    at_75 = heard(teller, "ana")
    passes(teller, minutes=9)

    assert before == []
    assert at_75 == ["First reply is due soon · zendesk:1 · Card declined"]
    assert heard(teller, "support") == ["First reply is due soon · zendesk:1 · Card declined"]


def test_a_breach_is_told_louder_and_then_to_the_manager(teller):
    arrives(teller)

    passes(teller, minutes=62)
    assert "First reply is late · zendesk:1 · Card declined" in heard(teller, "mei")
    passes(teller, minutes=60)

    assert "First reply is late · zendesk:1 · Card declined" in heard(teller, "kai")


def test_what_the_team_was_warned_of_says_itself_that_it_is_late_now(teller):
    arrives(teller)
    passes(teller, minutes=55)
    assert now_reads(teller, "support") == ["First reply is due soon · zendesk:1 · Card declined"]

    passes(teller, minutes=7)

    assert now_reads(teller, "support") == ["First reply is late · zendesk:1 · Card declined"]
    assert len(heard(teller, "support")) == 1


def test_a_public_reply_ends_it_and_the_cards_say_so(teller):
    arrives(teller)
    passes(teller, minutes=46)

    speaks(teller, "1", Author.AGENT)
    passes(teller, minutes=120)

    assert len(heard(teller, "ana")) == 1
    assert now_reads(teller, "ana") == ["Done: First reply · zendesk:1 · Card declined"]
    assert heard(teller, "mei") == []


def test_an_internal_note_ends_nothing(teller):
    arrives(teller)
    speaks(teller, "1", Author.AGENT, Said.INTERNAL)

    passes(teller, minutes=46)

    assert len(heard(teller, "ana")) == 1


def test_a_status_that_waits_for_the_customer_pauses_the_solution(teller):
    arrives(teller)
    speaks(teller, "1", Author.AGENT)
    becomes(teller, "1", TicketStatus.PENDING)

    passes(teller, hours=30)

    assert heard(teller, "ana") == []
