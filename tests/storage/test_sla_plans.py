"""What was planned for a clock becomes notices and rows of the outbox, if it still holds."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from bot.domain.outgoing import Delivery
from bot.domain.person import Person
from bot.domain.sla_ladder import Point, Rung
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import NoticeState
from bot.domain.sla_plan import Plan
from bot.domain.sla_target import Identity
from bot.domain.sla_tracked import Tracked
from bot.domain.ticket import Priority
from storage.nouns import Shape
from storage.sla_tables import sla_clocks
from tests.storage.plans import analyse
from tests.storage.plans import plans as asked_by
from tests.storage.promised import HOUR, clock, notice
from tests.storage.samples import NINE, ticket
from tests.storage.test_at_once import together

MADE_OF = "edition 1"
rows_of = Shape(Tracked, sla_clocks).row
LATER = NINE + 8 * HOUR
UNTIL = NINE + timedelta(minutes=1)
ANA = Person("slack:ana", "Ana", "T1", email="Ana@acme.test", checked_at=NINE)
DEE = "Dée@acme.test"
"""An address in which capitals count otherwise for databases than for Python."""


def nag(id="1", recipient="slack:ana", **changed):
    given: dict[str, Any] = {
        "metric": Metric.FIRST_REPLY,
        "instance": 1,
        "target": Identity(Metric.FIRST_REPLY, 3600, "24x7"),
        "rung": Rung(level=1, point=Point.PERCENT, amount=75),
        "threshold": "1:percent:75",
        "at": NINE,
        "allowed_at": NINE,
        "due": NINE + HOUR,
    }
    return Nag(about=f"zendesk:{id}", recipient=recipient, **given | changed)


def plans(database, id="1", *recipients, people=(ANA,), **changed):
    """One clock of one ticket, with what is planned for it."""
    known = ticket(id, system="zendesk", assignee_email="ana@acme.test", priority=Priority.HIGH)
    nags = tuple(nag(id, one) for one in recipients or ("slack:ana",))
    given: dict[str, Any] = {"nags": nags, "ticket": known, "address": known.assignee_email, "people": people}
    plan = Plan(**given | {"made_of": MADE_OF, "following": LATER, "until": UNTIL} | changed)
    one = clock(f"zendesk:{id}", look_at=NINE)
    with database.change() as work:
        work.tickets.put(known)
        for person in people:
            work.people.put(person)
        work.clocks.put(one.about, [one], {one.name: plan})
    return one


def takes(database, now=NINE, made_of=MADE_OF, limit=100, **slots):
    with database.change() as work:
        taken = work.plans.take(now, made_of, limit=limit)
        work.plans.hand_out(taken, slots, now, kind="nag")
    return sorted(one.recipient for one in taken)


def test_what_was_planned_becomes_a_notice_a_row_and_the_next_look(database):
    plans(database, "1", "slack:ana", "slack:support")

    assert takes(database) == ["slack:ana", "slack:support"]

    key = nag().key
    with database.read() as work:
        kept = work.notices.of_several(["zendesk:1"])["zendesk:1"]
        rows = work.outbox.of("zendesk:1", states=tuple(Delivery))
        [one] = work.clocks.of("zendesk:1")
    assert kept[0] == notice(key, slot=key)
    row = next(one for one in rows if one.slot == key)
    assert (row.lane, row.kind, row.chat, row.workspace) == ("slack:ana", "nag", "slack", "T1")
    assert (row.to, row.about, row.view, row.data) == ("slack:ana", "zendesk:1", "nag", {})
    assert (row.state, row.due_at, row.created_at, row.tries) == (Delivery.WAITING, NINE, NINE, 0)
    assert len({one.key for one in rows}) == 2
    assert one.look_at == LATER
    assert takes(database, LATER) == []


def test_who_gets_all_on_one_card_gets_no_row_from_here(database):
    plans(database)

    with database.change() as work:
        work.plans.hand_out(
            work.plans.take(NINE, MADE_OF, limit=9), {"slack:ana": "digest"}, NINE, kind="nag"
        )

    with database.read() as work:
        assert [one.slot for one in work.notices.of_several(["zendesk:1"])["zendesk:1"]] == ["digest"]
        assert work.outbox.of("zendesk:1", states=tuple(Delivery)) == []


def test_what_was_held_goes_out_and_what_was_said_stays(database):
    plans(database, "1", "slack:ana", "slack:leo")
    held = notice(nag().key, state=NoticeState.HELD, slot="")
    said = notice(nag(recipient="slack:leo").key, state=NoticeState.SENT, recipient="slack:leo", sent_at=NINE)
    with database.change() as work:
        work.notices.add([held, said])

    takes(database)

    with database.read() as work:
        kept = {one.key: one.state for one in work.notices.of_several(["zendesk:1"])["zendesk:1"]}
    assert kept == {held.key: NoticeState.QUEUED, said.key: NoticeState.SENT}


@pytest.mark.parametrize(
    ("now", "made_of"), [(NINE - timedelta(seconds=1), MADE_OF), (UNTIL, MADE_OF), (NINE, "edition 2")]
)
def test_it_holds_from_its_instant_to_its_end_and_for_what_it_was_made_of(database, now, made_of):
    plans(database)

    assert takes(database, now, made_of) == []
    assert takes(database) == ["slack:ana"]


@pytest.mark.parametrize(
    "changed",
    [
        {"priority": Priority.LOW},
        {"group": "Shop"},
        {"assignee_id": "7"},
        {"assignee_email": "leo@acme"},
    ],
)
def test_it_holds_while_its_ticket_stands_as_it_did(database, changed):
    plans(database)
    with database.change() as work:
        [known] = work.tickets.find([], limit=1)
        work.tickets.put(replace(known, subject="Another", **changed))

    assert takes(database) == []
    with database.change() as work:
        work.tickets.put(replace(known, subject="Another"))
    assert takes(database) == ["slack:ana"]


@pytest.mark.parametrize(
    "somebody",
    [
        replace(ANA, guest=True),
        replace(ANA, email="other@acme.test"),
        replace(ANA, id="slack:ana2"),
        replace(ANA, checked_at=None),
    ],
)
def test_it_holds_while_the_same_people_have_the_address(database, somebody):
    plans(database)
    with database.change() as work:
        work.people.put(somebody)

    assert takes(database) == []


def test_it_holds_though_somebody_is_called_otherwise(database):
    plans(database)
    with database.change() as work:
        work.people.put(replace(ANA, name="Ana Maria"))

    assert takes(database) == ["slack:ana"]


def test_nobody_had_the_address_and_now_somebody_has(database):
    plans(database, "1", "slack:lead", people=())
    assert takes(database, UNTIL) == []
    with database.change() as work:
        work.people.put(ANA)

    assert takes(database) == []


def test_an_address_is_the_same_as_for_who_asked(database):
    dee = replace(ANA, id="slack:dee", email=DEE.upper())
    known = ticket("1", system="zendesk", assignee_email=DEE)

    plans(database, "1", "slack:dee", people=(dee,), ticket=known, address=DEE)
    with database.change() as work:
        work.tickets.put(known)

    assert takes(database) == ["slack:dee"]


def test_without_an_address_nobody_is_asked_for(database):
    plans(database, address="", people=())

    assert takes(database) == ["slack:ana"]


@pytest.mark.parametrize("forgets", ["unplan", "look_at", "put", "save", "bring_forward"])
def test_whoever_keeps_a_clock_anew_forgets_what_was_planned(database, forgets):
    one = plans(database)
    later = replace(one, look_at=NINE + HOUR)
    with database.change() as work:
        if forgets == "bring_forward":
            work.clocks.save([later], {})
        do = {
            "unplan": lambda: work.clocks.unplan(one.about),
            "look_at": lambda: work.clocks.look_at(one.about, NINE),
            "put": lambda: work.clocks.put(one.about, [one]),
            "save": lambda: work.clocks.save([one]),
            "bring_forward": lambda: work.clocks.bring_forward(NINE, limit=9),
        }
        do[forgets]()

    assert takes(database) == []
    with database.change() as work:
        assert [found.about for found in work.clocks.take_due(NINE, limit=9)] == [one.about]


def test_no_more_clocks_are_taken_than_asked_for(database):
    for number in range(5):
        plans(database, str(number), "slack:ana", "slack:leo")

    assert len(takes(database, limit=2)) == 4


def test_two_who_take_at_once_never_take_the_same(postgresql_database):
    for number in range(60):
        plans(postgresql_database, str(number))

    def take(_):
        taken = 0
        while some := takes(postgresql_database, limit=7):
            taken += len(some)
        return taken

    assert sum(together(3, take)) == 60
    with postgresql_database.read() as work:
        assert len(work.notices.of_several(f"zendesk:{number}" for number in range(60))) == 60


def test_what_is_not_committed_was_not_handed_out(database):
    plans(database)
    with suppress(KeyError), database.change() as work:
        work.plans.hand_out(work.plans.take(NINE, MADE_OF, limit=9), {}, NINE, kind="nag")
        raise KeyError

    assert takes(database) == ["slack:ana"]


def test_what_is_due_is_found_by_an_index(database):
    plans(database)
    with database.engine.begin() as connection:
        rows = [rows_of(clock(f"zendesk:{number}", look_at=LATER)) for number in range(100, 10_100)]
        connection.execute(insert(sla_clocks), rows)
    analyse(database, "sla_clocks", "tickets", "people")

    [asked] = asked_by(database, lambda work: work.plans.take(NINE, MADE_OF, limit=100))

    assert "ix_sla_clocks_look_at" in asked
    assert "Seq Scan on sla_clocks" not in asked
