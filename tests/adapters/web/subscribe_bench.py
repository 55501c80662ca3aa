"""Our own page with its forms on a bench: the real app and bot over ASGI, a database that may be down."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from adapters.statuspage.own import OwnPage
from adapters.web.app import build
from adapters.web.status_page import status_page
from adapters.web.status_reading import Reading
from adapters.web.status_subscribe import status_subscribe
from bot.actions.status_page import read
from bot.errors import Unavailable
from bot.ports import Store, Work
from tests.bot.actions.subscribing import team
from tests.fakes.clock import StoppedClock

FORM = "/status/subscribe"
TYPE = "application/x-www-form-urlencoded"


@dataclass
class Unsteady:
    """A store that is down as long as it is told."""

    store: Store
    is_down: bool = False
    is_unsure: bool = False

    def read(self) -> AbstractContextManager[Work]:
        return self._up().read()

    def change(self) -> AbstractContextManager[Work]:
        return self._up().change()

    def _up(self) -> Store:
        if self.is_down:
            raise Unavailable("It does not answer.", unsure=self.is_unsure)
        return self.store


class SubscribeBench:
    def __init__(self, store: Store, clock: StoppedClock, **page: Any) -> None:
        self.clock = clock
        self.store = Unsteady(store)
        self.told, self.postman = team(self.store, clock)
        settings = self.told.settings
        assert settings.status_page
        shown = settings.status_page.model_copy(update=page)
        world = self.told.world
        object.__setattr__(world, "settings", settings.model_copy(update={"status_page": shown}))
        pen = OwnPage(shown, settings.status_updates.languages, settings.public_url)
        forms = status_subscribe(world, pen.subscribing, pen.style_proof) if pen.subscribing else []
        pages = status_page(Reading(lambda: read(world), pen, clock), pen)
        self.app = build([*forms, *pages], {}, lambda: b"")
        self._runner = asyncio.Runner()

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self._runner.run(self._ask("GET", path, None, headers))

    def post(
        self, path: str = FORM, fields: Mapping[str, Any] | bytes = b"", **headers: str
    ) -> httpx.Response:
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        return self._runner.run(self._ask("POST", path, body, {"content_type": TYPE, **headers}))

    def asks(self, address: str, *components: str, path: str = FORM, **fields: Any) -> httpx.Response:
        chosen = components or ("checkout", "search")
        return self.post(path, {"address": address, "component": chosen, "topic": "", **fields})

    def letters(self, address: str) -> list[str]:
        """Their texts, everything that is due having gone out."""
        self.told.carry()
        return [one.text for one in self.postman.to(address)]

    async def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        told = {"accept-encoding": "identity"} | {k.replace("_", "-"): v for k, v in headers.items()}
        way = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=way, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, content=body, headers=told)

    def close(self) -> None:
        self._runner.close()


def path(text: str, deed: str) -> str:
    """Where this link of a letter or of a page leads; all of one letter have the same secret."""
    found = re.search(r"/status/subscribe/\w+/([\w-]+(\?lang=[\w-]+)?)", text)
    assert found, text
    return f"/status/subscribe/{deed}/{found[1]}"
