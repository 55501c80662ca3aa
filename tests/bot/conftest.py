"""A teller of stories on every database, and what its meter counted."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import event

from storage.bell import Bell
from storage.unit_of_work import Database, connect
from tests.databases import without_the_disk
from tests.fakes.desk import Desk
from tests.fakes.mirror import Mirror
from tests.fakes.teller import Teller


@pytest.fixture
def teller(database) -> Teller:
    """Runs a test on SQLite and on PostgreSQL."""
    return Teller(database)


@pytest.fixture
def mirror(database) -> Mirror:
    """Two chats and one Caseline, on SQLite and on PostgreSQL."""
    return Mirror(database)


@pytest.fixture
def told(sqlite_url, bell):
    """For rules that no database takes part in: a teller on SQLite alone."""
    database = connect(sqlite_url, bell)
    yield Teller(database)
    database.close()


@pytest.fixture
def desked(database) -> Teller:
    """A teller with one system of tickets, on SQLite and on PostgreSQL."""
    return Teller(database, desks={"zendesk": Desk()})


@pytest.fixture
def two_desks(told) -> Teller:
    """A teller with two systems of tickets, on SQLite alone."""
    return Teller(told.store, desks={"zendesk": Desk(), "github": Desk("github")})


@pytest.fixture
def fresh_database(sqlite_files, tmp_path) -> Iterator[Callable[[], Database]]:
    """Makes as many SQLite databases as a property has stories."""
    opened: list[Database] = []

    def made() -> Database:
        folder = tmp_path / f"story{len(opened)}"
        folder.mkdir()
        database = connect(sqlite_files.fresh(folder), Bell())
        event.listen(database.engine.pool, "checkout", without_the_disk)
        opened.append(database)
        return database

    yield made
    for one in opened:
        one.close()
