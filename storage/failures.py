"""How a failure of the database is said in the bot's words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from bot.errors import Unavailable

NO_ANSWER = "Caseline's database does not answer; nothing was recorded. Try again in a minute."

UNSURE = (
    "Caseline's database fell silent at the last moment; it may or may not have been recorded. "
    "Look before you try again."
)


@contextmanager
def answering() -> Iterator[None]:
    """A database that cannot be reached or used is Unavailable; our own mistakes stay what they are."""
    try:
        yield
    except (OperationalError, InterfaceError, NoneFree, sqlite3.OperationalError) as error:
        raise Unavailable(NO_ANSWER) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise
        # A file that is damaged or no database at all; there is no finer class for it.
        raise Unavailable(NO_ANSWER) from error
