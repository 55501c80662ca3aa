"""Brings a database to the schema of this release, from that of any earlier one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import file, schema
from storage.channel import lock_number
from storage.engine import engine_for_upgrade
from storage.failures import answering


def upgrade(url: str, revision: str = "head") -> None:
    """All or nothing. Raises SettingsError or Unavailable."""
    with _connected(url) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # Replicas that upgrade at the same instant do so one after the other.
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:number)"), {"number": lock_number("upgrade")}
            )
        schema.refuse_newer(connection)
        command.upgrade(_config(connection=connection), revision)


def current(url: str) -> str | None:
    """The revision of this database; None when it has none. Raises SettingsError or Unavailable."""
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """What fails later is a mistake in a migration, and shown as it is."""
    engine = engine_for_upgrade(url)
    file.must_be_usable(engine.url)
    with answering():
        connection = engine.connect()
    with connection:
        yield connection


def head() -> str:
    """The newest revision that this release knows."""
    return revisions()[-1]


def revisions() -> list[str]:
    """All of them, oldest first."""
    known = ScriptDirectory.from_config(_config()).walk_revisions()
    return [script.revision for script in known][::-1]


def _config(**attributes: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes.update(attributes)
    return config
