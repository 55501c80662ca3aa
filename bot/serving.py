"""Serves: the world is put together, doors are opened, and what waits is carried until it is time to stop.

Part of the composition root.
"""

import gc
import logging
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.config import Environment, Settings
from bot.connecting import (
    Asked,
    Wakers,
    accounts,
    calendars,
    close_all,
    database,
    desks,
    mail,
    meetings,
    pagers,
    status_pages,
)
from bot.opening import OpenDoors
from bot.ports import TicketSystem, Voice
from bot.world import World

if TYPE_CHECKING:
    from socket import socket

    from starlette.routing import Route

    from adapters.web.doors import Doors
    from adapters.web.metrics import Metrics
    from storage.bell import Bell
    from storage.unit_of_work import Database

log = logging.getLogger("caseline")

LAST_DELIVERIES = 10.0
"""Seconds that deliveries at work get to finish when the process is asked to stop."""


def serve(
    environment: Environment, settings: Settings, open_doors: OpenDoors, *, any_port: bool = False
) -> None:
    """Until the process is asked to stop; then what is at work is finished, or given back.

    What is loaded at the start stays to the end: looking through it for garbage, then and ever
    after, would cost a tenth of the start and of every answer.
    """
    gc.disable()
    from adapters.clock.ticker import SystemClock
    from adapters.web.serve import address_of, listen
    from bot.commands.router import Router

    with ExitStack() as stack:
        stack.callback(gc.enable)
        store, bell = stack.enter_context(database(environment))
        store.carry()
        listening = stack.enter_context(
            listen(environment.caseline_host, environment.caseline_port, or_any=any_port)
        )
        voices: dict[str, Voice] = {}
        known: dict[str, TicketSystem] = {}
        asked = Asked(
            bridges=meetings(settings, environment, SystemClock()),
            pages=status_pages(settings),
            mail=mail(settings, SystemClock()),
        )
        stack.callback(asked.close)
        wakers = pagers(settings, SystemClock())
        stack.callback(wakers.close)
        world, metrics = _world(settings, store, voices, known, asked, wakers)
        stack.callback(close_all, known)
        doors = open_doors(world, Router(world).handle, environment, address_of(listening), store.engine)
        voices.update(doors.voices)
        known.update(doors.desks)
        _until_stopped(world, metrics, doors, listening, store, bell)


def _world(
    settings: Settings,
    store: "Database",
    voices: Mapping[str, Voice],
    known: dict[str, TicketSystem],
    asked: "Asked",
    wakers: Wakers,
) -> "tuple[World, Metrics]":
    """`voices` and `known` desks are filled by the doors, which need the world to open."""
    from adapters.clock.ticker import SystemClock
    from adapters.likeness.connect import Likeness
    from adapters.web.metrics import Metrics
    from bot.actions import sla_book, sla_incident
    from bot.commands.table import COMMANDS

    clock, metrics = SystemClock(), Metrics([command.word for command in COMMANDS])
    known_calendars = calendars(settings, clock.now())
    metrics.watch(store, clock)
    known.update(desks(settings, clock))
    world = World(
        clock=clock,
        store=store,
        settings=settings,
        voices=voices,
        meter=metrics,
        alike=Likeness(),
        desks=known,
        meetings=asked.bridges,
        status_pages=asked.pages,
        mail=asked.mail,
        pagers=wakers.pagers,
        phone=wakers.phone,
        accounts=accounts(settings),
        calendars={name: one.calendar for name, one in known_calendars.items()},
    )
    sla_book.publish(world, known_calendars)
    sla_incident.take_up(world)
    return world, metrics


def bare(settings: Settings, store: "Database") -> World:
    """For a command that writes down what a bot elsewhere carries: it speaks to nobody itself."""
    from adapters.clock.ticker import SystemClock
    from adapters.likeness.connect import Likeness
    from adapters.web.metrics import Metrics

    clock = SystemClock()
    known = calendars(settings, clock.now())
    return World(
        clock=clock,
        store=store,
        settings=settings,
        voices={},
        meter=Metrics([]),
        alike=Likeness(),
        calendars={name: one.calendar for name, one in known.items()},
    )


def _until_stopped(
    world: World, metrics: "Metrics", doors: "Doors", listening: "socket", store: "Database", bell: "Bell"
) -> None:
    """Workers and clock begin when requests are accepted, and end when the last one is answered."""
    from adapters.clock.ticker import Ticker
    from adapters.courier.workers import Couriers
    from adapters.web.app import build
    from adapters.web.calendars import calendars
    from adapters.web.serve import serve as serve_http
    from adapters.web.webhooks import webhooks
    from bot.jobs import JOBS, Job

    routes = [
        *doors.routes,
        *calendars(world),
        *public_page(world),
        *(webhooks(world) if _are_told(world) else []),
    ]
    orphans = Job("release_orphans", timedelta(seconds=15), lambda _: _release_orphans(store))
    ticker = Ticker(world, (orphans, *JOBS, *doors.jobs), metrics.job)
    couriers = Couriers(world, bell, store.token)

    def ready() -> None:
        gc.freeze()
        gc.enable()
        couriers.start()
        ticker.start()
        doors.opening()

    checks = {"database": store.check, **doors.checks}
    serve_http(build(routes, checks, metrics.text), listening, ready=ready, closing=doors.closing)
    doors.closed()
    ticker.stop()
    if not couriers.stop(LAST_DELIVERIES):
        log.warning("Some deliveries were cut off; they will be looked after at the next start.")


def public_page(world: World) -> "list[Route]":
    """Our own public page, where the settings have one; its files are not read otherwise."""
    page = world.settings.status_page
    if page is None:
        return []
    from adapters.statuspage.own import OwnPage
    from adapters.web.status_page import status_page
    from adapters.web.status_reading import Reading
    from adapters.web.status_subscribe import status_subscribe
    from bot.actions.status_page import read

    settings = world.settings
    pen = OwnPage(page, settings.status_updates.languages, settings.public_url)
    subscribing = pen.subscribing if world.mail else None
    return [
        *(status_subscribe(world, subscribing, pen.style_proof) if subscribing else ()),
        *status_page(Reading(lambda: read(world), pen, world.clock), pen),
    ]


def _are_told(world: World) -> bool:
    """Whether anybody has a reason to knock with a webhook."""
    return bool(world.desks or world.pagers or world.phone)


def _release_orphans(database: "Database") -> None:
    if released := database.release_orphans():
        log.warning("Deliveries of a process that died are taken up again.", extra={"rows": released})
