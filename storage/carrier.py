"""One process alone carries the outbox of an SQLite file."""

import sqlite3

from bot.errors import SettingsError


class Carrier:
    """Holds a lock beside the database for as long as this process lives, however it ends."""

    def __init__(self, database: str) -> None:
        """Raises SettingsError when another process holds it."""
        self._beside = sqlite3.connect(
            f"{database}-carrier", timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            self._beside.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._beside.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise SettingsError([_TAKEN]) from error

    def stop(self) -> None:
        self._beside.close()


_TAKEN = (
    "CASELINE_DATABASE_URL: another Caseline is running on this SQLite file. "
    "Stop it first, or use PostgreSQL, which several can share."
)
