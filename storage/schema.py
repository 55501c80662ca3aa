"""Which schema this release needs, and whether a database has it.

Stands apart from the migrations, so that starting does not load Alembic.
"""

from sqlalchemy import Connection, inspect, text

from bot.errors import SettingsError

HEAD = "0001"
"""The newest revision in `storage/migrations/versions`; a test compares them."""


def check(connection: Connection) -> None:
    """Raises SettingsError with one sentence when this release cannot work on this database."""
    if (finding := _finding(connection)) is not None:
        raise SettingsError([f"CASELINE_DATABASE_URL: {finding}"])


def _finding(connection: Connection) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if "incidents" in tables or "outbox" in tables:
            return "the database has tables of Caseline but no revision; restore it from a backup."
        return "the database is empty. Run `caseline db upgrade` first."
    found = list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    if found == [HEAD]:
        return None
    if not found:
        return "an upgrade of the database was not finished. Run `caseline db upgrade` again."
    if all(revision < HEAD for revision in found):
        return (
            f"the database is at revision {found[0]}, older than this release ({HEAD}). "
            "Run `caseline db upgrade`."
        )
    return (
        f"the database is at revision {', '.join(found)}, newer than this release ({HEAD}). "
        "Start the newer release; there is no way back."
    )
