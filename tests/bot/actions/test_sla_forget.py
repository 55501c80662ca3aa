"""Tickets are not kept for ever, but nothing that is still needed goes with them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import sla_forget
from bot.domain.sla_notice import Hush, Wish
from bot.domain.ticket import Ref, TicketStatus
from tests.bot.actions.promises import arrives, becomes, desk_of, passes, read, told
from tests.fakes.teller import Teller

ONE = Ref("zendesk", "1")


@pytest.fixture
def teller(database) -> Teller:
    return told(database)


def kept(teller, id="1"):
    about = f"zendesk:{id}"
    with teller.store.read() as work:
        return {
            "ticket": work.tickets.get(Ref("zendesk", id)) is not None,
            "updates": bool(work.updates.of(about)),
            "clocks": bool(work.clocks.of(about)),
            "notices": bool(work.notices.of_several([about])),
            "hushes": bool(work.hushes.of_several([about])),
            "breaches": len(work.breaches.of(about)),
        }


def missed_and_solved(teller, id="1"):
    """A ticket of which something was missed, said, silenced, explained; and that was solved."""
    arrives(teller, id)
    passes(teller, minutes=62)
    becomes(teller, id, TicketStatus.SOLVED)
    with teller.store.change() as work:
        [missed] = work.breaches.of(f"zendesk:{id}")
        explained = replace(missed, reason="staffing", note="Ana was ill", reason_by="slack:mei")
        work.breaches.explain(replace(explained, reason_at=teller.clock.now()))
        work.hushes.put(
            Hush(
                about=f"zendesk:{id}",
                metric=missed.metric,
                instance=1,
                wish=Wish.ACKNOWLEDGED,
                level=3,
                recipient="",
                by="slack:ana",
                at=teller.clock.now(),
            )
        )


def test_a_ticket_that_is_over_goes_with_everything_but_that_something_was_missed(teller):
    missed_and_solved(teller)
    before = kept(teller)
    teller.clock.move(days=399)
    assert sla_forget.forget(teller.world) == 0

    teller.clock.move(days=2)
    assert sla_forget.forget(teller.world) == 1

    assert all(before.values())
    assert kept(teller) == dict.fromkeys(before, False) | {"breaches": 1}
    with teller.store.read() as work:
        [left] = work.breaches.of("zendesk:1")
    assert (left.reason, left.note, left.reason_by, left.reason_at) == ("staffing", "", "", None)


def test_a_ticket_that_is_open_or_belongs_to_an_incident_stays(teller):
    teller.declare()
    arrives(teller, "1")
    arrives(teller, "2")
    becomes(teller, "2", TicketStatus.SOLVED)
    teller.does("ana", "link zendesk:2", about="INC-1")
    teller.carry()

    teller.clock.move(days=500)

    assert sla_forget.forget(teller.world) == 0
    assert kept(teller, "1")["ticket"]
    assert kept(teller, "2")["ticket"]


def test_a_ticket_that_is_gone_is_not_kept_for_ever_either(teller):
    arrives(teller)
    del desk_of(teller).tickets["1"]
    read(teller, "1")

    teller.clock.move(days=401)

    assert sla_forget.forget(teller.world) == 1


def test_a_forgotten_ticket_that_something_happens_to_again_begins_anew_only_when_it_is_open(teller):
    missed_and_solved(teller)
    teller.clock.move(days=401)
    sla_forget.forget(teller.world)

    read(teller, "1")
    while_solved = kept(teller)["ticket"]
    becomes(teller, "1", TicketStatus.OPEN)

    assert not while_solved
    assert kept(teller)["clocks"]


def test_many_go_portion_by_portion_and_the_settings_say_when(database):
    teller = told(database, keep_tickets="30d")
    with database.change() as work:
        for number in range(sla_forget.PORTION + 20):
            desk = desk_of(teller)
            ticket = desk.has(str(number), status=TicketStatus.CLOSED)
            work.tickets.put(ticket)

    teller.clock.move(days=31)

    assert sla_forget.forget(teller.world) == sla_forget.PORTION + 20
    assert sla_forget.forget(teller.world) == 0


def test_it_is_the_job_that_forgets(teller):
    missed_and_solved(teller)
    teller.clock.move(days=401)

    teller.knock()

    assert teller.settings.keep_tickets == timedelta(days=400)
    assert not kept(teller)["ticket"]
