"""The impact board of an incident with 10,000 linked tickets, counted by SQLite."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter, thread_time
from typing import Any

from sqlalchemy import insert

from benchmarks.figure import Figure
from benchmarks.inside import connected, sqlite
from bot.domain.impact import Board
from bot.domain.incident import Incident
from bot.domain.link import How, Link, LinkState
from storage.nouns import Shape
from storage.ticket_links import minute
from storage.ticket_tables import customers, organisations, ticket_links
from storage.unit_of_work import Database

NAME, BOUND = "board_10000", 5.0
TICKETS, CUSTOMERS, ORGANISATIONS = 10_000, 8_000, 600
TIERS = ("vip", "premium", "standard")
REGIONS = ("emea", "amer", "apac", "latam", "dach")
PRODUCTS = ("card", "checkout", "refunds", "reports")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OTHERS = 4
"""More incidents, with a fifth as many tickets each."""
_link = Shape(Link, ticket_links)


def run(*, quick: bool) -> Iterator[Figure]:
    repeats = 30 if quick else 150
    with sqlite() as url, connected(url) as (database, _):
        _fill(database)
        counted = _board(database)
        assert counted.tickets == TICKETS
        took, booked = [], []
        for _ in range(repeats):
            started, cpu = perf_counter(), thread_time()
            _board(database)
            booked.append(thread_time() - cpu)
            took.append(perf_counter() - started)
    told = (
        f"CPU of one board: {counted.customers} customers of {counted.organisations} organisations in "
        f"{len(counted.tiers)} tiers, cut by region and product; {median(took) * 1e3:.2f} ms by the clock"
    )
    why = "each question goes once through what is linked; the tier and the cuts cost most"
    yield Figure(NAME, median(booked) * 1e3, BOUND, from_=told, why=why)


def _board(database: Database) -> Board:
    with database.read() as work:
        return work.impacts.board("INC-1", NOW, top="vip", cut_by=("region", "product"))


def _fill(database: Database) -> None:
    """Customers write by chance, larger organisations more often; an organisation has one tier and region."""
    chance = random.Random(7)
    with database.change() as work:
        for number in range(1, OTHERS + 2):
            work.incidents.add(incident(number))
    with database.engine.begin() as connection:
        connection.execute(insert(organisations), organisation_rows())
        connection.execute(insert(customers), customer_rows())
        connection.execute(insert(ticket_links), [_row(chance, "INC-1", n) for n in range(TICKETS)])
        for other in range(OTHERS):
            more = [_row(chance, f"INC-{other + 2}", n) for n in range(TICKETS // 5)]
            connection.execute(insert(ticket_links), more)


def incident(number: int) -> Incident:
    return Incident(
        key=f"INC-{number}",
        number=number,
        title="Checkout is down",
        severity="SEV1",
        phase="investigating",
        declared_by="slack:U1",
        declared_at=NOW,
    )


def organisation_rows() -> list[dict[str, Any]]:
    return [_named("org", number) for number in range(1, ORGANISATIONS + 1)]


def customer_rows() -> list[dict[str, Any]]:
    return [_named("person", number) for number in range(1, CUSTOMERS + 1)]


def _named(kind: str, number: int) -> dict[str, Any]:
    return {"id": number, "who": f"{kind}{number}@acme.test", "name": f"{kind.title()} {number}"}


def _row(chance: random.Random, incident: str, number: int) -> dict[str, Any]:
    customer = chance.randint(1, CUSTOMERS)
    organisation = customer % ORGANISATIONS + 1
    link = Link(
        incident=incident,
        system="zendesk",
        ticket=str(480_000 + number),
        how=How.WORD,
        by="slack:U1",
        at=NOW,
        changed_at=NOW,
        batch=number // 500 + 1,
        state=LinkState.LINKED,
    )
    return _link.row(link) | {
        "is_open": int(chance.random() < 0.8),
        "customer": customer,
        "organisation": organisation,
        "tier": TIERS[(organisation > 30) + (organisation > 150)],
        "region": REGIONS[organisation % len(REGIONS)],
        "product": chance.choice(PRODUCTS),
        "component": "",
        "reported_minute": minute(NOW - timedelta(minutes=chance.randrange(180))),
    }
