"""The other half of the composition root: connects chats, desks and storage, and serves them.

What is not configured is not even imported: it costs no memory, and the start no time.
"""

import gc
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Environment, Settings
from bot.domain.customer import Accounts
from bot.domain.interaction import Interaction, Reply
from bot.ports import Clock, Mail, Meetings, Pager, Phone, StatusPage, TicketSystem, Voice
from bot.world import World

if TYPE_CHECKING:
    from socket import socket

    from sqlalchemy import Engine
    from starlette.routing import Route

    from adapters.playground.script import Script
    from adapters.web.doors import Doors
    from adapters.web.metrics import Metrics
    from bot.calendars import Explained
    from storage.bell import Bell
    from storage.unit_of_work import Database

log = logging.getLogger("caseline")

Handle = Callable[[Interaction], Reply]
OpenDoors = Callable[[World, Handle, Environment, str, "Engine"], "Doors"]


@dataclass(frozen=True)
class Wakers:
    """Pagers by name, and the telephone."""

    pagers: Mapping[str, Pager] = field(default_factory=dict)
    phone: Phone | None = None

    def close(self) -> None:
        for one in self.pagers.values():
            one.close()
        if self.phone:
            self.phone.close()


LAST_DELIVERIES = 10.0
"""Seconds that deliveries at work get to finish when the process is asked to stop."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Those that are asked for something now and then: who opens bridges, status pages, and the mail."""

    bridges: Mapping[str, Meetings] = field(default_factory=dict)
    pages: Mapping[str, StatusPage] = field(default_factory=dict)
    mail: Mail | None = None

    def close(self) -> None:
        _close(self.bridges)
        _close(self.pages)
        if self.mail:
            self.mail.close()


@contextmanager
def database(environment: Environment) -> "Iterator[tuple[Database, Bell]]":
    """Closed at the end; raises what `storage.unit_of_work.connect` does."""
    from storage.bell import Bell
    from storage.unit_of_work import connect

    bell = Bell()
    opened = connect(environment.caseline_database_url, bell)
    try:
        yield opened, bell
    finally:
        opened.close()


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
        stack.callback(_close, known)
        doors = open_doors(world, Router(world).handle, environment, address_of(listening), store.engine)
        voices.update(doors.voices)
        known.update(doors.desks)
        _until_stopped(world, metrics, doors, listening, store, bell)


def _close(known: Mapping[str, TicketSystem | Meetings | StatusPage]) -> None:
    for one in known.values():
        one.close()


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
    from bot.actions.status_page import read

    settings = world.settings
    pen = OwnPage(page, settings.status_updates.languages, settings.public_url)
    return status_page(Reading(lambda: read(world), pen, world.clock), pen)


def _are_told(world: World) -> bool:
    """Whether anybody has a reason to knock with a webhook."""
    return bool(world.desks or world.pagers or world.phone)


def desks(settings: Settings, clock: Clock) -> dict[str, TicketSystem]:
    """Every system of tickets that is configured; their files are not read where there is none."""
    configured = settings.desks()
    if not configured:
        return {}
    from adapters.tickets.connect import connect

    return connect(configured, clock.now)


def meetings(settings: Settings, environment: Environment, clock: Clock) -> dict[str, Meetings]:
    """The provider of bridges, if one is named. Raises SettingsError when it lacks something."""
    if not settings.bridge.provider:
        return {}
    from adapters.meetings.connect import connect
    from adapters.meetings.given import Given

    return connect(Given(settings=settings, environment=environment, now=clock.now))


def pagers(settings: Settings, clock: Clock) -> Wakers:
    """Those that are configured; their files are not read where there is none."""
    if not settings.paging.pagers() and not settings.paging.twilio:
        return Wakers()
    from adapters.paging.connect import connect, connect_phone

    return Wakers(connect(settings.paging, clock.now), connect_phone(settings.paging, clock.now))


def status_pages(settings: Settings) -> dict[str, StatusPage]:
    """Those that somebody else runs, by name; their files are not read where there is none."""
    if settings.publishing.statuspage is None:
        return {}
    from adapters.statuspage.statuspage import connect

    page = connect(settings.publishing.statuspage)
    return {page.name: page}


def mail(settings: Settings, clock: Clock) -> Mail | None:
    """How letters leave the house, if they do."""
    if settings.publishing.smtp is None:
        return None
    from adapters.mail.smtp import connect

    return connect(settings.publishing.smtp, now=clock.now)


def accounts(settings: Settings) -> Accounts:
    """The operator's list of customers; raises SettingsError."""
    if not settings.customers.accounts:
        return Accounts()
    from bot.settings_accounts import read_accounts

    return read_accounts(Path(settings.customers.accounts), settings.customers.tiers)


def calendars(settings: Settings, now: datetime) -> "dict[str, Explained]":
    """Every calendar that is configured, and 24x7; public holidays are looked up where one asks for them."""
    from adapters.holidays.connect import PublicHolidays
    from bot.calendars import explained

    return explained(settings.calendars, PublicHolidays(), now)


def _release_orphans(database: "Database") -> None:
    if released := database.release_orphans():
        log.warning("Deliveries of a process that died are taken up again.", extra={"rows": released})


def open_playground(
    world: World, handle: Handle, _: Environment, address: str, __: "Engine", *, script: "Script | None"
) -> "Doors":
    """A chat of its own with a desk, whatever other chats are configured; `script` plays in it."""
    from adapters.playground.connect import connect
    from adapters.web.doors import Doors
    from bot.jobs import Job

    page = connect(world, handle, address, script=script)
    return Doors(
        voices={"playground": page.voice},
        routes=page.routes,
        desks={page.desk.name: page.desk},
        jobs=(Job("scenario", timedelta(seconds=1), page.play),) if script else (),
        opening=lambda: print(f"Caseline's playground is open: {address} (Ctrl-C ends it)", flush=True),
        closing=page.close,
    )


def open_chats(
    world: World, handle: Handle, environment: Environment, address: str, engine: "Engine"
) -> "Doors":
    """Every chat that is configured; the packages of the others are not even imported."""
    from adapters.web.doors import together

    doors = []
    if environment.has_slack:
        doors.append(_open_slack(world, handle, environment, engine))
    if environment.has_teams:
        doors.append(_open_teams(world, handle, environment))
    return together(doors, lambda: log.info("Caseline listens.", extra={"address": address}))


def _open_slack(world: World, handle: Handle, environment: Environment, engine: "Engine") -> "Doors":
    from adapters.slack.connect import connect
    from adapters.web.doors import Doors

    slack = connect(environment, world, handle, engine)
    return Doors(
        voices={"slack": slack.voice},
        routes=slack.routes,
        checks={"slack": slack.check},
        opening=slack.start,
        closed=slack.close,
    )


def _open_teams(world: World, handle: Handle, environment: Environment) -> "Doors":
    from adapters.teams.connect import connect
    from adapters.web.doors import Doors

    teams = connect(environment, world, handle)
    return Doors(
        voices={"teams": teams.voice}, routes=teams.routes, checks={"teams": teams.check}, closed=teams.close
    )
