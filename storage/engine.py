"""Connections to SQLite and PostgreSQL, made so that a failure is noticed within seconds."""

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsError

PATIENCE = 2.0
"""Seconds that we wait for a database; people are answered within three."""

LOOKS, WRITES = "BEGIN", "BEGIN IMMEDIATE"
"""How a unit of work begins on SQLite."""


def engine_for(url: str, *, patience: float = PATIENCE) -> Engine:
    """Connections to this address; makes none yet. Raises SettingsError for an unusable address."""
    parsed = address(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, patience)
    return _postgresql(parsed, patience)


def engine_for_upgrade(url: str) -> Engine:
    """As `engine_for`, with the patience that rebuilding a large table needs; keeps no connection."""
    parsed = address(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, poolclass=NullPool, connect_args={"connect_timeout": 5})
    made = create_engine(parsed, poolclass=NullPool, connect_args={"timeout": 30, "isolation_level": None})
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin)
    return made


def address(url: str) -> URL:
    """The address, checked. What it says is never repeated: it may contain a password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(["CASELINE_DATABASE_URL: this is not a database address"]) from error
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    if parsed.drivername in ("postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    expected = "expected `sqlite:///<file>` or `postgresql+psycopg://…`"
    raise SettingsError([f"CASELINE_DATABASE_URL: {expected}, found `{parsed.drivername}`"])


def _sqlite(url: URL, patience: float) -> Engine:
    made = create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_timeout=patience,
        # The driver begins nothing by itself; `_begin` does. Who writes has queued for half of
        # our patience already.
        connect_args={"timeout": patience / 2, "isolation_level": None},
    )
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin)
    return made


def _prepare_sqlite(driver: sqlite3.Connection, _record: object) -> None:
    """With FULL, a commit is on the disk when it returns and survives a power cut.

    Each connection keeps pages of its own, by default 2 MB of them; the system's cache of files
    holds the same ones for all.
    """
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    driver.execute("PRAGMA foreign_keys = ON")
    driver.execute("PRAGMA cache_size = -500")


def _begin(connection: Connection) -> None:
    """For whoever uses the engine itself: they may write."""
    begin_on_sqlite(connection, WRITES)


def begin_on_sqlite(connection: Connection, how: str) -> None:
    """A writer takes the lock at once: taken later, it could be refused in the middle of the work."""
    driver: Any = connection.connection.dbapi_connection
    driver.execute(how)


def without_events(engine: Engine) -> Engine:
    """The same connections; whoever takes one begins by hand.

    An engine with an event, be it for beginning alone, looks for events around every
    statement, which costs as much again as a small statement itself.
    """
    return Engine(engine.pool, engine.dialect, engine.url)


def _postgresql(url: URL, patience: float) -> Engine:
    # Loads a driver that SQLite has no use for.
    from storage.postgresql import Impatient, check_alive  # noqa: PLC0415

    made = create_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=patience / 2,
        pool_recycle=1800,
        connect_args={"connect_timeout": 2, "keepalives_idle": 30, "application_name": "caseline"},
    )

    @event.listens_for(made, "do_connect")
    def _connect(_dialect: object, _record: object, words: list[Any], named: dict[str, Any]) -> Impatient:
        connection = Impatient.connect(*words, **named)
        connection.prepare(patience)
        return connection

    @event.listens_for(made, "checkout")
    def _check_out(driver: Impatient, _record: object, _proxy: object) -> None:
        check_alive(driver)
        driver.hurry(patience)

    return made
