"""Workers that carry the outbox."""

import queue
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.clock.ticker import SystemClock
from adapters.courier.workers import LONGEST_WAIT, SHORTEST_WAIT, Couriers
from adapters.likeness.connect import Likeness
from bot.config import Settings
from bot.domain.outgoing import Delivery, Outgoing
from bot.errors import Unavailable
from bot.world import World
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.fakes.teller import NoMeter

BOUND = 10


class HeardBell(Bell):
    """Also tells how long workers wanted to sleep."""

    def __init__(self):
        super().__init__()
        self.waits = queue.Queue[Any]()

    def wait(self, seconds):
        self.waits.put(seconds)
        return super().wait(seconds)


@pytest.fixture
def world(sqlite_url):
    bell = HeardBell()
    database = connect(sqlite_url, bell)
    made = World(SystemClock(), database, Settings(), {}, NoMeter(), Likeness())
    yield made, bell, database
    database.close()


@pytest.fixture
def couriers(world):
    made, bell, database = world
    started = []

    def start(deliver=None, due=lambda _: None, count=2):
        given = {"deliver": deliver, "due": due} if deliver else {}
        crew = Couriers(made, bell, database.token, count=count, **given)
        started.append(crew)
        crew.start()
        return crew

    yield start
    for crew in started:
        crew.stop(BOUND)


def add(world, lane, **known):
    now = world.clock.now()
    row = Outgoing(
        lane=lane, kind="post", chat="slack", about="", key=lane, due_at=now, created_at=now, **known
    )
    with world.store.change() as work:
        return work.outbox.add(row)


def test_what_waits_at_the_start_and_what_comes_later_is_carried(couriers, world):
    made, _, _ = world
    carried = queue.Queue[Any]()

    def deliver(world, worker):
        with world.store.change() as work:
            row = work.outbox.claim(world.clock.now(), worker)
            if row is None:
                return False
            work.outbox.save(_done(world, row))
        carried.put(row.lane)
        return True

    add(made, "early")
    couriers(deliver)
    early = carried.get(timeout=BOUND)
    add(made, "late")
    late = carried.get(timeout=BOUND)

    assert (early, late) == ("early", "late")


def test_each_worker_takes_rows_under_a_name_of_its_own(couriers, world):
    _, _, database = world
    names = queue.Queue[Any]()
    both = threading.Barrier(2, timeout=BOUND)

    def deliver(_, worker):
        names.put(worker)
        both.wait()
        return False

    couriers(deliver)

    assert {names.get(timeout=BOUND), names.get(timeout=BOUND)} == {
        f"{database.token}/1",
        f"{database.token}/2",
    }


def test_a_worker_outlives_whatever_goes_wrong_in_a_delivery(couriers, caplog):
    calls = queue.Queue[Any]()
    broken = iter([True])

    def deliver(_, worker):
        calls.put(worker)
        if next(broken, False):
            raise ZeroDivisionError
        return False

    couriers(deliver, count=1)
    again = [calls.get(timeout=BOUND), calls.get(timeout=BOUND)]

    assert len(set(again)) == 1
    assert "A courier stumbled and goes on." in caplog.text


def test_a_database_that_is_down_is_told_once_and_waited_for(couriers, caplog):
    caplog.set_level("INFO")
    tries, back = queue.Queue[Any](), threading.Event()

    def deliver(*_):
        tries.put(1)
        if not back.is_set():
            raise Unavailable("The database does not answer.")
        return False

    couriers(deliver, count=2)
    for _ in range(4):
        tries.get(timeout=BOUND)
    back.set()
    for _ in range(2):
        tries.get(timeout=BOUND)

    assert caplog.text.count("Nothing can be delivered for now") == 1


def test_after_trouble_a_worker_gives_back_what_it_held(couriers, world):
    made, _, _ = world
    add(made, "held")
    taken, given_back = threading.Event(), queue.Queue[Any]()

    def deliver(world, worker):
        with world.store.change() as work:
            row = work.outbox.claim(world.clock.now(), worker)
        if row is not None and not taken.is_set():
            taken.set()
            raise Unavailable("The database went away between call and record.")
        if row is not None:
            given_back.put(row)
        return row is not None

    couriers(deliver, count=1)
    row = given_back.get(timeout=BOUND)

    assert (row.lane, row.doubtful) == ("held", True)


@pytest.mark.parametrize(
    ("due_in", "sleeps"),
    [
        (None, LONGEST_WAIT),
        (timedelta(hours=1), LONGEST_WAIT),
        (timedelta(seconds=2), pytest.approx(2, abs=0.5)),
        (timedelta(0), SHORTEST_WAIT),
        (timedelta(hours=-1), SHORTEST_WAIT),
    ],
)
def test_a_worker_with_nothing_to_do_sleeps_until_something_is_due(couriers, world, due_in, sleeps):
    made, bell, _ = world

    couriers(lambda *_: False, lambda _: None if due_in is None else made.clock.now() + due_in, count=1)

    assert bell.waits.get(timeout=BOUND) == sleeps


def test_a_worker_wakes_by_itself_when_a_row_becomes_due(couriers):
    calls = queue.Queue[Any]()

    def deliver(*_):
        calls.put(1)
        return False

    couriers(deliver, lambda world: world.clock.now() + timedelta(milliseconds=200), count=1)
    woke = [calls.get(timeout=BOUND) for _ in range(3)]

    assert len(woke) == 3


def test_stopping_finishes_what_is_at_hand_and_takes_nothing_new(couriers):
    begun, release, done = threading.Event(), threading.Event(), queue.Queue[Any]()

    def deliver(*_):
        begun.set()
        release.wait(BOUND)
        done.put(1)
        return True

    crew = couriers(deliver, count=1)
    begun.wait(BOUND)
    cut_off = not crew.stop(0.05)
    release.set()
    finished = crew.stop(BOUND)

    assert cut_off
    assert finished
    assert done.qsize() == 1


def test_sleeping_workers_stop_at_once(couriers):
    asked = threading.Event()

    crew = couriers(lambda *_: False, lambda _: asked.set(), count=4)
    asked.wait(BOUND)

    assert crew.stop(2)


def _done(world, row):
    return replace(row, state=Delivery.DONE, done_at=world.clock.now())
