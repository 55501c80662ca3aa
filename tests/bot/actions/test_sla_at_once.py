"""Several replicas that sweep, read and derive at the same instant decide everything once."""

from collections import Counter

from bot.actions import sla_clocks
from bot.domain.sla_update import Author
from bot.domain.ticket import TicketStatus
from bot.jobs import sweep
from tests.bot.actions.promises import arrives, becomes, desk_of, heard, passes, promising, read, speaks, told
from tests.fakes.teller import Teller
from tests.storage.test_at_once import together

TICKETS = 30


def replica(teller: Teller) -> Teller:
    """Another process over the same database, desk and clock."""
    return Teller(
        teller.store, settings=promising(), clock=teller.clock, chat=teller.chat, desks=teller.desks
    )


def arrive(teller: Teller) -> None:
    for number in range(TICKETS):
        desk_of(teller).has(str(number), created_at=teller.clock.now(), assignee_id="11", group="Support")
    read(teller, *map(str, range(TICKETS)))


def notices(teller: Teller) -> list[str]:
    with teller.store.read() as work:
        found = work.notices.of_several(f"zendesk:{number}" for number in range(TICKETS))
    return [one.key for those in found.values() for one in those if one.slot]


def test_replicas_that_sweep_at_once_hand_out_each_nag_once(database):
    teller = told(database)
    arrive(teller)
    teller.clock.move(minutes=62)
    replicas = [replica(teller) for _ in range(4)]

    together(4, lambda number: sweep(replicas[number].world))
    sweep(teller.world)
    teller.carry()
    passes(teller, minutes=1)

    assert Counter(notices(teller)).most_common(1)[0][1] == 1
    told_of = [key for key in notices(teller) if "3:breach" in key and key.endswith("slack:mei")]
    assert len(told_of) == TICKETS
    assert heard(teller, "mei") == [f"{TICKETS} promises need you, {TICKETS} of them late"]


def test_a_sweep_and_a_reading_of_the_same_tickets_at_once_lose_nothing(database):
    teller = told(database)
    arrive(teller)
    teller.clock.move(minutes=62)
    replicas = [replica(teller) for _ in range(2)]

    def do(number):
        if number:
            return sweep(replicas[number].world)
        for ticket in range(TICKETS):
            with database.change() as work:
                sla_clocks.derive(replicas[0].world, work, f"zendesk:{ticket}")
        return 0

    together(2, do)
    passes(teller, minutes=1)

    with database.read() as work:
        missed = [len(work.breaches.of(f"zendesk:{number}")) for number in range(TICKETS)]
        assert missed == [1] * TICKETS
        assert len(work.clocks.due(limit=3 * TICKETS)) == 2 * TICKETS
    told_of = [key for key in notices(teller) if "3:breach" in key and key.endswith("slack:mei")]
    assert len(told_of) == TICKETS
    assert len(heard(teller, "mei")) <= 10


def test_what_ends_while_replicas_sweep_says_nothing_afterwards(database):
    teller = told(database)
    arrives(teller)
    passes(teller, minutes=46)
    speaks(teller, "1", Author.AGENT)
    becomes(teller, "1", TicketStatus.SOLVED)
    replicas = [replica(teller) for _ in range(3)]
    teller.clock.move(hours=10)

    together(3, lambda number: sweep(replicas[number].world))
    teller.carry()

    assert len(heard(teller, "ana")) == 1
    assert heard(teller, "mei") == heard(teller, "kai") == []
