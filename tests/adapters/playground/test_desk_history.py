"""The sandbox desk tells the past of a ticket."""

from datetime import timedelta

import pytest

from adapters.playground import desk_rules as rules
from adapters.playground.desk import Desk
from adapters.playground.desk_nouns import SAID_AT_MOST, Customer
from bot.domain.sla_update import Author, Said, What, ordered
from bot.domain.ticket import Draft, TicketStatus
from bot.errors import TicketGone, TryLater

DANA = Customer(name="Dana", email="dana@maple.test", tier="standard")


@pytest.fixture
def desk(clock):
    made = Desk(clock, address="http://127.0.0.1:8080")
    yield made
    made.close()


@pytest.fixture
def id(desk):
    return desk.file(DANA, "Card declined", "At the checkout.").id


def change(desk, id, rule, *given, **more):
    desk.book.change(id, lambda one: rule(one, *given, desk.now(), **more))


def told(desk, id):
    return [(one.by, one.said, one.status) for one in desk.history(id).updates]


def test_a_history_begins_with_the_customer(desk, id, clock):
    [created] = desk.history(id).updates

    assert (created.source, created.id, created.at, created.what) == (
        "sandbox",
        "said/0",
        clock.now(),
        What.CREATED,
    )
    assert told(desk, id) == [(Author.CUSTOMER, Said.PUBLIC, TicketStatus.NEW)]
    assert desk.history(id).statuses


def test_a_ticket_that_caseline_made_was_opened_by_an_agent(desk):
    draft = Draft(subject="Checkout is down", text="We are on it.", requester_email="dana@maple.test")
    made = desk.create(draft, key="k-1")

    assert told(desk, made.id) == [(Author.AGENT, Said.PUBLIC, TicketStatus.NEW)]


def test_whatever_is_said_and_done_is_told(desk, id, clock):
    change(desk, id, rules.taken, "ana")
    clock.move(seconds=60)
    change(desk, id, rules.noted, "ana", "Looks like INC-12.")
    desk.note(id, "Linked.", key="k-1")
    change(desk, id, rules.tagged, "ana", "vip", on=True)
    change(desk, id, rules.replied, "ana", "We are on it.", waits=True)
    clock.move(seconds=60)
    change(desk, id, rules.written, "Any news?")
    desk.reply(id, "It works again.", key="k-2")
    change(desk, id, rules.solved, "ana")
    change(desk, id, rules.reopened, "ana")

    assert told(desk, id)[1:] == [
        (Author.SYSTEM, Said.NOTHING, TicketStatus.OPEN),
        (Author.AGENT, Said.INTERNAL, None),
        (Author.SYSTEM, Said.INTERNAL, None),
        (Author.AGENT, Said.PUBLIC, TicketStatus.PENDING),
        (Author.CUSTOMER, Said.PUBLIC, TicketStatus.OPEN),
        (Author.AGENT, Said.PUBLIC, None),
        (Author.SYSTEM, Said.NOTHING, TicketStatus.SOLVED),
        (Author.SYSTEM, Said.NOTHING, TicketStatus.OPEN),
    ]


def test_a_reply_that_solves_is_told_before_the_solution(desk, id):
    desk.book.change(
        id,
        lambda one: rules.solved(
            rules.replied(one, "ana", "Done.", desk.now(), waits=True), "ana", desk.now()
        ),
    )

    found = desk.history(id).updates

    assert [one.status for one in ordered(reversed(found))][-2:] == [
        TicketStatus.PENDING,
        TicketStatus.SOLVED,
    ]


def test_updates_keep_their_names_when_more_happens(desk, id):
    change(desk, id, rules.written, "Any news?")
    before = desk.history(id).updates
    change(desk, id, rules.solved, "ana")

    assert desk.history(id).updates[: len(before)] == before


def test_a_full_ticket_no_longer_tells_what_it_became(desk, id, clock):
    for _ in range(SAID_AT_MOST - 1):
        desk.note(id, "x", key="")
    clock.move(seconds=60)
    change(desk, id, rules.solved, "ana")

    found = desk.history(id)

    assert {one.status for one in found.updates} == {TicketStatus.NEW, None}
    assert not found.statuses


def test_who_works_on_it_can_be_found_in_the_chat(desk, id):
    nobody = desk.fetch(id)
    change(desk, id, rules.taken, "ana")
    ana = desk.fetch(id)

    assert (nobody.assignee_id, nobody.assignee_email) == ("", "")
    assert (ana.assignee_id, ana.assignee_email) == ("ana", "ana@acme.test")


def test_a_ticket_that_is_gone_has_no_history(desk, id):
    change(desk, id, rules.deleted)

    for gone in (id, "999999", "../1", ""):
        with pytest.raises(TicketGone):
            desk.history(gone)


def test_a_silent_desk_tells_nothing_until_it_is_back(desk, id):
    desk.fall_silent(on=True)

    with pytest.raises(TryLater):
        desk.history(id)


def test_instants_are_those_of_the_desk(desk, clock):
    begun = clock.now() - timedelta(hours=3)

    filed = desk.file(DANA, "Card declined", "Again.", at=begun)

    assert desk.history(filed.id).updates[0].at == begun
