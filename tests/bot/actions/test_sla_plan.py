"""What was planned is said without a look, exactly as a look would have said it, or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.actions import sla_book, sla_snooze, sla_take
from bot.actions.sla_look import LOOK_FIRST
from bot.domain.audit import Actor
from bot.domain.person import Person
from bot.domain.sla_update import Author
from bot.domain.ticket import TicketStatus
from bot.jobs import sweep
from tests.bot.actions.promises import TOLD, arrives, becomes, heard, passes, promising, speaks, told

BREAKS = text("UPDATE sla_updates SET what = 'nonsense'")
SOON = "First reply is due soon · zendesk:1 · Card declined"
PLANNED = text("SELECT about FROM sla_clocks WHERE plan IS NOT NULL")
CIA = {"assignee": "Cia", "assignee_id": "", "assignee_email": "Cia@acme.test"}
"""Somebody whom only the chat's directory knows."""


@pytest.fixture
def teller(database):
    return told(database)


def planned(teller):
    """About which tickets something is planned now."""
    with teller.store.engine.connect() as connection:
        return sorted(connection.execute(PLANNED).scalars())


def comes_near(teller, minutes=44):
    """Until shortly before something is to be said, when its desk was asked and nothing is new."""
    passes(teller, minutes=minutes)
    teller.clock.move(seconds=5)
    teller.knock()


def no_look_is_possible(teller):
    with teller.store.engine.begin() as connection:
        connection.execute(BREAKS)


def known(teller, name, email, **more):
    person = replace(teller.person(name), email=email, checked_at=teller.clock.now(), **more)
    with teller.store.change() as work:
        work.people.put(person)


def at_its_instant(teller):
    """Of the reminder at 75 %."""
    teller.clock.move(minutes=1)
    sweep(teller.world)
    return sorted(set(_queued(teller)))


def _queued(teller):
    with teller.store.engine.connect() as connection:
        found = connection.execute(text("SELECT recipient FROM sla_notices WHERE state = 'queued'"))
        return [recipient.partition(":")[2] for recipient in found.scalars()]


def test_what_was_planned_is_said_without_a_look(teller):
    arrives(teller)
    comes_near(teller)
    assert planned(teller) == ["zendesk:1"]

    no_look_is_possible(teller)

    assert at_its_instant(teller) == ["ana"]
    assert planned(teller) == []


def test_the_clock_is_looked_at_next_as_after_a_look(teller, database):
    arrives(teller)
    comes_near(teller)

    at_its_instant(teller)

    with database.read() as work:
        looks = {one.metric: one.look_at for one in work.clocks.of("zendesk:1")}
    # It comes at 90 %, nine minutes after the instant of this one, and its desk is asked before.
    at = teller.clock.now() - timedelta(seconds=5)
    assert looks["first_reply"] == at + timedelta(minutes=9) - LOOK_FIRST


def test_long_before_its_instant_nothing_is_planned(teller):
    arrives(teller)

    passes(teller, minutes=40)

    assert planned(teller) == []


def test_whoever_is_known_by_an_address_hears_of_it_by_the_plan(teller):
    known(teller, "cia", "cia@acme.test")
    arrives(teller, **CIA)
    comes_near(teller)
    no_look_is_possible(teller)

    assert at_its_instant(teller) == ["cia"]


def answered(teller):
    speaks(teller, "1", Author.AGENT)


def solved(teller):
    becomes(teller, "1", TicketStatus.SOLVED)


def taken_on(teller):
    sla_take.take_on(teller.world, Actor("slack:ana", "slack", "sla"), "zendesk:1", until=None, level=1)


def snoozed(teller):
    until = teller.clock.now() + timedelta(minutes=10)
    sla_snooze.snooze(teller.world, Actor("slack:ana", "slack", "snooze"), "zendesk:1", until)


def given_to_leo(teller):
    """The desk shows it; what happened to the ticket is read later."""
    with teller.store.change() as work:
        [ticket] = work.tickets.find([], limit=1)
        work.tickets.put(replace(ticket, assignee="Leo", assignee_id="12"))


@pytest.mark.parametrize(
    ("happens", "hear"),
    [(answered, []), (solved, []), (taken_on, []), (snoozed, []), (given_to_leo, ["leo"])],
)
def test_whatever_happens_after_it_was_planned_counts(teller, happens, hear):
    arrives(teller)
    comes_near(teller)
    assert planned(teller) == ["zendesk:1"]

    happens(teller)

    assert at_its_instant(teller) == hear


def becomes_guest(teller):
    known(teller, "cia", "cia@acme.test", guest=True)


def shares_it(teller):
    known(teller, "cia2", "cia@acme.test")


@pytest.mark.parametrize("happens", [becomes_guest, shares_it])
def test_whoever_has_an_address_no_longer_alone_does_not_hear_of_it(teller, happens):
    known(teller, "cia", "cia@acme.test")
    arrives(teller, **CIA)
    comes_near(teller)
    assert planned(teller) == ["zendesk:1"]

    happens(teller)

    assert at_its_instant(teller) == ["mei"]


def test_a_replica_with_other_settings_looks_for_itself(teller, database):
    arrives(teller)
    comes_near(teller)
    others = TOLD["people"] | {"leo": {"slack": "leo", "zendesk": "11"}, "ana": {"slack": "ana"}}
    other = told(database, people=others)
    other.clock.move(seconds=(teller.clock.now() - other.clock.now()).total_seconds())

    assert at_its_instant(other) == ["leo"]


def test_another_edition_is_looked_at(teller):
    arrives(teller)
    comes_near(teller)
    edited = [TOLD["sla"][0] | {"targets": {"first_reply": "2h"}}]
    with_another = replace(teller.world, settings=promising(sla=edited), shelf={})

    sla_book.publish(with_another, {})
    assert planned(teller) == []


def test_what_was_planned_long_ago_is_looked_at(teller):
    """The desk is to be asked first, since nobody looked."""
    arrives(teller)
    comes_near(teller)
    teller.clock.move(minutes=3)

    sweep(teller.world)

    assert _queued(teller) == []


def test_who_cannot_be_reached_any_more_is_passed_over(teller):
    arrives(teller)
    comes_near(teller, 53)
    assert planned(teller) == ["zendesk:1"]
    teller.clock.move(minutes=1)
    with teller.store.change() as work:
        [one] = [one for one in work.notices.of_several(["zendesk:1"])["zendesk:1"] if one.level == 1]
        work.clocks.lock("zendesk:1")
        work.clocks.look_at("zendesk:1", teller.clock.now())
        work.notices.settle([one.key], one.state.QUEUED, teller.clock.now())
        work.notices.fail([one.key], teller.clock.now())

    sweep(teller.world)

    assert "ana" not in _queued(teller)


def test_a_burst_of_planned_ones_is_one_digest(teller):
    for number in range(6):
        arrives(teller, str(number))
    comes_near(teller)
    assert len(planned(teller)) == 6
    no_look_is_possible(teller)

    at_its_instant(teller)

    with teller.store.engine.connect() as connection:
        rows = connection.execute(text("SELECT slot, view FROM outbox WHERE state = 'waiting'")).all()
    assert [view for _, view in rows] == ["nag_digest"]
    assert Person("slack:ana", "Ana").id in rows[0].slot


def test_what_was_planned_arrives(teller):
    arrives(teller)

    passes(teller, minutes=56)

    assert heard(teller, "ana") == [SOON, SOON]
    assert heard(teller, "support") == [SOON]


def test_where_a_chat_may_still_learn_of_the_lead_nothing_is_planned(database):
    people = TOLD["people"] | {"mei": {"email": "mei@acme.test"}}
    teller = told(database, people=people)
    arrives(teller)

    comes_near(teller)

    assert planned(teller) == []


def test_where_two_have_the_same_address_nothing_is_planned(teller):
    known(teller, "cia", "cia@acme.test")
    known(teller, "cia2", "cia@acme.test")
    arrives(teller, **CIA)

    comes_near(teller)

    assert planned(teller) == []
    assert at_its_instant(teller) == ["mei"]
