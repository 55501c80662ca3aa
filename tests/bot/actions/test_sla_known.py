"""Which tickets are known, and since when: all that are open once something is promised, none before."""

import pytest

from bot.actions import sla_book
from bot.domain.sla_metric import Metric
from bot.domain.sla_update import Author
from bot.domain.ticket import Deadline, Priority, Ref, TicketStatus
from bot.errors import Refused
from tests.bot.actions.promises import arrives, becomes, desk_of, heard, passes, promising, read, speaks, told
from tests.bot.actions.test_lookalike import offers
from tests.fakes.desk import Desk
from tests.fakes.teller import Teller


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


@pytest.fixture
def unpromised(database) -> Teller:
    return told(database, sla=[])


def known(teller, *ids):
    with teller.store.read() as work:
        found = work.tickets.several(Ref("zendesk", id) for id in ids)
    return sorted(one.id for one in found)


def watched(teller, *ids):
    with teller.store.read() as work:
        return sorted({one.ticket for one in work.clocks.of_several(f"zendesk:{id}" for id in ids)})


def later(teller, **changed) -> Teller:
    """The same with other settings, started anew."""
    return Teller(
        teller.store,
        settings=promising(**changed),
        clock=teller.clock,
        chat=teller.chat,
        desks=teller.desks,
    )


def opened(teller, id, **more):
    """At the desk alone: nobody told us of it."""
    return desk_of(teller).has(id, created_at=teller.clock.now(), assignee_id="11", group="Support", **more)


def test_all_open_tickets_are_taken_up_when_something_is_promised_first(unpromised):
    opened(unpromised, "1")
    opened(unpromised, "2", status=TicketStatus.PENDING)
    opened(unpromised, "3", status=TicketStatus.SOLVED)
    passes(unpromised, minutes=2)
    before = known(unpromised, "1", "2", "3")

    promised = later(unpromised)
    passes(promised, minutes=2)

    assert before == []
    assert known(promised, "1", "2", "3") == watched(promised, "1", "2", "3") == ["1", "2"]
    passes(promised, minutes=42)
    assert len(heard(promised, "ana")) == 2


def test_they_are_taken_up_once(teller):
    passes(teller, minutes=10)

    assert desk_of(teller).calls.count("search") == 1


def test_what_came_while_nothing_was_promised_is_taken_up_when_it_is_again(teller):
    passes(teller, minutes=2)
    off = later(teller, sla=[])
    passes(off, minutes=2)
    opened(teller, "1")
    passes(off, minutes=5)
    meanwhile = known(off, "1")

    on = later(teller)
    passes(on, minutes=2)

    assert meanwhile == []
    assert watched(on, "1") == ["1"]


def test_a_list_that_the_desk_refused_is_asked_for_again(teller):
    desk_of(teller).trouble["search"] = Refused("no")
    opened(teller, "1")
    desk_of(teller).changes.clear()
    passes(teller, minutes=3)
    desk_of(teller).trouble.clear()

    passes(teller, minutes=3)

    assert watched(teller, "1") == ["1"]


def test_a_ticket_that_is_over_and_unknown_is_not_kept_and_one_that_is_reopened_is(teller):
    ticket = opened(teller, "1", status=TicketStatus.SOLVED)
    read(teller, "1")
    before = known(teller, "1")

    becomes(teller, ticket.id, TicketStatus.OPEN)

    assert before == []
    assert watched(teller, "1") == ["1"]


def test_tickets_of_a_desk_without_promises_are_not_kept(database):
    policy = {"name": "z", "when": {"system": ["zendesk"]}, "targets": {"first_reply": "1h"}}
    both = {"zendesk": Desk(), "github": Desk(name="github")}
    teller = Teller(database, settings=promising(sla=[policy]), desks=both)
    for desk in both.values():
        desk.has("1", created_at=teller.clock.now())

    passes(teller, minutes=2)

    with database.read() as work:
        assert work.tickets.get(Ref("zendesk", "1")) is not None
        assert work.tickets.get(Ref("github", "1")) is None


def test_a_ticket_that_is_linked_is_watched_at_once(teller):
    passes(teller, minutes=1)
    teller.declare()
    desk_of(teller).changes.clear()
    opened(teller, "7")
    desk_of(teller).changes.clear()

    teller.does("ana", "link zendesk:7", about="INC-1")
    teller.carry()

    assert watched(teller, "7") == ["7"]


def test_a_ticket_that_was_linked_before_anything_was_promised_is_watched_afterwards(unpromised):
    unpromised.declare()
    opened(unpromised, "7")
    unpromised.does("ana", "link zendesk:7", about="INC-1")
    unpromised.carry()
    before = watched(unpromised, "7")

    promised = later(unpromised)
    passes(promised, minutes=2)

    assert before == []
    assert watched(promised, "7") == ["7"]


def test_what_sounds_alike_is_offered_although_every_ticket_is_watched(teller):
    passes(teller, minutes=1)
    teller.declare("sev1 Checkout is down")

    arrives(teller, "1", subject="Checkout is down since this morning")
    passes(teller, minutes=1)

    assert any("one ticket sounds alike" in card for card in offers(teller))
    assert watched(teller, "1") == ["1"]


def test_an_offer_takes_nothing_from_what_is_known_of_a_watched_ticket(teller):
    due = Deadline(metric="first_reply", due_at=teller.clock.now())
    arrives(teller, "1", subject="Checkout is down since this morning", deadlines=(due,))
    whole = desk_of(teller).tickets["1"]
    desk_of(teller).has("1", deadlines=(), assignee_id="", priority=Priority.NONE)

    teller.declare("sev1 Checkout is down")

    with teller.store.read() as work:
        assert work.tickets.get(whole.ref) == whole
        assert work.ticket_links.get("INC-1", whole.ref) is not None


def test_a_policy_that_is_changed_counts_from_the_next_thing_that_happens(teller):
    arrives(teller)
    changed = later(teller, sla=[{"name": "standard", "targets": {"first_reply": "2h"}}])

    sla_book.publish(teller.world, {})
    teller.clock.move(seconds=5)
    sla_book.publish(changed.world, {})
    teller.clock.move(seconds=5)
    speaks(changed, "1", Author.CUSTOMER)

    with changed.store.read() as work:
        [clock] = [one for one in work.clocks.of("zendesk:1") if one.metric is Metric.FIRST_REPLY]
    assert clock.seconds == 7200


def test_a_ticket_that_is_only_read_again_keeps_what_was_promised_to_it(teller):
    arrives(teller)
    changed = later(teller, sla=[{"name": "standard", "targets": {"first_reply": "2h"}}])

    sla_book.publish(teller.world, {})
    teller.clock.move(seconds=5)
    sla_book.publish(changed.world, {})
    teller.clock.move(seconds=5)
    desk_of(changed).has("1", assignee="Leo", assignee_id="12")
    read(changed, "1")

    with changed.store.read() as work:
        [clock] = [one for one in work.clocks.of("zendesk:1") if one.metric is Metric.FIRST_REPLY]
        told = work.updates.of("zendesk:1")
    assert clock.seconds == 3600
    assert len(told) == 1
