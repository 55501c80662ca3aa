"""The clock as a door."""

import queue
import threading
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

import pytest

from adapters.clock.ticker import SystemClock, Ticker
from bot.errors import Unavailable
from bot.jobs import JOBS

SOON = timedelta(milliseconds=20)
BOUND = 10


@dataclass
class Job:
    run: object
    name: str = "test"
    every: timedelta = SOON


@pytest.fixture
def heard():
    return queue.Queue()


@pytest.fixture
def tick(heard):
    """Starts a ticker with these jobs; `heard` gets what it tells."""
    started = []

    def tick(*jobs, world="the world"):
        ticker = Ticker(world, jobs, lambda name, outcome: heard.put((name, outcome)))
        started.append(ticker)
        ticker.start()
        return ticker

    yield tick
    for ticker in started:
        ticker.stop()


def test_a_job_is_given_the_world_at_once_and_again(tick, heard):
    given = queue.Queue[Any]()

    tick(Job(given.put))

    assert [given.get(timeout=BOUND) for _ in range(3)] == ["the world"] * 3
    assert heard.get(timeout=BOUND) == ("test", "done")


def test_the_first_knock_does_not_wait_for_the_interval(tick, heard):
    tick(Job(lambda _: None, every=timedelta(days=1)))

    assert heard.get(timeout=BOUND) == ("test", "done")


def test_a_job_that_fails_is_logged_and_counted_and_runs_again(tick, heard, caplog):
    outcomes = iter([1, 0, 1])

    tick(Job(lambda _: 1 / next(outcomes, 1)))

    assert [heard.get(timeout=BOUND)[1] for _ in range(3)] == ["done", "failed", "done"]
    assert "A job failed and will be tried again." in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_database_that_is_down_is_one_line_without_a_trace(tick, heard, caplog):
    def down(_):
        raise Unavailable("The database does not answer.")

    tick(Job(down))

    assert heard.get(timeout=BOUND) == ("test", "unavailable")
    assert "The database does not answer." in caplog.text
    assert "Traceback" not in caplog.text


def test_a_slow_job_never_runs_beside_itself_and_holds_up_no_other(tick, heard):
    slow, at_work, together = threading.Event(), [], []

    def crawl(_):
        at_work.append(1)
        together.append(len(at_work))
        slow.wait(BOUND)
        at_work.pop()

    tick(Job(crawl, name="slow"), Job(lambda _: None, name="quick"))

    quick = [heard.get(timeout=BOUND) for _ in range(5)]
    slow.set()
    assert quick == [("quick", "done")] * 5
    assert set(together) == {1}


def test_stopping_waits_for_the_job_at_work(tick):
    begun, release, finished = threading.Event(), threading.Event(), threading.Event()

    def work(_):
        begun.set()
        release.wait(BOUND)
        finished.set()

    ticker = tick(Job(work, every=timedelta(days=1)))
    begun.wait(BOUND)
    stopping = threading.Thread(target=ticker.stop)
    stopping.start()
    waited = stopping.is_alive()
    release.set()
    stopping.join(BOUND)

    assert waited
    assert finished.is_set()
    assert not stopping.is_alive()


def test_the_system_clock_knows_its_zone():
    assert SystemClock().now().tzinfo is UTC


def test_the_bot_has_jobs_with_names_of_their_own():
    assert len({job.name for job in JOBS}) == len(JOBS) > 0
