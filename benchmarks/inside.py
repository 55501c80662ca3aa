"""Caseline inside this process, on a real database, for what need not go through a socket."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.clock.ticker import SystemClock
from adapters.likeness.connect import Likeness
from adapters.web.metrics import Metrics
from benchmarks.processes import migrated
from bot.commands.table import COMMANDS
from bot.config import Settings
from bot.ports import Voice
from bot.world import World
from storage.bell import Bell
from storage.unit_of_work import Database, connect


@contextmanager
def sqlite() -> Iterator[str]:
    """The address of a migrated SQLite database that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="caseline-bench-") as folder:
        yield migrated(Path(folder))


@contextmanager
def connected(url: str) -> Iterator[tuple[Database, Bell]]:
    bell = Bell()
    database = connect(url, bell)
    try:
        yield database, bell
    finally:
        database.close()


def world(database: Database, voices: dict[str, Voice] | None = None) -> World:
    """With the defaults that an operator gets who writes no settings file."""
    return World(
        clock=SystemClock(),
        store=database,
        settings=Settings(),
        voices=voices or {},
        meter=Metrics([command.word for command in COMMANDS]),
        alike=Likeness(),
    )


def per_call(call: Callable[[], object], clock: Callable[[], float], *, times: int) -> float:
    """Seconds of one call, on average over `times`."""
    started = clock()
    for _ in range(times):
        call()
    return (clock() - started) / times
