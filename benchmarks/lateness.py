"""How late reminders are, at a thousand a minute: from the instant they count to when they were posted."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import sleep

from adapters.clock.ticker import Ticker
from adapters.courier.workers import Couriers
from benchmarks import promised
from benchmarks.figure import Figure
from benchmarks.heard import Heard
from benchmarks.inside import connected, sqlite, world
from bot.domain.sla_notice import NoticeState
from bot.jobs import JOBS
from bot.world import World
from storage.unit_of_work import Database

NAME = "lateness_p99"
A_MINUTE = 1_000
DELAY = 0.1
"""Seconds that the chat takes for each message."""
EVERY = next(job.every for job in JOBS if job.name == "sweep").total_seconds()
BOUND = 2.0 + EVERY
WHY = "the chat takes a tenth of a second for each message, and 200 people get more than one each"


def run(*, quick: bool) -> Iterator[Figure]:
    """One minute, after ten seconds in which everything starts; quick, twelve seconds of it."""
    lasts = 12 if quick else 60
    count = A_MINUTE * lasts // 60
    with (
        tempfile.TemporaryDirectory(prefix="caseline-bench-") as folder,
        sqlite() as url,
        connected(url) as (database, bell),
    ):
        first = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=10)
        due = [first + timedelta(seconds=lasts * n // count) for n in range(count)]
        with database.engine.begin() as connection:
            promised.fill(connection, due, recipients=promised.AGENTS)
        chat = Heard(Path(folder) / "told", DELAY)
        known = replace(world(database, {"slack": chat}), settings=promised.settings())
        ticker = Ticker(known, JOBS, lambda *_: None)
        couriers = Couriers(known, bell, database.token)
        couriers.start()
        ticker.start()
        _until_all_are_sent(known, count, due[-1])
        ticker.stop()
        couriers.stop(10)
        late = _late(database, count)
    told = (
        f"{count} reminders within {lasts} s, {median(late):.1f} s in the median, {max(late):.1f} s at most; "
        f"the sweep comes every {EVERY:.0f} s, the chat takes {DELAY * 1e3:.0f} ms"
    )
    yield Figure(NAME, quantiles(late, n=100)[98], BOUND, from_=told, why=WHY)


def _until_all_are_sent(known: World, count: int, last: datetime) -> None:
    while datetime.now(UTC) < last:
        sleep(0.5)
    until = last + timedelta(minutes=2)
    while _sent(known, count) < count:
        assert datetime.now(UTC) < until, "reminders do not arrive"
        sleep(0.5)


def _sent(known: World, count: int) -> int:
    abouts = [f"zendesk:{n}" for n in range(count)]
    with known.store.read() as work:
        notices = work.notices.of_several(abouts)
    return sum(one.state is NoticeState.SENT for several in notices.values() for one in several)


def _late(database: Database, count: int) -> list[float]:
    """Seconds of each; recorded when its message stood in the chat."""
    with database.read() as work:
        found = work.notices.of_several(f"zendesk:{n}" for n in range(count))
    sent = [one for several in found.values() for one in several if one.sent_at]
    assert len(sent) == count
    return [(one.sent_at - one.at).total_seconds() for one in sent if one.sent_at]
