"""kill -9 of two replicas in the middle of sweeps, and between a message and its record: each nag once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from bot.domain.sla_notice import NoticeState
from storage.bell import Bell
from storage.unit_of_work import Database, connect
from tests.fakes.chat import Chat
from tests.journeys.program import ROOT, environment_without_settings
from tests.simulation.crowd import arrive
from tests.simulation.replicas import is_quiet

ENOUGH = 120.0
"""Seconds after which the test gives up."""


class Replicas:
    """Two of them at any time, one of which is killed and started again."""

    def __init__(self, url: str, page: Path, nursery: str = "tests.simulation.replicas") -> None:
        self.nursery = subprocess.Popen(
            [sys.executable, "-m", nursery, url, str(page)],
            cwd=ROOT,
            env=environment_without_settings() | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.alive: list[int] = []

    def start(self) -> None:
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write("start\n")
        self.nursery.stdin.flush()
        self.alive.append(int(self.nursery.stdout.readline()))

    def kill(self, one: int) -> None:
        """It may have come to its end by itself."""
        self.alive.remove(one)
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            return

    def end(self) -> None:
        for one in tuple(self.alive):
            self.kill(one)
        self.nursery.kill()
        self.nursery.wait(10)


def test_every_nag_survives_a_few_kills(postgresql_url: str, tmp_path: Path) -> None:
    _told_in_spite_of_kills(postgresql_url, tmp_path, tickets=150, kills=15)


@pytest.mark.slow
def test_every_nag_survives_a_hundred_kills(postgresql_url: str, tmp_path: Path) -> None:
    _told_in_spite_of_kills(postgresql_url, tmp_path, tickets=1500, kills=100)


def _told_in_spite_of_kills(url: str, folder: Path, *, tickets: int, kills: int) -> None:
    page, database = folder / "said", connect(url, Bell())
    page.touch()
    expected = arrive(database, Chat(), tickets)
    replicas = Replicas(url, page)
    try:
        replicas.start()
        replicas.start()
        kill_often(replicas, database, page, kills)
        until_quiet(database)
    finally:
        replicas.end()

    said = [line.split() for line in page.read_text().splitlines()]
    with database.read() as work:
        kept = work.notices.of_several({about for about, *_ in expected})
        notices = [one for some in kept.values() for one in some]
        slots = {one.slot: there for one in notices if one.slot and (there := work.rooms.slot(one.slot))}
    database.close()
    sent = [one for one in notices if one.state is NoticeState.SENT]
    assert Counter((one.about, one.recipient, one.threshold) for one in sent) == Counter(expected)
    heard = Counter((key, to) for word, key, to, _ in said if word == "said")
    assert heard == Counter((there.message, there.room) for there in slots.values())
    assert any(word == "asked" for word, *_ in said), "nothing was ever in doubt; the kills proved nothing"


def kill_often(
    replicas: Replicas,
    database: Database,
    page: Path,
    kills: int,
    quiet: Callable[[Database], bool] = is_quiet,
) -> None:
    """At random instants, as in the middle of a sweep; every other time who has said and not recorded it."""
    chance, pause = random.Random(5), Event()
    for number in range(kills):
        pause.wait(chance.uniform(0.01, 0.2))
        if quiet(database):
            return
        one = replicas.alive[0]
        if number % 2:
            one = _who_speaks(replicas, page, pause) or one
        replicas.kill(one)
        replicas.start()


def _who_speaks(replicas: Replicas, page: Path, pause: Event) -> int:
    """Of those that live; 0 when nobody says anything for a while."""
    known = page.stat().st_size
    for _ in range(1000):
        if page.stat().st_size > known and (last := int(page.read_text().split()[-1])) in replicas.alive:
            return last
        pause.wait(0.002)
    return 0


def until_quiet(database: Database, quiet: Callable[[Database], bool] = is_quiet) -> None:
    pause, end = Event(), time.monotonic() + ENOUGH
    while not quiet(database):
        assert time.monotonic() < end, "it never came to an end"
        pause.wait(0.1)
