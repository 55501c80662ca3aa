"""Processes on one PostgreSQL hear each other and notice when one dies."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.outgoing import Delivery
from bot.errors import SettingsError
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.storage.samples import NINE, outgoing

PATIENCE = 20
ROOT = Path(__file__).parents[2]


@pytest.fixture
def other(postgresql_url):
    """Another process on the same database, as far as the database can tell."""
    bell = Bell()
    connected = connect(postgresql_url, bell)
    connected.carry()
    assert bell.wait(PATIENCE), "the listener rings once when it starts to listen"
    yield connected, bell
    connected.close()


def test_a_process_hears_that_another_one_added_to_the_outbox(postgresql_database, other):
    _, bell = other

    with postgresql_database.change() as work:
        work.outbox.add(outgoing())

    assert bell.wait(PATIENCE)


def test_a_process_hears_its_own_rows_once(other):
    database, bell = other

    with database.change() as work:
        work.outbox.add(outgoing())
    with database.change() as work:
        work.outbox.add(outgoing())

    assert [bell.wait(PATIENCE), bell.wait(PATIENCE), bell.wait(0.3)] == [True, True, False]


def test_rows_of_a_process_that_lives_are_left_alone(postgresql_database, other):
    neighbour, _ = other
    with neighbour.change() as work:
        work.outbox.add(outgoing())
    with neighbour.change() as work:
        work.outbox.claim(NINE, f"{neighbour.token}/1")

    assert postgresql_database.release_orphans() == 0


def test_rows_of_a_process_that_ended_wait_again_at_once_and_are_doubtful(postgresql_database, other):
    neighbour, _ = other
    with neighbour.change() as work:
        work.outbox.add(outgoing(key="its"))
        work.outbox.add(outgoing(lane="b", key="mine"))
    with neighbour.change() as work:
        work.outbox.claim(NINE, f"{neighbour.token}/1")
        work.outbox.claim(NINE, f"{postgresql_database.token}/1")
    neighbour.close()

    assert postgresql_database.release_orphans() == 1

    with postgresql_database.read() as work:
        [released] = work.outbox.of("INC-1", states=[Delivery.WAITING])
    assert (released.key, released.doubtful, released.taken_by) == ("its", True, "")


def test_rows_of_a_killed_process_wait_again_at_once(postgresql_database, postgresql_url):
    with postgresql_database.change() as work:
        work.outbox.add(outgoing())
    program = (
        "import sys; from storage.bell import Bell; from storage.unit_of_work import connect\n"
        "from tests.storage.samples import NINE\n"
        "database = connect(sys.argv[1], Bell()); database.carry()\n"
        "with database.change() as work: assert work.outbox.claim(NINE, f'{database.token}/1')\n"
        "print('taken', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, postgresql_url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "taken\n"
        assert postgresql_database.release_orphans() == 0
        process.kill()
        process.wait(PATIENCE)

    assert _released_before_long(postgresql_database) == 1


def _released_before_long(database):
    """The server needs a moment to notice that the other end is gone."""
    for _ in range(2000):
        if released := database.release_orphans():
            return released
    return 0


def test_on_sqlite_whatever_another_process_has_taken_is_an_orphan(sqlite_database, bell):
    sqlite_database.carry()
    with sqlite_database.change() as work:
        work.outbox.add(outgoing(key="its"))
        work.outbox.add(outgoing(lane="b", key="mine"))
    with sqlite_database.change() as work:
        work.outbox.claim(NINE, "gone/1")
        work.outbox.claim(NINE, f"{sqlite_database.token}/1")
    while bell.wait(0):
        pass

    assert sqlite_database.release_orphans() == 1

    assert bell.wait(0)
    with sqlite_database.read() as work:
        [released] = work.outbox.of("INC-1", states=[Delivery.WAITING])
    assert (released.key, released.doubtful) == ("its", True)


def test_on_sqlite_a_second_process_may_look_but_not_carry(sqlite_database, sqlite_url):
    sqlite_database.carry()
    sqlite_database.carry()
    second = connect(sqlite_url, Bell())

    with pytest.raises(SettingsError, match="another Caseline is running on this SQLite file"):
        second.carry()
    with second.read() as work:
        assert work.incidents.recent(limit=1) == []

    sqlite_database.close()
    second.carry()
    second.close()


def test_the_listener_comes_back_by_itself_after_a_restart_of_the_database(own_server):
    server, url = own_server
    bell = Bell()
    listening = connect(url, bell)
    listening.carry()
    assert bell.wait(PATIENCE)

    server.stop()
    server.start()

    assert bell.wait(PATIENCE), "it rings once when it is back"
    adding = connect(url, Bell())
    with adding.change() as work:
        work.outbox.add(outgoing())
    assert bell.wait(PATIENCE)
    for database in (adding, listening):
        database.close()
