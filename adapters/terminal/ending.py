"""How a command ends: its exit code, and one clear line for everything that went wrong."""

import os
import sys
from collections.abc import Callable, Sequence

from adapters.terminal.logs import Redaction
from adapters.terminal.plain import harmless
from bot.errors import AdapterError, BotError, SettingsError, Unavailable

MISSING, UNUSABLE, INTERRUPTED = 1, 2, 130
TO_DO = "see that it runs, and that CASELINE_DATABASE_URL names it"


def ended(do: Callable[[], int], *, debug: bool) -> int:
    """0 done, 1 something is missing or does not answer, 2 settings cannot be used."""
    try:
        return do()
    except SettingsError as error:
        return _complain(error.findings, UNUSABLE)
    except (BotError, AdapterError) as error:
        silent = isinstance(error, Unavailable) and error.__cause__
        return _complain([_silence(error) if silent else str(error)], MISSING)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our lines has seen enough; Python would complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MISSING
    except Exception as error:
        if debug:
            raise
        what = f"this should not happen: {type(error).__name__}: {error}"
        return _complain([f"{what}; `caseline --debug …` shows where"], MISSING)


def _silence(error: BaseException) -> str:
    """What the database itself said, which people in chat are not told."""
    while error.__cause__:
        error = error.__cause__
    why = next(iter(str(error).strip().splitlines()), type(error).__name__).rstrip(".")
    return f"The database does not answer: {why}; {TO_DO}"


def _complain(lines: Sequence[str], code: int) -> int:
    redact = Redaction()
    for line in lines:
        print(f"caseline: {harmless(redact(line))}", file=sys.stderr)
    return code
