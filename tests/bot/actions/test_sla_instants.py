"""Clocks that disagree: desks that are ahead or mean nothing, and our own machine put back and forward."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.sla_clock import State
from bot.domain.sla_metric import Metric
from bot.domain.sla_update import Author, Said, Update, What
from bot.domain.ticket import TicketStatus
from bot.jobs import sweep
from tests.bot.actions.promises import arrives, desk_of, heard, now_reads, passes, read, speaks, told
from tests.fakes.teller import Teller

DUE_SOON = "First reply is due soon · zendesk:1 · Card declined"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


def clocks(teller, about="zendesk:1"):
    with teller.store.read() as work:
        return {(one.metric, one.instance): one for one in work.clocks.of(about)}


def breaches(teller):
    with teller.store.read() as work:
        return work.breaches.of("zendesk:1")


def test_a_ticket_from_a_desk_that_is_ahead_counts_from_its_own_instant_by_itself(teller):
    arrives(teller, created_at=teller.clock.now() + 3 * MINUTE)
    before = clocks(teller)[Metric.FIRST_REPLY, 1]

    passes(teller, minutes=47)
    at_47 = heard(teller, "ana")
    passes(teller, minutes=2)

    assert before.ended_at is not None
    assert clocks(teller)[Metric.FIRST_REPLY, 1].state is State.ACTIVE
    assert at_47 == []
    assert heard(teller, "ana") == [DUE_SOON]


def test_a_reply_from_a_desk_that_is_ahead_counts_when_its_instant_comes_and_the_card_follows(teller):
    arrives(teller)
    passes(teller, minutes=46)

    speaks(teller, "1", Author.AGENT, at=teller.clock.now() + 3 * MINUTE)
    early = now_reads(teller, "ana")
    passes(teller, minutes=4)

    assert early == [DUE_SOON]
    assert now_reads(teller, "ana") == ["Done: First reply · zendesk:1 · Card declined"]
    passes(teller, hours=2)
    assert heard(teller, "mei") == []


def test_a_question_from_a_desk_that_is_ahead_begins_its_clock_by_itself(teller):
    arrives(teller)
    speaks(teller, "1", Author.AGENT)
    speaks(teller, "1", Author.CUSTOMER, at=teller.clock.now() + 5 * MINUTE)

    passes(teller, minutes=51)

    assert heard(teller, "ana") == ["Next reply is due soon · zendesk:1 · Card declined"]


def test_several_things_ahead_count_one_after_the_other(teller):
    arrives(teller)
    now = teller.clock.now()
    speaks(teller, "1", Author.AGENT, at=now + 2 * MINUTE)
    speaks(teller, "1", Author.CUSTOMER, at=now + 4 * MINUTE)
    speaks(teller, "1", Author.AGENT, at=now + 6 * MINUTE)

    passes(teller, minutes=7)

    assert clocks(teller)[Metric.FIRST_REPLY, 1].ended_at == now + 2 * MINUTE
    assert clocks(teller)[Metric.NEXT_REPLY, 1].ended_at == now + 6 * MINUTE
    passes(teller, hours=1)
    assert heard(teller, "ana") == []


def test_what_is_older_than_its_ticket_counts_from_its_beginning(teller):
    arrives(teller)

    speaks(teller, "1", Author.AGENT, at=teller.clock.now() - timedelta(days=400))
    passes(teller, hours=2)

    assert heard(teller, "ana") == []
    assert clocks(teller)[Metric.FIRST_REPLY, 1].state is State.FULFILLED


@pytest.mark.parametrize("year", [1900, 2199])
def test_a_ticket_whose_instants_no_desk_can_mean_is_promised_the_same_from_now_on(teller, year):
    ticket = desk_of(teller).has("1", assignee_id="11", group="Support")
    odd = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    desk_of(teller).tickets["1"] = replace(ticket, created_at=odd, updated_at=odd)
    desk_of(teller).happened("1", Update(source="zendesk", id="c", at=teller.clock.now(), what=What.CREATED,
                                         by=Author.CUSTOMER, said=Said.PUBLIC))  # fmt: skip
    read(teller, "1")

    passes(teller, minutes=46)

    assert heard(teller, "ana") == [DUE_SOON]


@pytest.mark.parametrize("year", [1900, 2199])
def test_a_ticket_that_claimed_such_an_instant_is_still_followed_afterwards(teller, year):
    ticket = arrives(teller)
    odd = datetime(year, 1, 1, tzinfo=UTC)
    desk_of(teller).tickets["1"] = replace(ticket, updated_at=odd, status=TicketStatus.PENDING)
    read(teller, "1")

    speaks(teller, "1", Author.AGENT)
    passes(teller, hours=2)

    assert heard(teller, "mei") == []


def test_a_clock_that_is_put_back_two_hours_says_nothing_twice_and_goes_on(teller):
    arrives(teller)
    passes(teller, minutes=46)
    first = heard(teller, "ana")

    teller.clock.move(hours=-2)
    teller.knock()
    speaks(teller, "1", Author.CUSTOMER)
    passes(teller, hours=2)

    assert first == [DUE_SOON]
    assert heard(teller, "ana") == first
    passes(teller, minutes=20)
    assert len(heard(teller, "mei")) == 1


def test_a_ticket_that_is_read_while_the_clock_is_put_back_has_its_clocks_afterwards(teller):
    arrives(teller)
    passes(teller, minutes=10)
    teller.clock.move(hours=-2)
    desk_of(teller).has("1", group="Support", subject="Card declined again")
    read(teller, "1")

    passes(teller, hours=2, minutes=36)

    assert len(heard(teller, "ana")) == 1


def test_a_breach_and_its_reason_survive_a_clock_that_is_put_back(teller):
    arrives(teller)
    passes(teller, minutes=62)
    [missed] = breaches(teller)
    with teller.store.change() as work:
        work.breaches.explain(replace(missed, reason="staffing", reason_by="slack:mei"))

    teller.clock.move(hours=-2)
    desk_of(teller).has("1", subject="Card declined again")
    read(teller, "1")
    teller.clock.move(hours=2)
    read(teller, "1")

    assert [one.reason for one in breaches(teller)] == ["staffing"]


def test_a_breach_that_a_clock_put_forward_told_is_taken_back_when_the_reply_came_in_time(teller):
    arrives(teller)
    teller.clock.move(days=1)
    sweep(teller.world)
    told_forward = breaches(teller)
    teller.clock.move(days=-1)

    teller.clock.move(minutes=5)
    speaks(teller, "1", Author.AGENT)

    assert len(told_forward) == 2
    assert [one.metric for one in breaches(teller)] == [Metric.RESOLUTION]


def test_a_clock_that_is_put_forward_a_day_says_each_thing_once_and_that_it_is_late(teller):
    arrives(teller)

    teller.clock.move(days=1)
    passes(teller, minutes=3)

    assert len([one for one in heard(teller, "ana") if one.startswith("First reply")]) == 1
    assert len([one for one in heard(teller, "mei") if one.startswith("First reply")]) == 1


def test_desks_are_asked_again_at_once_after_the_clock_was_put_back(teller):
    teller.knock()
    teller.clock.move(hours=-2)
    desk_of(teller).calls.clear()

    teller.knock()

    assert "changed" in desk_of(teller).calls
