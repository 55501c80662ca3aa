"""Reads events of tickets as the couriers do after the desk has answered, in a process of its own.

`URL WAVES EVENTS`: for each wave a line with the seconds of CPU that it took, and the megabytes that
this process has had in memory at most so far.
"""

import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import thread_time
from typing import Any

from sqlalchemy import event

from benchmarks import promised
from benchmarks.inside import connected, world
from bot.actions import ticket_news
from bot.domain.sla_update import Author, History, Said, Update
from bot.domain.ticket import Ticket, TicketStatus
from bot.world import World

OF_ONE = 5
"""Events of one ticket: it is opened, answered, asked again, waits, and is solved."""
_BECOMES = (None, None, None, TicketStatus.PENDING, TicketStatus.SOLVED)
_BY = (Author.CUSTOMER, Author.AGENT, Author.CUSTOMER, Author.AGENT, Author.AGENT)


def main() -> None:
    url, waves, events = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with connected(url) as (database, _):
        event.listen(database.engine.pool, "connect", _without_waiting)
        database.engine.dispose()
        known = replace(world(database), settings=promised.settings())
        print("ready", flush=True)
        sys.stdin.readline()
        for wave in range(waves):
            started = thread_time()
            _read(known, range(wave * events // OF_ONE, (wave + 1) * events // OF_ONE))
            took = thread_time() - started
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{took} {most}", flush=True)


def _without_waiting(driver: Any, _record: object) -> None:
    """CPU is counted; how long the disk takes for each commit says nothing of us."""
    driver.execute("PRAGMA synchronous = OFF")


def _read(known: World, numbers: range) -> None:
    """One event of each ticket after the other, then the next; each look tells all that happened so far."""
    begun = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    for step in range(OF_ONE):
        for number in numbers:
            ticket, history = _shown(number, begun, step)
            with known.store.change() as work:
                ticket_news.seen(known, work, ticket, history)


def _shown(number: int, begun: datetime, step: int) -> tuple[Ticket, History]:
    opened = promised.ticket(number, begun, recipients=promised.AGENTS)
    last = begun + timedelta(minutes=30 * step)
    shown = replace(opened, status=_BECOMES[step] or TicketStatus.OPEN, updated_at=last)
    return shown, History((promised.opened(opened, begun), *_happened(begun, step)), statuses=True)


def _happened(begun: datetime, steps: int) -> Iterator[Update]:
    for step in range(1, steps + 1):
        at = begun + timedelta(minutes=30 * step)
        name, status = f"comment/{step}", _BECOMES[step]
        yield Update(source="zendesk", id=name, at=at, by=_BY[step], said=Said.PUBLIC, status=status)


if __name__ == "__main__":
    main()
