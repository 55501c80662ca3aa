"""The file of an SQLite database, looked at before SQLite opens it.

SQLite makes a file that is not there, and has one sentence for everything else that is wrong.
"""

import os
from pathlib import Path

from sqlalchemy import URL

from bot.errors import NotFound, SettingsError

_BEGINS = b"SQLite format 3\x00"


def must_be_there(url: URL) -> None:
    """Raises NotFound when nobody made it yet, SettingsError when this process cannot work with it."""
    must_be_usable(url)
    file = _file_of(url)
    if file and not file.exists():
        raise NotFound(f"There is no database at {file} yet. Run `caseline db upgrade` first; it makes one.")


def must_be_usable(url: URL) -> None:
    """Raises SettingsError for a file with which, or a place in which, SQLite cannot work."""
    if (file := _file_of(url)) is None:
        return
    if not file.parent.is_dir():
        raise _no(f"there is no folder {file.parent}")
    if not os.access(file.parent, os.W_OK | os.X_OK):
        # SQLite keeps more files next to it.
        raise _no(f"this user may not write in the folder {file.parent}")
    if not file.exists():
        return
    if not os.access(file, os.R_OK | os.W_OK):
        raise _no(f"this user may not read and write {file}")
    if not _is_a_database(file):
        raise _no(f"{file} is no SQLite database")


def _file_of(url: URL) -> Path | None:
    """None where it is not for us to look: another database, or a URI of SQLite's own."""
    name = str(url.database or "")
    return None if url.get_backend_name() != "sqlite" or name.startswith("file:") else Path(name)


def _is_a_database(file: Path) -> bool:
    """An empty file will be one."""
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(_BEGINS)) in (b"", _BEGINS)


def _no(finding: str) -> SettingsError:
    return SettingsError([f"CASELINE_DATABASE_URL: {finding}"])
