from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.domain.outgoing import Delivery
from storage.tables import outbox
from tests.storage.plans import analyse, plans
from tests.storage.samples import NINE, outgoing

LATER = NINE + timedelta(minutes=1)
ALL = tuple(Delivery)


def add(database, *rows):
    with database.change() as work:
        return [work.outbox.add(row) for row in rows]


def claim(database, now=NINE, worker="here/1"):
    with database.change() as work:
        return work.outbox.claim(now, worker)


def save(database, row, **changed):
    with database.change() as work:
        work.outbox.save(replace(row, **changed))


def next_due(database):
    with database.read() as work:
        return work.outbox.next_due()


def waiting(database):
    with database.read() as work:
        return work.outbox.of("INC-1", states=[Delivery.WAITING])


def test_a_row_comes_back_as_it_was_added_but_taken(database):
    full = outgoing(
        workspace="T1",
        to="slack:C1",
        view="war_room",
        slot="INC-1/war_room/slack:C1",
        data={"why": "<!channel> \x00", "n": [1, None]},
        tries=2,
        doubtful=True,
        error="Slack is slow.",
    )

    [id] = add(database, full)

    assert claim(database) == replace(full, id=id, state=Delivery.TAKEN, taken_by="here/1")


def test_nothing_is_claimed_before_its_instant(database):
    add(database, outgoing(due_at=LATER))

    assert claim(database) is None
    assert claim(database, LATER) is not None


def test_a_taken_row_is_not_claimed_again(database):
    add(database, outgoing())

    assert claim(database) is not None
    assert claim(database, LATER) is None


def test_rows_of_one_lane_are_carried_one_after_the_other_in_their_order(database):
    add(database, *(outgoing(key=str(n), due_at=NINE - timedelta(minutes=n)) for n in range(4)))

    carried = []
    while (row := claim(database)) is not None:
        assert claim(database) is None
        carried.append(row.key)
        save(database, row, state=Delivery.DONE, done_at=NINE)

    assert carried == ["0", "1", "2", "3"]


def test_a_lane_that_waits_delays_no_other_lane(database):
    add(database, outgoing(key="held up"), outgoing(key="behind"), outgoing(lane="slack/C2", key="free"))
    save(database, claim(database), state=Delivery.WAITING, due_at=LATER, tries=1, error="Slow down.")

    assert claim(database).key == "free"
    assert claim(database) is None
    assert claim(database, LATER).key == "held up"


def test_the_oldest_due_lane_comes_first(database):
    add(
        database,
        outgoing(lane="a", due_at=LATER),
        outgoing(lane="b", due_at=NINE),
        outgoing(lane="c", due_at=NINE + timedelta(seconds=1)),
    )

    assert [claim(database, LATER).lane for _ in range(3)] == ["b", "c", "a"]


@pytest.mark.parametrize("state", [Delivery.FAILED, Delivery.DROPPED, Delivery.DONE])
def test_a_finished_row_frees_its_lane(database, state):
    add(database, outgoing(key="first"), outgoing(key="second"))
    save(database, claim(database), state=state, done_at=NINE)

    assert claim(database).key == "second"


def test_a_failed_row_that_is_tried_again_does_not_overtake_what_is_under_way(database):
    add(database, outgoing(key="failed"), outgoing(key="under way"), outgoing(key="last"))
    failed = claim(database)
    save(database, failed, state=Delivery.FAILED, done_at=NINE, error="No.")
    under_way = claim(database)

    save(database, failed, state=Delivery.WAITING, done_at=None, created_at=LATER, error="")
    assert claim(database) is None
    assert next_due(database) is None

    save(database, under_way, state=Delivery.DONE, done_at=NINE)
    again = claim(database)
    assert (again.key, again.created_at) == ("failed", LATER)


def test_among_very_many_blocked_rows_the_one_free_lane_is_found(database):
    row = {name: value for name, value in vars_of(outgoing()).items() if name != "id"}
    with database.engine.begin() as connection:
        connection.execute(insert(outbox), [row] * 1500)
        connection.execute(insert(outbox), [row | {"lane": "slack/C2", "due_at": LATER}])
    save(database, claim(database), state=Delivery.WAITING, due_at=LATER + timedelta(seconds=1))

    assert next_due(database) == LATER
    assert claim(database) is None
    assert claim(database, LATER).lane == "slack/C2"


def vars_of(row):
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def test_among_very_many_lanes_the_oldest_is_found(database):
    row = {name: value for name, value in vars_of(outgoing()).items() if name != "id"}
    with database.engine.begin() as connection:
        connection.execute(
            insert(outbox),
            [row | {"lane": f"lane {n}", "due_at": NINE + timedelta(seconds=n % 7)} for n in range(1000)],
        )

    assert next_due(database) == NINE
    lanes = [claim(database).lane for _ in range(30)]
    assert lanes == [f"lane {n}" for n in range(0, 210, 7)]


def test_the_next_due_instant_is_that_of_the_first_row_of_some_lane(database):
    assert next_due(database) is None

    add(database, outgoing(due_at=LATER), outgoing(due_at=NINE))
    assert next_due(database) == LATER

    add(database, outgoing(lane="b", due_at=NINE + timedelta(seconds=9)))
    assert next_due(database) == NINE + timedelta(seconds=9)


def test_a_slot_has_one_waiting_row(database):
    first, second, other = add(
        database,
        outgoing(slot="INC-1/war_room/slack:C1", due_at=LATER),
        outgoing(slot="INC-1/war_room/slack:C1", due_at=NINE),
        outgoing(slot="INC-1/war_room/slack:C2"),
    )

    assert first == second != other
    assert [row.due_at for row in waiting(database)] == [NINE, NINE]


def test_rows_without_a_slot_are_never_merged(database):
    assert len(set(add(database, outgoing(), outgoing()))) == 2


def test_a_row_that_was_tried_keeps_the_instant_the_outside_asked_for(database):
    add(database, outgoing(slot="s"))
    save(database, claim(database), state=Delivery.WAITING, due_at=LATER, tries=1)

    add(database, outgoing(slot="s", due_at=NINE))

    assert [row.due_at for row in waiting(database)] == [LATER]


def test_a_change_while_a_slot_is_being_drawn_draws_it_once_more(database):
    [first] = add(database, outgoing(slot="s"))
    taken = claim(database)

    [second] = add(database, outgoing(slot="s"))

    assert second != first
    save(database, taken, state=Delivery.DONE, done_at=NINE)
    assert claim(database).id == second


def test_a_drawing_that_has_to_be_repeated_makes_a_later_one_needless(database):
    [first] = add(database, outgoing(slot="s"))
    taken = claim(database)
    add(database, outgoing(slot="s"))

    save(database, taken, state=Delivery.WAITING, due_at=LATER, tries=1, taken_by="")

    assert [row.id for row in waiting(database)] == [first]


def test_everything_of_an_incident_is_shown_by_state(database):
    add(database, outgoing(key="1"), outgoing(key="2"), outgoing(key="3", about="INC-2"))
    save(database, claim(database), state=Delivery.FAILED, error="The channel is archived.", done_at=NINE)

    with database.read() as work:
        assert [row.key for row in work.outbox.of("INC-1", states=ALL)] == ["1", "2"]
        failed = work.outbox.of("INC-1", states=[Delivery.FAILED])
        assert [row.error for row in failed] == ["The channel is archived."]
        assert work.outbox.of("INC-1", states=[]) == []


def test_the_head_of_a_lane_is_what_its_other_rows_wait_for(database):
    rows = (outgoing(key="1", about=""), outgoing(key="2"), outgoing(key="3", about="INC-2", lane="slack/C2"))
    add(database, *rows)

    def head(lane):
        with database.read() as work:
            return (found := work.outbox.head(lane)) and found.key

    def waiting_for(lane):
        with database.read() as work:
            return work.outbox.waiting_for(lane)

    assert (head("slack/C1"), waiting_for("slack/C1")) == ("1", {"", "INC-1"})
    taken = claim(database)
    assert head("slack/C1") == "1"

    save(database, taken, state=Delivery.DONE, done_at=NINE)
    assert (head("slack/C1"), waiting_for("slack/C1")) == ("2", {"INC-1"})
    assert (head("slack/C0"), waiting_for("slack/C0")) == (None, set())


def test_the_head_of_a_long_lane_is_found_by_its_index(database):
    row = {name: value for name, value in vars_of(outgoing()).items() if name != "id"}
    with database.engine.begin() as connection:
        connection.execute(insert(outbox), [row | {"lane": f"slack/C{n % 5}"} for n in range(3000)])
    analyse(database, "outbox")

    [plan] = plans(database, lambda work: work.outbox.head("slack/C3"))

    assert "ix_outbox_lane" in plan, plan


def test_failed_rows_are_listed_newest_first(database):
    add(database, *(outgoing(key=str(n)) for n in range(3)))
    for _ in range(3):
        save(database, claim(database), state=Delivery.FAILED, done_at=NINE)

    with database.read() as work:
        assert [row.key for row in work.outbox.failed(limit=2)] == ["2", "1"]


def test_a_worker_gives_back_what_it_could_not_record(database):
    add(database, outgoing(key="mine"), outgoing(lane="b", key="its"))
    claim(database, worker="here/1")
    claim(database, worker="here/11")

    with database.change() as work:
        assert work.outbox.give_back("here/1") == 1

    [given_back] = waiting(database)
    assert (given_back.key, given_back.doubtful, given_back.taken_by) == ("mine", True, "")


def test_a_doubtful_drawing_makes_a_later_one_needless(database):
    [first] = add(database, outgoing(slot="s"))
    claim(database)
    add(database, outgoing(slot="s"))

    with database.change() as work:
        assert work.outbox.give_back("here/1") == 1

    assert [(row.id, row.doubtful) for row in waiting(database)] == [(first, True)]


def test_figures_count_what_is_not_done_by_chat_and_state(database):
    add(database, outgoing(), outgoing(created_at=LATER), outgoing(lane="b", chat="playground"))
    add(database, outgoing(lane="c"), outgoing(lane="d"))
    for state in (Delivery.FAILED, Delivery.DONE):
        row = claim(database)
        save(database, row, state=state, done_at=NINE)
    claim(database, LATER)

    with database.read() as work:
        figures = sorted(work.outbox.figures())
    assert sum(rows for _, _, rows, _ in figures) == 4
    assert ("slack", "failed", 1, NINE) in figures


def test_finished_rows_are_forgotten_after_a_while(database):
    add(database, *(outgoing(lane=str(n), key=str(n)) for n in range(5)))
    states = [Delivery.DONE, Delivery.DROPPED, Delivery.FAILED, Delivery.DONE]
    for state, done in zip(states, (NINE, NINE, NINE, LATER), strict=True):
        save(database, claim(database), state=state, done_at=done)

    with database.change() as work:
        assert work.outbox.forget_before(LATER) == 3

    with database.read() as work:
        assert [row.key for row in work.outbox.of("INC-1", states=ALL)] == ["3", "4"]


def test_the_bell_rings_after_the_commit_and_only_when_the_outbox_grew(database, bell):
    with database.change() as work:
        work.outbox.add(outgoing())
        assert not bell.wait(0)
    assert bell.wait(0)

    with database.change() as work:
        assert work.outbox.claim(NINE, "here/1")
    assert not bell.wait(0)

    try:
        with database.change() as work:
            work.outbox.add(outgoing())
            raise KeyError
    except KeyError:
        pass
    assert not bell.wait(0)


def test_many_rows_at_once_are_as_if_added_one_after_the_other(database, bell):
    add(database, outgoing(slot="s", key="waits"))
    rows = [
        outgoing(key="1"),
        outgoing(slot="s", key="2"),
        outgoing(slot="t", key="3"),
        outgoing(slot="t", key="4"),
    ]

    with database.change() as work:
        work.outbox.add_all(rows)
        work.outbox.add_all([])

    with database.read() as work:
        assert [row.key for row in work.outbox.of("INC-1", states=ALL)] == ["waits", "1", "3"]
    assert bell.wait(0)


def more(database, limit=10, kind="nag"):
    with database.change() as work:
        return [row.key for row in work.outbox.claim_more(NINE, "here/1", kind, limit=limit)]


def test_many_of_a_kind_are_claimed_at_once_each_of_another_lane(database):
    add(database, outgoing(lane="a", kind="nag", key="a1"), outgoing(lane="a", kind="nag", key="a2"))
    add(database, outgoing(lane="b", kind="nag", key="b1"), outgoing(lane="c", kind="show", key="c1"))
    add(database, outgoing(lane="d", kind="show", key="d1"), outgoing(lane="d", kind="nag", key="d2"))
    add(database, outgoing(lane="e", kind="nag", key="e1", due_at=LATER))

    assert sorted(more(database)) == ["a1", "b1"]
    assert more(database) == []


def test_of_many_no_more_are_claimed_than_asked_for(database):
    add(database, *(outgoing(lane=str(n), kind="nag", key=str(n)) for n in range(9)))

    assert len(more(database, limit=4)) == 4
    assert len(more(database)) == 5


def test_what_is_due_is_counted_as_far_as_anybody_asks(database):
    add(database, *(outgoing(lane=str(n)) for n in range(5)), outgoing(due_at=LATER))

    with database.read() as work:
        assert work.outbox.are_due(NINE, limit=10) == 5
        assert work.outbox.are_due(NINE, limit=3) == 3


def test_rows_that_are_over_are_saved_together(database):
    add(database, *(outgoing(lane=str(n)) for n in range(3)))
    rows = [claim(database) for _ in range(3)]

    with database.change() as work:
        work.outbox.save_all([replace(one, state=Delivery.DONE, done_at=LATER) for one in rows])
        work.outbox.save_all([])

    with database.read() as work:
        assert {one.done_at for one in work.outbox.of("INC-1", states=[Delivery.DONE])} == {LATER}


def test_rows_of_one_kind_are_read_for_many_at_once(database):
    add(database, outgoing(about="INC-1", kind="nag", key="1"), outgoing(about="INC-1", key="2"))
    add(database, outgoing(about="INC-2", kind="nag", key="3"), outgoing(about="INC-1", kind="nag", key="4"))

    with database.read() as work:
        found = work.outbox.of_several(["INC-1", "INC-2", "INC-3"], "nag", states=ALL)

    assert {about: [row.key for row in rows] for about, rows in found.items()} == {
        "INC-1": ["1", "4"],
        "INC-2": ["3"],
    }
