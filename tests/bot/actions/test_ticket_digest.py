"""A burst at the desk is a few cards in the war room, however many tickets it is about."""

from typing import Any

import pytest

from bot.actions.desk import hinted
from bot.domain.ticket import Hint, TicketStatus
from bot.domain.timeline import Kind
from tests.bot.actions.test_ticket import desk_of, entries, last_entry_card, linked, settle, shown
from tests.fakes.reader import read
from tests.fakes.teller import Teller, card_of

IDS = tuple(str(number) for number in range(300))


def told_since(teller: Teller, before: int) -> list[str]:
    """Lines of the timeline that desks wrote."""
    with teller.store.read() as work:
        return [one.text for one in work.timeline.of("INC-1", limit=900)[before:] if one.kind is Kind.TICKET]


def changed(teller: Teller, *ids: str, event: str = "e", **how: Any) -> None:
    """These tickets change in their desk, whose webhooks say so."""
    for id in ids:
        desk_of(teller).has(id, **how)
    hinted(teller.world, [("zendesk", Hint(f"{event}{id}", id)) for id in ids])


@pytest.fixture
def many_linked(desked) -> Teller:
    """INC-1 with three hundred tickets."""
    desked.declare()
    linked(desked, *IDS)
    settle(desked)
    return desked


def test_hundreds_of_tickets_that_change_at_once_are_a_few_cards(many_linked):
    before = len(entries(many_linked))
    changed(many_linked, *IDS, status=TicketStatus.SOLVED)

    many_linked.carry()
    for _ in range(4):
        many_linked.clock.move(seconds=2)
        many_linked.knock()

    told = told_since(many_linked, before)
    assert len(told) == 3
    assert all(one.startswith("100 tickets changed\nstatus open → solved: zendesk:") for one in told)
    card = last_entry_card(many_linked)
    assert card.title == "INC-1: 100 tickets changed"
    assert " and 95 more" in read(card)


def test_tickets_that_change_one_after_the_other_are_bundled_after_a_while(many_linked):
    before = len(entries(many_linked))

    for id in IDS[:60]:
        changed(many_linked, id, assignee="Jo")
        many_linked.carry()
        many_linked.clock.move(seconds=1)
        many_linked.knock()
    within = told_since(many_linked, before)
    many_linked.clock.move(seconds=30)
    many_linked.knock()

    assert len(within) <= 13
    assert (
        sum(int(one.split()[0]) if "tickets changed" in one else 1 for one in told_since(many_linked, before))
        == 60
    )


def test_many_tickets_tagged_at_the_desk_are_counted_on_one_card(desked):
    desked.declare()
    before = len(entries(desked))

    changed(desked, *IDS[:40], tags=("incident:inc-1",))
    settle(desked)
    settle(desked)

    told = told_since(desked, before)
    assert [one.startswith("Linked by its tag: ") for one in told] == [True] * 10 + [False]
    assert told[-1] == "More tickets linked by their tags"
    assert "from the desk" in read(last_entry_card(desked))
    assert "30 of 30 linked." in read(last_entry_card(desked))
    assert "Tickets: 40, 40 open" in read(desked.war_room())


def test_a_quiet_room_hears_of_each_ticket_by_itself(many_linked):
    before = len(entries(many_linked))

    changed(many_linked, "1", "2", "3", status=TicketStatus.PENDING)
    settle(many_linked)

    assert sorted(told_since(many_linked, before)) == [
        f"zendesk:{id} Card declined: status open → pending" for id in ("1", "2", "3")
    ]
    assert "zendesk:1 Card declined — pending" in shown_page(many_linked)


def shown_page(teller: Teller) -> str:
    """Every page of the linked tickets."""
    pages = (read(card_of(teller.does("ana", f"tickets INC-1 {page}"))) for page in range(1, 22))
    return "\n".join((shown(teller), *pages))
