"""The playground with the real bot behind it, on a socket of this machine, without the scripted morning."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from adapters.clock.ticker import Ticker
from adapters.courier.workers import Couriers
from adapters.likeness.connect import Likeness
from adapters.playground.connect import Page, at_home, connect
from bot.commands.router import Router
from bot.config import NO_CHATS, Settings, load_environment
from bot.connecting import meetings
from bot.jobs import JOBS
from bot.serving import public_page
from bot.world import World
from storage.bell import Bell
from storage.unit_of_work import Database
from tests.fakes.teller import NoMeter


@dataclass
class Served:
    address: str
    page: Page
    world: World


class Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self.port = 0

    async def startup(self, sockets: list | None = None) -> None:
        await super().startup(sockets)
        self.port = self.servers[0].sockets[0].getsockname()[1]
        self.ready.set()


@contextmanager
def listening(app: Starlette, port: int = 0) -> Iterator[Server]:
    """A server in a thread; the app must end its streams before this ends."""
    server = Server(uvicorn.Config(app, port=port, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.ready.wait(20), "the server did not start"
    try:
        yield server
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def playground_on(
    database: Database, bell: Bell, clock, desks: dict | None = None, settings: Settings | None = None
) -> Iterator[Served]:
    """Door, bot, outbox, workers and clock, as `caseline demo` connects them."""
    voices: dict = {}
    known: dict = dict(desks or {})
    home = at_home(settings or Settings())
    bridges = meetings(home, load_environment(NO_CHATS), clock)
    world = World(clock, database, home, voices, NoMeter(), Likeness(), known, meetings=bridges)
    page = connect(world, Router(world).handle, "")
    voices["playground"] = page.voice
    if desks is None:
        known[page.desk.name] = page.desk
    couriers = Couriers(world, bell, database.token, count=3)
    ticker = Ticker(world, JOBS, lambda _job, _outcome: None)
    couriers.start()
    ticker.start()
    try:
        with listening(Starlette(routes=[*page.routes, *public_page(world)])) as server:
            yield Served(f"http://127.0.0.1:{server.port}", page, world)
            page.close()
    finally:
        ticker.stop()
        assert couriers.stop(20)
