"""One replica of Caseline in a process of its own, as far as promises are concerned.

`URL RECIPIENTS FILE COURIERS SWEEPS DELIVERIES`: with COURIERS it delivers, too, while it sweeps;
without, it says when its sweep has found nothing more. In unit of work number SWEEPS of its sweep, or
DELIVERIES of its couriers, it kills itself when everything is written and nothing is committed.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from adapters.clock.ticker import Ticker
from adapters.courier.workers import Couriers
from benchmarks import promised
from benchmarks.heard import Heard
from benchmarks.inside import connected, world
from bot.actions import sla_sweep
from bot.errors import BotError
from bot.jobs import Job
from bot.ports import Work
from bot.world import World
from storage.unit_of_work import Database

SWEEP_EVERY = timedelta(seconds=5)
ORPHANS_EVERY = timedelta(seconds=1)
"""Oftener than Caseline asks, so that nobody waits for it."""


class Mortal:
    """A store in which one unit of work is the last; 0 for none."""

    def __init__(self, database: Database, dies: int) -> None:
        self._database, self._dies, self._numbers = database, dies, count(1)
        self.read = database.read

    @contextmanager
    def change(self) -> Iterator[Work]:
        with self._database.change() as work:
            yield work
            if next(self._numbers) == self._dies:
                os.kill(os.getpid(), signal.SIGKILL)


def look_ahead(url: str, recipients: int, at: datetime) -> None:
    """The look at that instant, a while before anything is to be said; not part of what is measured."""
    with connected(url) as (database, _):
        known = _known(database, Path(os.devnull), recipients)
        _until_nothing_is_due(replace(known, clock=At(at)))


@dataclass(frozen=True, slots=True)
class At:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def _known(database: Database, heard: Path, recipients: int) -> World:
    return replace(world(database, {"slack": Heard(heard)}), settings=promised.settings(recipients))


def main() -> None:
    url, recipients, path, *numbers = sys.argv[1:]
    couriers, sweeps, deliveries = map(int, numbers)
    with connected(url) as (database, bell):
        database.carry()
        known = replace(_known(database, Path(path), int(recipients)), store=Mortal(database, sweeps))
        print("ready", flush=True)
        sys.stdin.readline()
        if not couriers:
            _until_nothing_is_due(known)
            print("done", flush=True)
            return
        orphans = Job("release_orphans", ORPHANS_EVERY, lambda _: _released(database))
        ticker = Ticker(known, (orphans, Job("sweep", SWEEP_EVERY, _sweep)), lambda *_: None)
        delivering = replace(known, store=Mortal(database, deliveries))
        carrying = Couriers(delivering, bell, database.token, count=couriers)
        carrying.start()
        ticker.start()
        sys.stdin.readline()
        ticker.stop()
        carrying.stop(10)


def _until_nothing_is_due(known: World) -> None:
    """Replicas wait for each other; what a busy database refuses is tried again, as the clock does."""
    looked = 1
    while looked:
        with suppress(BotError):
            looked = sla_sweep.sweep(known)


def _sweep(known: World) -> None:
    sla_sweep.sweep(known)


def _released(database: Database) -> None:
    database.release_orphans()


if __name__ == "__main__":
    main()
