"""The status page on a bench: the real app over ASGI, with a database that fails and waits as told."""

import asyncio
import threading

import httpx

from adapters.statuspage.own import OwnPage
from adapters.web.app import build
from adapters.web.status_page import status_page
from adapters.web.status_reading import Reading
from bot.domain.status_page import ShownPage
from bot.errors import Unavailable
from bot.settings_page import PublicPage
from tests.adapters.statuspage.shown import NOW, incident, page
from tests.fakes.clock import StoppedClock

PATIENCE = 20
"""Seconds until a test gives up on another thread."""


class Pages:
    """What is read. `gate` holds readings up while it is cleared; `begun` says that one has started."""

    def __init__(self, clock: StoppedClock) -> None:
        self.clock = clock
        self.shown = page(incident())
        self.error: Exception | None = None
        self.count = 0
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Event()

    def __call__(self) -> ShownPage:
        self.count += 1
        self.begun.set()
        assert self.gate.wait(PATIENCE)
        if self.error:
            raise self.error
        return ShownPage(
            at=self.clock.now(), components=self.shown.components, incidents=self.shown.incidents
        )

    def down(self) -> None:
        self.error = Unavailable("The database does not answer.")


class CountingPage(OwnPage):
    draws = 0

    def draw(self, shown, path, language, *, stale):
        self.draws += 1
        return super().draw(shown, path, language, stale=stale)


class StatusBench:
    """One process: a second one with the same file is a restart."""

    def __init__(self, *, clock: StoppedClock | None = None, **settings) -> None:
        self.clock = clock or StoppedClock(NOW)
        self.pages = Pages(self.clock)
        settings = {"title": "Acme status", **settings}
        self.pen = CountingPage(PublicPage(**settings), ("en", "de"), "https://bot.acme.test")
        reading = Reading(self.pages, self.pen, self.clock)
        self.app = build(status_page(reading, self.pen), {}, lambda: b"")
        self._runner = asyncio.Runner()

    def get(self, path="/status", method="GET", **headers):
        return self._runner.run(self.ask(path, method, **headers))

    def run(self, scenario):
        return self._runner.run(scenario)

    async def ask(self, path="/status", method="GET", **headers):
        told = {"accept-encoding": "identity", **{k.replace("_", "-"): v for k, v in headers.items()}}
        way = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=way, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, headers=told)

    def close(self) -> None:
        self.pages.gate.set()
        self._runner.close()
