"""What was planned for a page becomes events, rows of the outbox and its next look, if it still holds."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.page_course import PageState
from bot.domain.page_event import PageEvent, Place, What
from bot.domain.page_plan import PagePlan, PlannedRow
from bot.domain.person import Person
from bot.domain.room import Slot
from tests.storage.plans import analyse
from tests.storage.plans import plans as asked_by
from tests.storage.samples import NINE
from tests.storage.test_pages import page

MADE_OF = "these settings"
LATE = NINE + timedelta(seconds=7, microseconds=999_999)
"""An instant that rounding would take into the next second."""
UNTIL = NINE + timedelta(hours=1)
WAIT = timedelta(minutes=5)
SECOND = Place(0, 1, 0)
HOSTILE = "slack:a'\"\\ \x00 \u202e‘{}"
EVENTS = tuple(
    PageEvent(source="caseline", id=f"{what}/0.1.0", at=NINE, what=what, place=SECOND, person=person)
    for what, person in ((What.ESCALATED, ""), (What.SENT, HOSTILE))
)


def row(slot: str, to: str = "slack:leo", **changed: Any) -> Outgoing:
    given: dict[str, Any] = {
        "lane": to,
        "kind": "page",
        "chat": "slack",
        "about": "zendesk:1",
        "view": "paged",
        "data": {"page": 1, "person": HOSTILE, "place": [0, 1, 0]},
        "key": f"key of {slot}",
        "due_at": NINE,
        "created_at": NINE,
    }
    return Outgoing(slot=slot, to=to, **given | changed)


WAKES = PlannedRow(row("page/1/0.1.0/slack:leo"))
CALLS = PlannedRow(row("", "+491", kind="page_call", chat="twilio"), after=timedelta(minutes=2))
ANEW = PlannedRow(row("page/1/0.0.0/slack:ana", "slack:ana"), if_shown=True)


def planned(database, *rows, about="zendesk:1"):
    plan = PagePlan(events=EVENTS, rows=rows or (WAKES, CALLS, ANEW), wait=WAIT, until=UNTIL)
    with database.change() as work:
        work.people.put(Person("slack:leo", "Leo", "T7"))
        kept = work.pages.add(page(about))
        work.page_plans.put({kept.id: plan}, MADE_OF)
    return kept


def carried_out(database, now=NINE, made_of=MADE_OF, limit=100):
    with database.change() as work:
        return work.page_plans.carry_out(now, made_of, limit=limit)


def rows_of(database, about="zendesk:1"):
    with database.read() as work:
        return work.outbox.of(about, states=tuple(Delivery))


def test_what_was_planned_becomes_events_rows_and_the_next_look(database):
    kept = planned(database)

    assert carried_out(database, LATE) == 1

    with database.read() as work:
        assert work.pages.events(kept.id) == [
            replace(one, at=LATE, person=one.person.replace("\x00", "␀")) for one in EVENTS
        ]
        assert work.pages.get(kept.id) == replace(kept, state=PageState.SENT, look_at=LATE + WAIT)
    wakes, calls = sorted(rows_of(database), key=lambda one: one.due_at)
    assert wakes == replace(WAKES.row, id=wakes.id, workspace="T7", due_at=LATE, created_at=LATE)
    later = LATE + timedelta(minutes=2)
    assert calls == replace(CALLS.row, id=calls.id, workspace="", due_at=later, created_at=LATE)
    assert carried_out(database, LATE) == 0


def is_shown(work):
    work.rooms.put_slot(Slot(ANEW.row.slot, "slack:ana", "m1"))


def is_on_its_way(work):
    work.outbox.add(replace(ANEW.row, key="earlier", due_at=LATE))


@pytest.mark.parametrize("happened", [is_shown, is_on_its_way])
def test_a_card_is_drawn_anew_where_it_stands_or_will_stand(database, happened):
    planned(database)
    with database.change() as work:
        happened(work)

    carried_out(database)

    assert [(one.slot, one.due_at) for one in rows_of(database) if one.to == "slack:ana"] == [
        (ANEW.row.slot, NINE)
    ]


@pytest.mark.parametrize(
    ("now", "made_of"), [(NINE - timedelta(seconds=1), MADE_OF), (UNTIL, MADE_OF), (NINE, "others")]
)
def test_it_holds_from_its_instant_to_its_end_and_for_what_it_was_made_of(database, now, made_of):
    planned(database)

    assert carried_out(database, now, made_of) == 0
    assert carried_out(database) == 1


def is_saved(work, kept):
    work.pages.save([kept])


def has_an_event(work, kept):
    work.pages.add_events(kept.id, [replace(EVENTS[0], id="another")])


@pytest.mark.parametrize("happens", [is_saved, has_an_event])
def test_whatever_happens_to_a_page_ends_its_plan_and_it_can_be_planned_for_again(database, happens):
    kept, before = planned(database), NINE - timedelta(seconds=1)
    with database.change() as work:
        assert not work.page_plans.is_any_near(before, NINE)
        happens(work, kept)
        assert work.page_plans.is_any_near(before, NINE)

    assert carried_out(database) == 0


def test_near_are_those_for_which_nobody_has_planned_the_earliest_first(database):
    with database.change() as work:
        soon, late, far, tried = (work.pages.add(page(f"zendesk:{number}")) for number in range(4))
        minutes = {soon.id: 1, late.id: 2, far.id: 9, tried.id: 1}
        for one in (soon, late, far, tried):
            work.pages.save([replace(one, look_at=NINE + timedelta(minutes=minutes[one.id]))])
        work.page_plans.put({tried.id: None}, MADE_OF)

        until = NINE + timedelta(minutes=5)
        assert [one.id for one in work.page_plans.near(NINE, until, limit=9)] == [soon.id, late.id]
        assert [one.id for one in work.page_plans.near(NINE, until, limit=1)] == [soon.id]

    assert carried_out(database, NINE + timedelta(minutes=3)) == 0


def test_what_another_replica_has_is_left_to_it(postgresql_database):
    for number in "12":
        planned(postgresql_database, PlannedRow(row(f"page/{number}")), about=f"zendesk:{number}")

    with postgresql_database.change() as work:
        assert work.page_plans.carry_out(NINE, MADE_OF, limit=1) == 1
        assert carried_out(postgresql_database) == 1
        assert carried_out(postgresql_database) == 0


def test_what_is_near_and_what_is_due_are_found_by_an_index(database):
    planned(database)
    with database.change() as work:
        for number in range(600):
            work.pages.add(replace(page(f"INC-{number}"), look_at=None, settled_at=NINE, ended_at=NINE))
    analyse(database, "pages")

    for ask in (
        lambda work: work.page_plans.is_any_near(NINE - timedelta(minutes=1), NINE),
        lambda work: work.page_plans.carry_out(NINE - timedelta(minutes=1), MADE_OF, limit=5),
    ):
        found = asked_by(database, ask)
        assert found
        assert all("ix_pages_look_at" in one for one in found)
