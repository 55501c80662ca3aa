"""`link` with 500 tickets: how soon it is answered, and how soon all of it is done at a slow desk."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter, sleep
from uuid import uuid4

from sqlalchemy import Engine, insert

from adapters.courier.workers import Couriers
from benchmarks.declare_plain import plain_engine
from benchmarks.desk_at_hand import DeskAtHand
from benchmarks.figure import Figure, interleaved
from benchmarks.inside import connected, sqlite, world
from bot.actions.desk_outgoing import LANES, lane_of
from bot.actions.incident import Declaration, declare
from bot.actions.ticket import link
from bot.domain.audit import Actor
from bot.domain.link import How, Link, LinkState
from bot.domain.outgoing import Outgoing
from bot.domain.room import Room
from bot.domain.ticket import Ref
from bot.world import World
from storage.bell import Bell
from storage.nouns import Shape
from storage.tables import outbox
from storage.ticket_links import UNCOUNTED
from storage.ticket_tables import ticket_links
from storage.unit_of_work import Database

ANSWER, ANSWER_BOUND = "link_500", 3.0
DONE, DONE_BOUND = "link_500_done", 1.3
TICKETS = 500
DELAY = 0.05
"""Seconds that the desk takes for each call."""
CALLS = 3
"""For one ticket: it is read, tagged and noted."""
PERSON = "slack:U0ANA"
WHY_ANSWER = "each ticket is two rows, looked up and written one by one, and the cards of the incident follow"
WHY_DONE = "lanes are chosen by the ticket's id, and the fullest of them ends last; each call is recorded"
_ids = itertools.count(480_000)
_link, _row = Shape(Link, ticket_links), Shape(Outgoing, outbox)


def run(*, quick: bool) -> Iterator[Figure]:
    repeats = 3 if quick else 9
    with sqlite() as url, connected(url) as (database, bell):
        desk = DeskAtHand(0.0)
        known = replace(world(database), desks={"zendesk": desk})
        key, engine = _declared(known), plain_engine(url)
        sides: dict[str, Callable[[], float]] = {
            "ours": lambda: _timed(lambda: link(known, _by(), key, _refs())),
            "plain": lambda: _timed(lambda: _plain(engine, known, key)),
        }
        for side in sides.values():
            side()
        seconds = interleaved(sides, repeats=repeats)
        engine.dispose()
    told = f"answered after {seconds['ours'] * 1e3:.0f} ms, the rows alone {seconds['plain'] * 1e3:.0f} ms"
    yield Figure(ANSWER, seconds["ours"] / seconds["plain"], ANSWER_BOUND, from_=told, why=WHY_ANSWER)
    with sqlite() as url, connected(url) as (database, bell):
        yield _done(database, bell, TICKETS // 5 if quick else TICKETS)


def _declared(known: World) -> str:
    said = Declaration(title="Checkout is down", severity="SEV1", workspace="T1")
    return declare(known, _by(), said, Room("slack:C1", "support", "T1")).key


def _by() -> Actor:
    return Actor(PERSON, "slack", "link", uuid4().hex)


def _refs(count: int = TICKETS) -> list[Ref]:
    """Tickets that nobody has linked yet."""
    return [Ref("zendesk", str(id)) for id in itertools.islice(_ids, count)]


def _timed(do: Callable[[], object]) -> float:
    started = perf_counter()
    do()
    return perf_counter() - started


def _plain(engine: Engine, known: World, key: str) -> None:
    """The same links and the same rows of the outbox in one transaction, as lists of parameters."""
    now, refs = known.clock.now(), _refs()
    links = [
        Link(
            incident=key,
            system=ref.system,
            ticket=ref.id,
            how=How.WORD,
            by=PERSON,
            at=now,
            changed_at=now,
            batch=1,
        )
        for ref in refs
    ]
    rows = [
        Outgoing(
            lane=lane_of(ref),
            kind="ticket_link",
            chat=ref.system,
            about=key,
            data={"ticket": ref.id},
            key=uuid4().hex,
            due_at=now,
            created_at=now,
        )
        for ref in refs
    ]
    with engine.begin() as connection:
        connection.execute(insert(ticket_links), [_link.row(one) | UNCOUNTED for one in links])
        connection.execute(insert(outbox), [_row.new_row(one) for one in rows])


def _done(database: Database, bell: Bell, tickets: int) -> Figure:
    """Until every ticket is read, tagged and noted; nobody shows cards meanwhile."""
    desk = DeskAtHand(DELAY)
    known = replace(world(database), desks={"zendesk": desk})
    key = _declared(known)
    couriers = Couriers(known, bell, database.token)
    couriers.start()
    started = perf_counter()
    link(known, _by(), key, _refs(tickets))
    while desk.calls < tickets * CALLS:
        sleep(0.02)
    took = perf_counter() - started
    couriers.stop(10)
    with database.read() as work:
        assert len(work.ticket_links.of(key, states=(LinkState.LINKED,), limit=tickets + 1)) == tickets
    least = tickets * CALLS * DELAY / LANES
    told = (
        f"{tickets} tickets are done after {took:.1f} s; {CALLS} calls each of {DELAY * 1e3:.0f} ms "
        f"in {LANES} lanes take {least:.1f} s"
    )
    return Figure(DONE, took / least, DONE_BOUND, from_=told, why=WHY_DONE)
