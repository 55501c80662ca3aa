"""A database that is down, hangs, is locked or is not one: said in one sentence, within seconds."""

import sqlite3
from time import monotonic

import pytest

from bot.errors import SettingsError, Unavailable
from storage.bell import Bell
from storage.engine import PATIENCE
from storage.unit_of_work import connect
from tests.databases import Relay
from tests.storage.samples import incident

SENTENCE = "Caseline's database does not answer; nothing was recorded. Try again in a minute."


def refuses(open_work, *, within=3.0):
    """Says the sentence in time."""
    started = monotonic()
    with pytest.raises(Unavailable) as said, open_work() as work:
        work.incidents.add(incident(99))
    assert str(said.value) == SENTENCE
    assert said.value.__cause__ is not said.value
    assert monotonic() - started < within


def works(database, number):
    with database.change() as work:
        work.incidents.add(incident(number))
    with database.read() as work:
        assert work.incidents.get(f"INC-{number}") == incident(number)


def test_a_database_that_went_away_is_said_and_used_again_as_soon_as_it_is_back(own_server):
    server, url = own_server
    database = connect(url, Bell())
    works(database, 1)

    server.stop()
    refuses(database.read)
    refuses(database.change)

    server.start()
    works(database, 2)

    server.stop()
    server.start()
    works(database, 3)
    database.close()


def test_a_connection_that_breaks_in_the_middle_of_the_work_is_said(own_server):
    server, url = own_server
    database = connect(url, Bell())

    unsure = pytest.raises(Unavailable, match="may or may not")
    with unsure, database.change() as work:  # The commit fails.
        work.incidents.add(incident(1))
        server.stop()

    server.start()
    with database.read() as work:
        assert work.incidents.get("INC-1") is None
    database.close()


def test_a_database_that_hangs_is_given_up_in_time(postgresql_server, postgresql_url, bell):
    with Relay(postgresql_server.socket) as relay:
        database = connect(relay.url(postgresql_url), bell, patience=0.5)
        works(database, 1)

        relay.freeze()
        refuses(database.read)
        refuses(database.change)

        relay.thaw()
        works(database, 2)
        database.close()


def test_a_row_that_stays_locked_is_given_up_in_time(postgresql_url, bell):
    database = connect(postgresql_url, bell, patience=0.3)
    works(database, 1)

    with database.change() as work:
        work.incidents.lock("INC-1")
        with pytest.raises(Unavailable), database.change() as other:
            other.incidents.lock("INC-1")

    works(database, 2)
    database.close()


def test_an_address_where_nobody_answers_is_said_at_the_start():
    started = monotonic()
    with pytest.raises(Unavailable, match="does not answer"):
        connect("postgresql+psycopg://nobody@127.0.0.1:1/nothing", Bell())
    assert monotonic() - started < 3


def test_a_file_that_another_program_locked_is_given_up_in_time(sqlite_url, bell):
    database = connect(sqlite_url, bell, patience=0.3)
    works(database, 1)
    locking = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    locking.execute("BEGIN IMMEDIATE")

    refuses(database.change)
    with database.read() as work:
        assert work.incidents.get("INC-1") is not None

    locking.execute("ROLLBACK")
    locking.close()
    works(database, 2)
    database.close()


def test_a_change_that_never_ends_does_not_hold_up_others_for_ever(sqlite_url, bell):
    database = connect(sqlite_url, bell, patience=0.3)
    with database.change():
        refuses(database.change)
    database.close()


def test_people_are_answered_within_three_seconds_as_set():
    assert PATIENCE <= 2.5


def test_a_file_that_is_damaged_is_said(tmp_path):
    (tmp_path / "caseline.db").write_bytes(b"SQLite format 3\x00" + b"and then a letter. " * 100)

    with pytest.raises(Unavailable):
        connect(f"sqlite:///{tmp_path}/caseline.db", Bell())


@pytest.mark.parametrize(
    "url",
    [
        "",
        "caseline.db",
        "mysql://u:geheim@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql+asyncpg://h/d",
        "postgresql+psycopg://u:geheim@h:port/d",
    ],
)
def test_an_address_that_cannot_be_used_is_a_mistake_in_the_settings(url):
    with pytest.raises(SettingsError) as said:
        connect(url, Bell())

    [finding] = said.value.findings
    assert finding.startswith("CASELINE_DATABASE_URL: ")
    assert "geheim" not in finding


def test_sqlite_keeps_a_commit_through_a_power_cut(sqlite_database):
    with sqlite_database.engine.connect() as connection:
        ask = connection.exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA synchronous").scalar() == 2
        assert ask("PRAGMA foreign_keys").scalar() == 1


def test_what_fails_in_the_middle_leaves_nothing_behind(database):
    with pytest.raises(ZeroDivisionError), database.change() as work:  # noqa: PT012 -- in the middle
        work.incidents.add(incident())
        raise ZeroDivisionError

    with database.read() as work:
        assert work.incidents.get("INC-1") is None
