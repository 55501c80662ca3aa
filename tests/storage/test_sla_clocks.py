"""Clocks, found by the instant at which they have to be looked at next."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.sla_clock import Source, State
from bot.domain.sla_metric import Metric
from tests.storage.plans import analyse, plans
from tests.storage.promised import HOUR, ONE, clock
from tests.storage.samples import NINE
from tests.storage.test_at_once import together

MINUTE = timedelta(minutes=1)
SOLUTION = Metric.RESOLUTION


def put(database, *clocks):
    with database.change() as work:
        for about in dict.fromkeys(one.about for one in clocks):
            work.clocks.put(about, [one for one in clocks if one.about == about])


def of(database, about=ONE):
    with database.read() as work:
        return sorted(work.clocks.of(about), key=lambda one: (one.metric, one.instance))


def due(database, at=NINE + HOUR, limit=10):
    with database.change() as work:
        return [one.about for one in work.clocks.take_due(at, limit=limit)]


def test_a_clock_comes_back_as_it_was_put(database):
    ended = replace(
        clock(metric=SOLUTION, instance=2),
        state=State.FULFILLED,
        due_at=None,
        ended_at=NINE + MINUTE,
        look_at=None,
        source=Source.DESK,
        is_breached=True,
        calendar="Büro",
    )

    put(database, clock(), ended)

    assert of(database) == [clock(), ended]


def test_every_metric_and_state_can_be_kept(database):
    every = [
        clock(metric=metric, state=state, instance=n) for metric in Metric for n, state in enumerate(State)
    ]

    put(database, *every)

    assert set(of(database)) == set(every)


def test_what_is_put_is_all_of_it(database):
    put(database, clock(), clock(metric=SOLUTION), clock("zendesk:2"))

    put(database, clock(state=State.PAUSED, due_at=None, look_at=None), clock(instance=2))

    assert of(database) == [clock(state=State.PAUSED, due_at=None, look_at=None), clock(instance=2)]
    assert of(database, "zendesk:2") == [clock("zendesk:2")]
    with database.change() as work:
        work.clocks.put(ONE, [])
    assert of(database) == []


def test_those_to_be_looked_at_come_earliest_first_and_no_more_than_asked_for(database):
    for minutes, id in ((30, "1"), (10, "2"), (20, "3"), (61, "4")):
        put(database, clock(f"zendesk:{id}", look_at=NINE + minutes * MINUTE))
    put(database, clock("zendesk:5", look_at=None))

    assert due(database) == ["zendesk:2", "zendesk:3", "zendesk:1"]
    assert due(database, limit=2) == ["zendesk:2", "zendesk:3"]
    assert due(database, NINE + 10 * MINUTE) == ["zendesk:2"]
    assert due(database, NINE + 10 * MINUTE - timedelta(microseconds=1)) == []


def test_whether_anything_is_due_is_known_without_taking_it(database):
    put(database, clock())

    with database.read() as work:
        assert not work.clocks.is_any_due(NINE)
        assert work.clocks.is_any_due(NINE + HOUR / 2)


def test_what_was_taken_is_saved_and_is_not_due_again(database):
    put(database, clock(), clock(metric=SOLUTION))

    with database.change() as work:
        taken = work.clocks.take_due(NINE + HOUR, limit=10)
        work.clocks.save([replace(one, look_at=NINE + 2 * HOUR, is_breached=True) for one in taken])
        work.clocks.save([])

    assert due(database) == []
    assert {(one.metric, one.is_breached) for one in of(database)} == {
        (Metric.FIRST_REPLY, True),
        (SOLUTION, True),
    }


def test_what_one_has_taken_another_passes_over(postgresql_database):
    database = postgresql_database
    put(database, clock("zendesk:1"), clock("zendesk:2", look_at=NINE))

    with database.change() as work:
        assert [one.about for one in work.clocks.take_due(NINE + HOUR, limit=1)] == ["zendesk:2"]
        with database.change() as other:
            assert [one.about for one in other.clocks.take_due(NINE + HOUR, limit=10)] == ["zendesk:1"]


def test_what_is_just_being_derived_is_passed_over(postgresql_database):
    database = postgresql_database
    put(database, clock("zendesk:1"), clock("zendesk:2"))

    with database.change() as work:
        work.clocks.lock("zendesk:1")
        with database.change() as other:
            assert [one.about for one in other.clocks.take_due(NINE + HOUR, limit=10)] == ["zendesk:2"]


def test_several_who_take_at_once_share_without_taking_any_twice(database):
    put(database, *(clock(f"zendesk:{number}") for number in range(60)))

    def take(_):
        with database.change() as work:
            taken = work.clocks.take_due(NINE + HOUR, limit=15)
            work.clocks.save([replace(one, look_at=None) for one in taken])
        return [one.about for one in taken]

    shares = together(4, take)

    taken = [about for share in shares for about in share]
    assert len(taken) == len(set(taken))
    assert len(taken) + len(due(database, limit=100)) == 60


def test_those_who_derive_the_same_at_once_lose_nothing(database):
    put(database, clock())

    def derive(number):
        with database.change() as work:
            work.clocks.lock(ONE)
            work.clocks.put(ONE, [clock(), clock(metric=SOLUTION, seconds=number + 1)])

    together(4, derive)

    assert [one.metric for one in of(database)] == [Metric.FIRST_REPLY, SOLUTION]


def test_open_ones_are_looked_at_earlier_and_never_later(database):
    put(
        database,
        clock(look_at=None),
        clock(metric=SOLUTION, look_at=NINE + HOUR),
        clock(metric=Metric.NEXT_REPLY, look_at=NINE),
        clock(metric=Metric.AGENT_WORK, look_at=None, ended_at=NINE),
        clock("zendesk:2", look_at=None),
    )

    with database.change() as work:
        work.clocks.look_at(ONE, NINE + MINUTE)

    assert {one.metric: one.look_at for one in of(database)} == {
        Metric.FIRST_REPLY: NINE + MINUTE,
        SOLUTION: NINE + MINUTE,
        Metric.NEXT_REPLY: NINE,
        Metric.AGENT_WORK: None,
    }
    assert of(database, "zendesk:2") == [clock("zendesk:2", look_at=None)]


def test_open_ones_are_listed_by_due_and_those_without_one_last(database):
    put(
        database,
        clock("zendesk:1", due_at=NINE + 2 * HOUR),
        clock("zendesk:2", due_at=None, state=State.PAUSED),
        clock("zendesk:3", due_at=NINE),
        clock("zendesk:4", ended_at=NINE),
    )

    with database.read() as work:
        assert [one.about for one in work.clocks.due(limit=10)] == ["zendesk:3", "zendesk:1", "zendesk:2"]
        assert [one.about for one in work.clocks.due(limit=1)] == ["zendesk:3"]
        assert {one.about for one in work.clocks.of_several(["zendesk:4", "zendesk:9"])} == {"zendesk:4"}


def test_ten_thousand_are_found_by_indexes_alone(database):
    with database.change() as work:
        for number in range(10_000):
            over = None if number % 20 == 0 else NINE
            look = NINE + timedelta(seconds=number) if number % 50 == 0 else None
            work.clocks.put(f"zendesk:{number}", [clock(f"zendesk:{number}", look_at=look, ended_at=over)])
    analyse(database, "sla_clocks")

    [taking] = plans(database, lambda work: work.clocks.take_due(NINE + MINUTE, limit=20))
    [asking] = plans(database, lambda work: work.clocks.is_any_due(NINE))
    [listing] = plans(database, lambda work: work.clocks.due(limit=20))
    [looking] = plans(database, lambda work: work.clocks.earliest())
    [reading] = plans(database, lambda work: work.clocks.of("zendesk:77"))

    assert "ix_sla_clocks_look_at" in taking
    assert "ix_sla_clocks_look_at" in asking
    assert "ix_sla_clocks_due_at" in listing
    assert "ix_sla_clocks_look_at" in looking
    assert "sla_clocks" in reading
    assert "Seq Scan" not in reading
    assert "SCAN sla_clocks" not in reading
    assert due(database, NINE + MINUTE) == ["zendesk:0", "zendesk:50"]
    with database.read() as work:
        assert work.clocks.earliest() == NINE


def test_so_many_are_brought_forward_as_is_asked_the_earliest_first(database):
    put(database, *(clock(f"zendesk:{n}", look_at=NINE + n * HOUR) for n in range(1, 6)))

    with database.change() as work:
        first = work.clocks.bring_forward(NINE, limit=3)
        second = work.clocks.bring_forward(NINE, limit=3)
        third = work.clocks.bring_forward(NINE, limit=3)

    assert (first, second, third) == (3, 2, 0)
    assert sorted(due(database, at=NINE)) == [f"zendesk:{n}" for n in range(1, 6)]


def test_what_is_derived_while_it_is_brought_forward_makes_nobody_wait_in_a_ring(database):
    runs = [(SOLUTION, 1), (Metric.FIRST_REPLY, 2), (Metric.AGENT_WORK, 3)]
    every = [clock(metric=metric, look_at=NINE + (9 - n) * HOUR) for metric, n in runs]
    put(database, *every)

    def does(n):
        with database.change() as work:
            if n % 2:
                work.clocks.lock(ONE)
                work.clocks.put(ONE, every)
            else:
                work.clocks.bring_forward(NINE, limit=10)

    together(12, does)

    assert [one.name for one in of(database)] == sorted(one.name for one in every)
