"""A reminder that cannot be delivered: somebody else hears of the promise instead."""

import pytest

from bot.domain.sla_notice import NoticeState
from bot.domain.sla_update import Author
from bot.errors import TryLater
from tests.bot.actions.promises import arrives, heard, passes, speaks, told

LATE = "First reply is late · zendesk:1 · Card declined"
SOON = "First reply is due soon · zendesk:1 · Card declined"
NO_CHANNEL = {"support": {"lead": "mei", "members": ["ana"], "groups": ["Support"]}}
SLOW = [{"name": "slow", "targets": {"first_reply": "60h"}, "warn": ["25%", "75%"]}]


@pytest.fixture
def teller(database):
    return told(database)


def states(teller, recipient):
    with teller.store.read() as work:
        notices = work.notices.of_several(["zendesk:1"]).get("zendesk:1", [])
    return [one.state for one in notices if one.recipient == f"slack:{recipient}"]


def test_the_lead_hears_of_it_where_the_assignee_cannot_be_reached(teller):
    teller.chat.gone.add("slack:ana")
    arrives(teller)

    passes(teller, minutes=47)

    assert heard(teller, "mei") == [SOON]
    assert states(teller, "ana") == [NoticeState.FAILED]


def test_the_channel_hears_of_it_where_the_lead_cannot_be_reached(teller):
    teller.chat.gone.add("slack:mei")
    arrives(teller)

    passes(teller, minutes=63)

    assert LATE in heard(teller, "support")
    assert LATE in heard(teller, "ana")


def test_operators_hear_of_it_where_nobody_is_left(database):
    teller = told(database, teams=NO_CHANNEL, operators="slack:ops")
    teller.chat.gone |= {"slack:ana", "slack:mei"}
    arrives(teller)

    passes(teller, minutes=48)

    assert heard(teller, "ops") == [SOON]


def test_where_nobody_is_left_at_all_nothing_stays_on_its_way(database):
    teller = told(database, teams=NO_CHANNEL)
    teller.chat.gone |= {"slack:ana", "slack:mei"}
    arrives(teller)

    passes(teller, minutes=63)

    assert set(states(teller, "ana") + states(teller, "mei")) <= {NoticeState.FAILED, NoticeState.SUPERSEDED}


def test_who_heard_of_it_already_is_not_told_twice_for_somebody_else(teller):
    teller.chat.gone.add("slack:support")
    arrives(teller)

    passes(teller, minutes=58)

    assert heard(teller, "ana") == [SOON, SOON]
    assert states(teller, "support") == [NoticeState.FAILED]


def later(teller, **span):
    """Time goes by in one go; whoever looks then asks the desk before anybody is told."""
    teller.clock.move(**span)
    for _ in range(2):
        teller.knock()
        teller.clock.move(seconds=16)
    teller.knock()


def test_who_could_not_be_reached_is_tried_again_a_day_later(database):
    teller = told(database, sla=SLOW)
    teller.chat.gone.add("slack:ana")
    arrives(teller)
    later(teller, hours=15)
    teller.chat.gone.clear()

    later(teller, hours=30)

    assert len(heard(teller, "mei")) == 1
    assert len(heard(teller, "ana")) == 1


def test_the_lead_hears_of_it_also_where_it_was_tried_for_a_whole_day(database):
    teller = told(database, sla=SLOW)
    teller.chat.trouble["post"] = TryLater("It is down.", after=1)
    arrives(teller)
    later(teller, hours=15)
    later(teller, hours=25)
    failed = states(teller, "ana")
    teller.chat.trouble.clear()

    later(teller, minutes=1)

    assert failed == [NoticeState.FAILED]
    assert heard(teller, "mei") == [SOON]


def test_an_answer_meanwhile_leaves_nothing_to_be_told(teller):
    arrives(teller)
    passes(teller, minutes=44)
    teller.chat.gone.add("slack:ana")
    teller.clock.move(minutes=2)
    teller.knock()
    speaks(teller, "1", Author.AGENT)

    passes(teller, minutes=120)

    assert heard(teller, "mei") == []
