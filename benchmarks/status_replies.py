"""10,000 public replies at a desk that takes 100 a second: how far behind its pace we stay."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import perf_counter, sleep

from sqlalchemy import insert

from adapters.courier.workers import Couriers
from benchmarks import board
from benchmarks.desk_at_hand import DeskAtHand
from benchmarks.figure import Figure
from benchmarks.inside import connected, sqlite, world
from bot.actions.change import changing
from bot.actions.status_publish import go_out
from bot.domain.audit import Actor
from bot.domain.link import How, Link, LinkState
from bot.domain.status_update import Audience, StatusUpdate, Telling
from bot.world import World
from storage.bell import Bell
from storage.nouns import Shape
from storage.ticket_links import UNCOUNTED
from storage.ticket_tables import ticket_links
from storage.unit_of_work import Database

NAME, BOUND = "status_replies", 1.05
MEMORY, MEMORY_BOUND = "status_replies_memory_growth", 1.1
TICKETS = 10_000
PACE = 100
"""Replies a second that the desk takes, however many ask at once."""
WHY = "lanes are chosen by the ticket's id, and the fullest of them ends last; each reply is recorded"
_link = Shape(Link, ticket_links)


class PacedDesk(DeskAtHand):
    """Takes one reply after the other, at its own pace."""

    def __init__(self) -> None:
        super().__init__(0.0)
        self._next = 0.0
        self._turn = Lock()

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        with self._turn:
            self._next = max(self._next, perf_counter()) + 1 / PACE
            turn = self._next
        sleep(max(0.0, turn - perf_counter()))
        super().reply(id, text, key=key, doubtful=doubtful)


def run(*, quick: bool) -> Iterator[Figure]:
    tickets = TICKETS // 10 if quick else TICKETS
    desk = PacedDesk()
    with sqlite() as url, connected(url) as (database, bell):
        known = replace(world(database), desks={desk.name: desk})
        _fill(database, tickets)
        took, memory = _told(database, bell, known, desk, tickets)
    least = tickets / PACE
    told = f"{tickets:,} replies after {took:.1f} s; at {PACE} a second they take {least:.1f} s"
    yield Figure(NAME, took / least, BOUND, from_=told, why=WHY)
    told = f"{memory[0]:.0f} MB after a tenth of them, {memory[1]:.0f} MB at the end"
    yield Figure(MEMORY, memory[1] / memory[0], MEMORY_BOUND, from_=told, why="see what grew")


def _fill(database: Database, tickets: int) -> None:
    with database.change() as work:
        work.incidents.add(board.incident(1))
    links = [
        Link(
            incident="INC-1",
            system="zendesk",
            ticket=str(480_000 + number),
            how=How.WORD,
            by="slack:U1",
            at=board.NOW,
            changed_at=board.NOW,
            batch=1,
            state=LinkState.LINKED,
        )
        for number in range(tickets)
    ]
    with database.engine.begin() as connection:
        connection.execute(insert(ticket_links), [_link.row(one) | UNCOUNTED for one in links])


def _told(
    database: Database, bell: Bell, known: World, desk: DeskAtHand, tickets: int
) -> tuple[float, tuple[float, float]]:
    """Seconds until every ticket has its one reply, and resident megabytes early and late."""
    couriers = Couriers(known, bell, database.token)
    couriers.start()
    started, early = perf_counter(), 0.0
    update = _publish(known)
    while desk.calls < tickets:
        sleep(0.02)
        if not early and desk.calls >= tickets // 10:
            early = _resident()
    took, late = perf_counter() - started, _resident()
    couriers.stop(10)
    with database.read() as work:
        counts = work.tellings.count(update.id)
    assert counts == {(Audience.TICKETS, Telling.TOLD): tickets}, counts
    assert desk.calls == tickets, "somebody was told twice"
    return took, (early, late)


def _publish(known: World) -> StatusUpdate:
    update = StatusUpdate(
        incident="INC-1",
        number=0,
        phase="investigating",
        texts={"en": "Card payments are declined. We write again at noon."},
        audiences=(Audience.TICKETS,),
        drafted_by="slack:U1",
        drafted_at=known.clock.now(),
    )
    with changing(known, Actor("slack:U1", "slack", "publish"), "INC-1", tickets=True) as change:
        kept = change.work.status_updates.add(update)
        assert kept is not None
        return go_out(change, kept)


def _resident() -> float:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6
