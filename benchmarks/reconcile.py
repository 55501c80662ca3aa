"""One look for changes that no webhook told, 50 of them, at 1,000, 10,000 and 100,000 tracked tickets."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from time import thread_time

from sqlalchemy import insert

from benchmarks.board import customer_rows, incident, organisation_rows
from benchmarks.desk_at_hand import WRITTEN, DeskAtHand
from benchmarks.figure import Figure, interleaved
from benchmarks.inside import connected, sqlite, world
from bot.actions import desk_outgoing
from bot.actions.delivery import deliver_next
from bot.domain.link import How, Link, LinkState
from bot.domain.ticket import Changes, TicketStatus
from storage.nouns import Shape
from storage.ticket_links import UNCOUNTED
from storage.ticket_tables import customers, organisations, ticket_links
from storage.unit_of_work import Database

NAME, BOUND = "reconcile_100k_vs_1k", 1.5
SIZES = (1_000, 10_000, 100_000)
CHANGES = 50
IN_ONE, TOUCHED = 100, 10
"""Tickets of one incident, and incidents that one look concerns: the same whatever is tracked besides."""
_link = Shape(Link, ticket_links)


class ChangingDesk(DeskAtHand):
    """Between two looks 50 tickets of ten incidents change; an answer takes no time."""

    def __init__(self, tracked: int) -> None:
        super().__init__(0.0)
        self._chance = random.Random(tracked)
        self._tracked = tracked
        self._looks = 0

    def changed(self, cursor: str, *, limit: int) -> Changes:  # noqa: ARG002 - as the port has it
        self._looks += 1
        later = WRITTEN + timedelta(minutes=self._looks)
        status = (TicketStatus.PENDING, TicketStatus.OPEN)[self._looks % 2]
        some = self._chance.sample(range(self._tracked // IN_ONE), TOUCHED)
        each = [self._chance.sample(range(IN_ONE), CHANGES // TOUCHED) for _ in some]
        ids = [number * IN_ONE + id for number, ids in zip(some, each, strict=True) for id in ids]
        found = [replace(self.ticket(str(id)), status=status, updated_at=later) for id in ids]
        return Changes(tuple(found), f"{cursor}."[-9:])


def run(*, quick: bool) -> Iterator[Figure]:
    repeats = 5 if quick else 25
    with ExitStack() as stack:
        sides: dict[str, Callable[[], float]] = {}
        for size in SIZES:
            url = stack.enter_context(sqlite())
            database, _ = stack.enter_context(connected(url))
            _fill(database, size)
            sides[str(size)] = partial(_sweep, database, ChangingDesk(size))
        for side in sides.values():
            side()
        seconds = interleaved(sides, repeats=repeats)
    smallest, *_, largest = seconds.values()
    curve = ", ".join(f"{int(size):,} tickets {value * 1e3:.1f} ms" for size, value in seconds.items())
    yield Figure(
        NAME,
        largest / smallest,
        BOUND,
        from_=f"CPU of one look that finds {CHANGES} changes in {TOUCHED} incidents: {curve}",
        why="indexes are higher, and more of them lies outside the pages that a connection keeps",
    )


def _sweep(database: Database, desk: ChangingDesk) -> float:
    """Seconds of CPU from asking until what was found is recorded; nothing else is under way."""
    known = replace(world(database), desks={"zendesk": desk})
    started = thread_time()
    with known.store.change() as work:
        desk_outgoing.poll(known, work, "zendesk")
    assert deliver_next(known, "bench/1")
    return thread_time() - started


def _fill(database: Database, size: int) -> None:
    """As many tickets as are tracked, a hundred an incident."""
    desk = DeskAtHand(0.0)
    incidents = range(1, size // IN_ONE + 1)
    with database.change() as work:
        for number in incidents:
            work.incidents.add(incident(number))
        for id in range(size):
            work.tickets.put(desk.ticket(str(id)))
    with database.engine.begin() as connection:
        connection.execute(insert(organisations), organisation_rows())
        connection.execute(insert(customers), customer_rows())
        for number in incidents:
            ids = range((number - 1) * IN_ONE, number * IN_ONE)
            connection.execute(insert(ticket_links), _links(f"INC-{number}", ids))


def _links(key: str, ids: Sequence[int]) -> list[dict[str, object]]:
    """Linked; what boards count by is as the first look finds it."""
    return [
        _link.row(
            Link(
                incident=key,
                system="zendesk",
                ticket=str(id),
                how=How.WORD,
                by="slack:U1",
                at=WRITTEN,
                changed_at=WRITTEN,
                batch=1,
                state=LinkState.LINKED,
            )
        )
        | UNCOUNTED
        | {"customer": id % 8000 + 1, "organisation": id % 600 + 1, "tier": "standard"}
        for id in ids
    ]
