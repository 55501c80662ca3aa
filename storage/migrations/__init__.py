"""Brings a database to the schema of this release, from that of any earlier one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.engine import engine_for_upgrade
from storage.failures import answering


def upgrade(url: str, revision: str = "head") -> None:
    """All or nothing. Raises SettingsError or Unavailable."""
    engine = engine_for_upgrade(url)
    with answering(), engine.begin() as connection:
        command.upgrade(_config(connection=connection), revision)


def current(url: str) -> str | None:
    """The revision of this database; None when it has none. Raises SettingsError or Unavailable."""
    engine = engine_for_upgrade(url)
    with answering(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


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
