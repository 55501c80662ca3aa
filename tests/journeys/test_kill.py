"""kill -9 at random instants: what was acknowledged is delivered, all of it and once."""

import hashlib
import itertools
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock

import httpx
import pytest

from bot.domain.incident import Status
from bot.domain.outgoing import Delivery
from storage.bell import Bell
from storage.unit_of_work import connect
from tests.adapters.slack import payloads
from tests.fakes.slack.fake import FakeSlack
from tests.fakes.slack.server import serving
from tests.journeys.program import ROOT, environment_without_settings, free_port
from tests.journeys.slack_stage import furnish

SOME, MANY = 8, 50
DECLARES_A_KILL, AT_ONCE = 4, 4
ENOUGH = 180.0
"""Seconds after which the test gives up."""
SOON = 1.0
"""Seconds within which something is said, as long as anything is left to be said."""


@dataclass
class Mortal:
    """The program, which is killed and started again."""

    nursery: subprocess.Popen[str]
    address: str
    client: httpx.Client
    alive: int = 0
    ready: Event = field(default_factory=Event)

    def start(self) -> None:
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write("start\n")
        self.nursery.stdin.flush()
        self.alive = int(self.nursery.stdout.readline())
        pause, end = Event(), time.monotonic() + ENOUGH
        while time.monotonic() < end:
            try:
                if self.client.get(f"{self.address}/healthz", timeout=2).status_code == 200:
                    return self.ready.set()
            except httpx.TransportError:
                pause.wait(0.02)
        raise AssertionError("the program did not come back")

    def kill(self) -> None:
        self.ready.clear()
        os.kill(self.alive, signal.SIGKILL)
        pause = Event()
        while _exists(self.alive):
            pause.wait(0.005)


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def mortal(environment: dict[str, str], folder: Path) -> Iterator[Mortal]:
    port = free_port()
    log = (folder / "program.log").open("wb")
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.nursery"],
        cwd=folder,
        env=environment_without_settings()
        | {"PYTHONPATH": str(ROOT), "CASELINE_PORT": str(port), **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    client = httpx.Client(limits=httpx.Limits(max_keepalive_connections=0), timeout=10)
    one = Mortal(nursery, f"http://127.0.0.1:{port}", client)
    try:
        one.start()
        yield one
    finally:
        if one.alive and _exists(one.alive):
            os.kill(one.alive, signal.SIGKILL)
        nursery.kill()
        nursery.wait(10)
        client.close()
        log.close()


@dataclass
class People:
    """Several people who declare until everything was said and acknowledged."""

    program: Mortal
    slack: FakeSlack
    acknowledged: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _lock: Lock = field(default_factory=Lock)

    def declare_all(self, count: int) -> None:
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            for declaring in [crowd.submit(self._declare) for _ in range(count)]:
                declaring.result()

    def _declare(self) -> None:
        """Until there is an answer; a person whose words were swallowed says it again, in new words."""
        while True:
            with self._lock:
                number = next(self._numbers)
            self.program.ready.wait(30)
            body = payloads.command(
                f"declare sev1 {_title(number)}",
                user_id="UANA",
                channel_id=self.slack.channel("support").id,
                trigger_id=f"t{number}",
            )
            try:
                answer = self.program.client.post(
                    f"{self.program.address}/slack/events",
                    content=body,
                    headers=payloads.signed(body, time.time()),
                )
            except httpx.TransportError:
                continue
            if found := re.search(r"INC-\d+", answer.text):
                with self._lock:
                    self.acknowledged.append(found[0])
                return


def _title(number: int) -> str:
    """No two titles share a word or sound alike, so that nobody is asked whether it is the same."""
    digits = hashlib.sha256(str(number).encode()).hexdigest()
    letters = "".join(chr(ord("a") + int(digit, 16)) for digit in digits)
    return f"{letters[:9]} {letters[9:18]}"


def test_what_was_acknowledged_survives_some_kills(postgresql_url: str, tmp_path: Path) -> None:
    _survives(postgresql_url, tmp_path, kills=SOME)


@pytest.mark.slow
def test_what_was_acknowledged_survives_fifty_kills(database_url: str, tmp_path: Path) -> None:
    _survives(database_url, tmp_path, kills=MANY)


def _survives(database_url: str, tmp_path: Path, *, kills: int) -> None:
    (tmp_path / "caseline.yml").write_text("announce: [slack:#incidents]\n")
    chance = random.Random(7)
    with serving() as slack:
        furnish(slack)
        environment = {
            "CASELINE_DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_SIGNING_SECRET": payloads.SECRET,
            "SLACK_API_URL": slack.api_url,
        }
        with mortal(environment, tmp_path) as program:
            people = People(program, slack)
            with ThreadPoolExecutor(1) as background:
                declaring = background.submit(people.declare_all, kills * DECLARES_A_KILL)
                _kill_often(program, slack, chance, kills)
                declaring.result(timeout=ENOUGH)
            _wait_until_carried(database_url)
            program.kill()

        _everything_once(slack, database_url, people.acknowledged)
        assert len(people.acknowledged) == kills * DECLARES_A_KILL
        assert slack.called("conversations.history"), (
            "no delivery was ever in doubt; the kills proved nothing"
        )


def _kill_often(program: Mortal, slack: FakeSlack, chance: random.Random, kills: int) -> None:
    """Every second time just when Slack has taken a message, which then is in doubt on any machine."""
    pause = Event()
    for number in range(kills):
        pause.wait(chance.uniform(0.0, 0.4))
        if number % 2:
            _until_something_is_said(slack)
        program.kill()
        program.start()


def _until_something_is_said(slack: FakeSlack) -> None:
    with slack.lock:
        before = len(slack.called("chat.postMessage"))
        slack.grown.wait_for(lambda: len(slack.called("chat.postMessage")) > before, SOON)


def _wait_until_carried(database_url: str) -> None:
    database = connect(database_url, Bell())
    pause, end = Event(), time.monotonic() + ENOUGH
    try:
        while True:
            with database.read() as work:
                left = [f for f in work.outbox.figures() if f[1] != Delivery.FAILED]
            if not left:
                return
            assert time.monotonic() < end, f"still to be carried: {left}"
            pause.wait(0.1)
    finally:
        database.close()


def _everything_once(slack: FakeSlack, database_url: str, acknowledged: list[str]) -> None:
    """One channel, one pinned card and one announcement for every incident, and for nothing else."""
    database = connect(database_url, Bell())
    try:
        with database.read() as work:
            declared = {one.key for one in work.incidents.with_status(Status.OPEN, limit=10_000)}
            failed = work.outbox.failed(limit=10)
    finally:
        database.close()
    assert failed == []
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) <= declared
    channels = slack.channels_named("inc-")
    assert _keys(one.name for one in channels) == dict.fromkeys(declared, 1)
    assert _keys(one.words for one in slack.channel("incidents").spoken) == dict.fromkeys(declared, 1)
    for channel in channels:
        cards = [one for one in channel.spoken if "Next update due" in one.words]
        assert len(cards) == 1, (channel.name, [one.words for one in channel.spoken])
        assert channel.pins == [cards[0].ts], channel.name


def _keys(texts: Iterator[str]) -> dict[str, int]:
    """How often each incident is spoken of, one mention a text."""
    return dict(Counter(re.search(r"(?i)inc-\d+", text)[0].upper() for text in texts))  # type: ignore[index]
