"""Which schema this release needs, and whether a database has it.

Stands apart from the migrations, so that starting does not load Alembic.
"""

from sqlalchemy import Connection, inspect, text

from bot.errors import SettingsError

HEAD = "0014"
"""The newest revision in `storage/migrations/versions`; a test compares them."""


def check(connection: Connection) -> None:
    """Raises SettingsError with one sentence when this release cannot work on this database."""
    refuse_newer(connection)
    tables, found = _state(connection)
    if found == [HEAD]:
        return
    if "alembic_version" not in tables:
        if "incidents" in tables or "outbox" in tables:
            raise _no("the database has tables of Caseline but no revision; restore it from a backup.")
        raise _no("the database is empty. Run `caseline db upgrade` first.")
    if not found:
        raise _no("an upgrade of the database was not finished; restore it from a backup.")
    age = f"the database is at revision {found[0]}, older than this release ({HEAD})"
    raise _no(f"{age}. Run `caseline db upgrade`.")


def refuse_newer(connection: Connection) -> None:
    """Raises SettingsError when a later release has upgraded this database."""
    _, found = _state(connection)
    if any(revision > HEAD for revision in found):
        raise _no(
            f"the database is at revision {', '.join(found)}, newer than this release ({HEAD}). "
            "Start the newer release; there is no way back."
        )


def _state(connection: Connection) -> tuple[set[str], list[str]]:
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        return tables, []
    return tables, list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _no(finding: str) -> SettingsError:
    return SettingsError([f"CASELINE_DATABASE_URL: {finding}"])
