"""What was given up without a word because it did not hold when it was to be sent: not lost when it does."""

import pytest

from bot.domain.sla_update import Author
from bot.domain.ticket import TicketStatus
from bot.errors import TryLater
from bot.jobs import sweep
from tests.bot.actions.promises import arrives, becomes, desk_of, heard, passes, read, speaks, told
from tests.fakes.teller import Teller

RESOLUTION = [{"name": "standard", "targets": {"resolution": "1h"}, "pauses": {"resolution": ["pending"]}}]


@pytest.fixture
def teller(database) -> Teller:
    return told(database, sla=RESOLUTION)


def while_chat_is_slow(teller, do):
    """What is on its way stays there, and is judged again when it is sent at last."""
    teller.chat.trouble["post"] = TryLater("slow down", after=1)
    do()
    teller.chat.trouble.clear()


def moves_to(teller, assignee):
    desk_of(teller).has("1", assignee_id=assignee)
    read(teller, "1")


def test_what_was_queued_when_the_clock_paused_is_said_when_it_runs_again(teller):
    arrives(teller)
    teller.clock.move(minutes=61)
    sweep(teller.world)
    while_chat_is_slow(teller, lambda: becomes(teller, "1", TicketStatus.PENDING))
    passes(teller, hours=3)
    while_paused = heard(teller, "ana")

    becomes(teller, "1", TicketStatus.OPEN)
    passes(teller, minutes=1)

    assert while_paused == []
    assert heard(teller, "ana") == ["Solution is late · zendesk:1 · Card declined"]
    assert heard(teller, "mei") == ["Solution is late · zendesk:1 · Card declined"]


def test_what_was_queued_when_the_ticket_was_solved_is_said_after_it_is_reopened(teller):
    arrives(teller)
    teller.clock.move(minutes=61)
    sweep(teller.world)
    while_chat_is_slow(teller, lambda: becomes(teller, "1", TicketStatus.SOLVED))
    passes(teller, hours=3)

    speaks(teller, "1", Author.CUSTOMER)
    becomes(teller, "1", TicketStatus.OPEN)
    passes(teller, minutes=1)

    assert len(heard(teller, "mei")) == 1


def test_what_was_queued_for_somebody_who_handed_the_ticket_on_comes_when_they_have_it_again(teller):
    arrives(teller)
    teller.clock.move(minutes=46)
    sweep(teller.world)
    while_chat_is_slow(teller, lambda: moves_to(teller, "12"))
    passes(teller, seconds=30)
    meanwhile = len(heard(teller, "ana")), len(heard(teller, "leo"))

    moves_to(teller, "11")
    passes(teller, seconds=30)

    assert meanwhile == (0, 1)
    assert (len(heard(teller, "ana")), len(heard(teller, "leo"))) == (1, 1)


def test_what_was_heard_is_not_said_again_after_a_pause(teller):
    arrives(teller)
    passes(teller, minutes=62)
    becomes(teller, "1", TicketStatus.PENDING)

    becomes(teller, "1", TicketStatus.OPEN)
    passes(teller, minutes=10)

    assert len(heard(teller, "mei")) == 1
