"""What happens when several people, workers or processes do something at the same instant."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import text

from bot.domain.incident import key_of
from bot.domain.outgoing import Delivery
from bot.domain.role import Responder
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.storage.samples import NINE, incident, outgoing, task

PATIENCE = 20


def together(times, do):
    """Runs `do(0)`, `do(1)` … in threads that start at the same instant; gives their answers."""
    start = Barrier(times)

    def run(n):
        start.wait(PATIENCE)
        return do(n)

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


def test_incidents_declared_at_once_never_share_a_number(database):
    def declare(_):
        numbers = []
        for _ in range(5):
            with database.change() as work:
                number = work.incidents.next_number()
                work.incidents.add(incident(number))
                work.outbox.add(outgoing(about=key_of(number)))
            numbers.append(number)
        return numbers

    numbers = [number for some in together(8, declare) for number in some]

    assert sorted(numbers) == list(range(1, 41))


def test_people_who_change_one_incident_at_once_lose_nothing(database):
    with database.change() as work:
        work.incidents.add(incident(description=""))

    def add_a_letter(n):
        with database.change() as work:
            locked = work.incidents.lock("INC-1")
            work.incidents.save(replace(locked, description=locked.description + "abcdefgh"[n]))

    together(8, add_a_letter)

    with database.read() as work:
        assert sorted(work.incidents.get("INC-1").description) == list("abcdefgh")


def test_two_processes_on_one_database_lose_nothing_either(database, database_url):
    with database.change() as work:
        work.incidents.add(incident())
    other = connect(database_url, Bell())

    def add_tasks(n):
        for _ in range(5):
            with (database, other)[n].change() as work:
                work.tasks.add(task())

    together(2, add_tasks)
    other.close()

    with database.read() as work:
        assert [one.number for one in work.tasks.of("INC-1")] == list(range(1, 11))


def test_of_several_deliveries_of_one_wish_one_is_granted(database):
    def wish(_):
        with database.change() as work:
            granted = work.interactions.claim("slack/1", NINE)
            if granted:
                work.interactions.record("slack/1", "INC-1")
            return granted, work.interactions.made("slack/1")

    answers = together(6, wish)

    assert sorted(granted for granted, _ in answers) == [False] * 5 + [True]
    assert {made for _, made in answers} == {"INC-1"}


def test_a_person_who_joins_twice_at_once_joins_once(database):
    with database.change() as work:
        work.incidents.add(incident())

    def join(_):
        with database.change() as work:
            return work.roles.join(Responder("INC-1", "slack:U1", NINE))

    assert sorted(together(4, join)) == [False, False, False, True]


def test_workers_never_share_a_row_and_keep_the_order_of_each_lane(database):
    lanes, rows = 5, 8
    with database.change() as work:
        for n in range(rows):
            for lane in range(lanes):
                work.outbox.add(outgoing(lane=str(lane), key=str(n)))
    carried = []

    def carry(worker):
        while True:
            with database.change() as work:
                row = work.outbox.claim(NINE, f"here/{worker}")
            if row is None:
                with database.read() as work:
                    if not work.outbox.of("INC-1", states=[Delivery.WAITING, Delivery.TAKEN]):
                        return
                continue
            carried.append((row.lane, row.key))
            with database.change() as work:
                work.outbox.save(replace(row, state=Delivery.DONE, done_at=NINE))

    together(4, carry)

    assert set(Counter(carried).values()) == {1}
    for lane in range(lanes):
        assert [key for there, key in carried if there == str(lane)] == [str(n) for n in range(rows)]


def test_slots_filled_at_once_still_have_one_waiting_row(database):
    def redraw(_):
        with database.change() as work:
            return work.outbox.add(outgoing(slot="INC-1/war_room/slack:C1"))

    assert len(set(together(6, redraw))) == 1


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "rolled back"])
def test_a_row_that_somebody_adds_to_is_not_claimed_with_an_older_state(postgresql_database, committed):
    """The worker would draw the card without the change, and nobody would draw it again."""
    database = postgresql_database
    with database.change() as work:
        waiting = work.outbox.add(outgoing(slot="s"))

    try:
        with database.change() as work:
            assert work.outbox.add(outgoing(slot="s")) == waiting
            with database.change() as worker:
                assert worker.outbox.claim(NINE, "here/1") is None
            if not committed:
                raise KeyError
    except KeyError:
        pass

    with database.change() as work:
        assert work.outbox.claim(NINE, "here/1").id == waiting


def test_a_change_that_meets_a_claim_waits_for_it_and_is_drawn_afterwards(postgresql_database):
    database = postgresql_database
    with database.change() as work:
        first = work.outbox.add(outgoing(slot="s"))
    added = []

    def change():
        with database.change() as work:
            added.append(work.outbox.add(outgoing(slot="s")))

    with database.change() as work:
        assert work.outbox.claim(NINE, "here/1").id == first
        changing = Thread(target=change)
        changing.start()
        until_somebody_waits(database)
    changing.join(PATIENCE)

    assert added != [first]
    with database.read() as work:
        assert [row.id for row in work.outbox.of("INC-1", states=[Delivery.WAITING])] == added


def test_a_repeated_drawing_gives_way_to_a_change_that_comes_at_that_instant(postgresql_database):
    database = postgresql_database
    with database.change() as work:
        work.outbox.add(outgoing(slot="s"))
    with database.change() as work:
        taken = work.outbox.claim(NINE, "here/1")
    saved = Event()

    def try_later():
        with database.change() as work:
            work.outbox.save(replace(taken, state=Delivery.WAITING, tries=1, taken_by=""))
        saved.set()

    with database.change() as work:
        work.outbox.add(outgoing(slot="s"))
        saving = Thread(target=try_later)
        saving.start()
        until_somebody_waits(database)
        assert not saved.is_set()
    saving.join(PATIENCE)

    with database.read() as work:
        assert [row.id for row in work.outbox.of("INC-1", states=[Delivery.WAITING])] == [taken.id]


_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def until_somebody_waits(database):
    for _ in range(2000):
        with database.engine.begin() as connection:
            if connection.execute(text(_WAITING)).scalar():
                return
    raise AssertionError("nobody waits")
