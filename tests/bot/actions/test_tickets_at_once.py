"""What happens when hints, answers of desks, changes asked for and people come at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import desk_outgoing, ticket_digest, ticket_news
from bot.actions.delivery import deliver_next
from bot.actions.desk import hinted
from bot.domain.outgoing import Delivery
from bot.domain.ticket import Hint, Ref, TicketStatus
from tests.bot.actions.test_ticket import desk_of, entries, linked
from tests.fakes.desk import Desk
from tests.fakes.teller import Teller, card_of
from tests.storage.samples import NINE, ticket
from tests.storage.test_at_once import PATIENCE, together, until_somebody_waits

ACME = {"organisation": "9", "organisation_name": "Acme", "requester_email": "kim@acme.test"}


@pytest.fixture
def postgresql(postgresql_database) -> Teller:
    """There several units of work are really under way at once."""
    return Teller(postgresql_database, desks={"zendesk": Desk()})


def carry(teller: Teller, worker: int) -> None:
    """Until nothing is left, whoever else carries, too."""
    while True:
        if deliver_next(teller.world, f"test/{worker}"):
            continue
        with teller.store.read() as work:
            if not any(
                state in (Delivery.WAITING, Delivery.TAKEN) for _, state, _, _ in work.outbox.figures()
            ):
                return


def test_overlapping_hints_from_several_at_once_are_all_kept_and_each_is_new_once(desked):
    hints = [
        [("zendesk", Hint(f"e{n % 60}", str(n % 20))) for n in range(start, start + 40)]
        for start in range(0, 60, 10)
    ]
    backwards = [list(reversed(some)) for some in hints]

    fresh = together(12, lambda n: hinted(desked.world, (hints + backwards)[n]))

    assert sum(fresh) == 60
    with desked.store.read() as work:
        [(_, state, rows, _)] = work.outbox.figures()
    assert (state, rows) == ("waiting", 20)


def test_two_workers_who_saw_the_same_unknown_ticket_keep_the_newer_state(desked):
    old = ticket(status=TicketStatus.OPEN)
    new = ticket(status=TicketStatus.SOLVED, updated_at=NINE + timedelta(hours=2))

    def see(n):
        with desked.store.change() as work:
            ticket_news.seen(desked.world, work, (new, old)[n % 2])

    for id in range(20):
        old, new = replace(old, id=str(id)), replace(new, id=str(id))
        together(4, see)

    with desked.store.read() as work:
        refs = [Ref("zendesk", str(id)) for id in range(20)]
        assert {one.status for one in work.tickets.several(refs).values()} == {TicketStatus.SOLVED}


def test_a_change_that_two_workers_see_is_told_once(desked):
    desked.declare()
    desk_of(desked).has("1")
    desked.does("ana", "link INC-1 zendesk:1")
    desked.carry()
    solved = desk_of(desked).has("1", status=TicketStatus.SOLVED)

    def see(_):
        with desked.store.change() as work:
            ticket_news.seen(desked.world, work, solved)

    together(5, see)

    with desked.store.change() as work:
        assert [one.after for one in work.tickets.take_digest(Ref("zendesk", "1"), desked.clock.now())] == [
            "solved"
        ]


def test_who_writes_about_several_tickets_and_who_writes_about_one_of_them_do_not_block_each_other(
    postgresql_database,
):
    """Both customers are of one organisation that nobody knew before."""
    teller = Teller(postgresql_database, desks={"zendesk": Desk()})
    several = [ticket("1", **ACME), ticket("2", **ACME)]
    with teller.store.change() as work:
        work.tickets.put(several[1])

    def see_one():
        with teller.store.change() as work:
            ticket_news.seen(teller.world, work, several[1])

    with ThreadPoolExecutor(1) as other, teller.store.change() as work:
        ticket_news.seen(teller.world, work, several[0])
        waiting = other.submit(see_one)
        until_somebody_waits(postgresql_database)
        ticket_news.seen(teller.world, work, several[1])
    waiting.result(PATIENCE)

    with teller.store.read() as work:
        found = work.tickets.several([one.ref for one in several])
    assert found == {one.ref: one for one in several}


def test_linking_asking_for_changes_and_people_at_once_never_wait_for_each_other_in_a_ring(postgresql):
    """All these tickets are of one customer, and half of them belong to two incidents."""
    teller, desk = postgresql, desk_of(postgresql)
    teller.declare()
    teller.declare("sev3 Refunds are late")
    for one in ("INC-1", "INC-2"):
        teller.does("ana", f"join {one}")
    with teller.store.change() as work:
        desk_outgoing.poll(teller.world, work, "zendesk")
    teller.carry()
    for number in range(80):
        desk.has(str(number), tags=("incident:inc-1",) if number % 10 == 0 else (), **ACME)

    def do(n):
        carry(teller, n) if n < 5 else _link_and_think_again(teller, n - 4)

    together(7, do)
    carry(teller, 1)

    with teller.store.read() as work:
        counted = [work.ticket_links.of(key, limit=200) for key in ("INC-1", "INC-2")]
        assert work.outbox.failed(limit=5) == []
    assert [len({one.link.ticket for one in some}) for some in counted] == [72, 72]
    assert all(one.ticket for some in counted for one in some)


def _link_and_think_again(teller: Teller, number: int) -> None:
    """Twenty at a time; the second incident names them the other way round."""
    key = f"INC-{number}"
    for start in range(0, 80, 20):
        ids = [f"zendesk:{id}" for id in range(start, start + 20)][:: 3 - 2 * number]
        said = teller.does("ana", f"link {key} {' '.join(ids)}")
        assert f"linked to {key}" in card_of(said).title
        teller.does("ana", f"unlink {key} {ids[3]} {ids[1]}")
        teller.does("ana", f"customers {key} {start}")
        with teller.store.change() as work:
            desk_outgoing.poll(teller.world, work, "zendesk")


def test_replicas_that_tell_of_the_same_tickets_tell_each_of_them_once(desked):
    desked.declare()
    refs = [Ref("zendesk", str(number)) for number in range(8)]
    linked(desked, *(ref.id for ref in refs))
    for ref in refs:
        desk_of(desked).has(ref.id, status=TicketStatus.SOLVED)
    hinted(desked.world, [("zendesk", Hint(f"solved{ref.id}", ref.id)) for ref in refs])
    desked.carry()

    together(4, lambda n: ticket_digest.tell(desked.world, refs if n % 2 else refs[::-1]))

    [told] = [one for one in entries(desked) if "changed" in one]
    assert told.startswith("8 tickets changed\nstatus open → solved: ")


def test_a_double_press_by_two_people_links_each_ticket_once(desked):
    desked.declare()
    for id in ("1", "2"):
        desk_of(desked).has(id)

    answers = together(6, lambda n: card_of(desked.does(f"ana{n % 2}", "link INC-1 zendesk:1 zendesk:2")))
    carry(desked, 1)

    assert sorted(one.title for one in answers)[0] == "2 tickets are being linked to INC-1"
    assert [one.title for one in answers].count("Nothing new was linked to INC-1") == 5
    assert {id: len(notes) for id, notes in desk_of(desked).notes.items()} == {"1": 1, "2": 1}
