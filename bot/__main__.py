"""Composition root and command line: reads settings, connects adapters and storage, starts the doors.

What only one command needs is imported there: `caseline show` starts no web server, and a
chat that is not configured costs no memory.
"""

import gc
import logging
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.given import environment as _environment
from adapters.terminal.given import settings as _settings
from bot.config import Environment, Settings, settings_of
from bot.domain.customer import Accounts
from bot.domain.finding import Finding
from bot.domain.interaction import Interaction, Reply
from bot.errors import BotError, SettingsError
from bot.ports import Clock, TicketSystem, Voice, Work
from bot.world import World

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from adapters.playground.script import Script
    from adapters.terminal.sla import Wanted
    from adapters.web.doors import Doors
    from bot.calendars import Explained
    from storage.bell import Bell
    from storage.unit_of_work import Database

log = logging.getLogger("caseline")

Handle = Callable[[Interaction], Reply]
OpenDoors = Callable[[World, Handle, Environment, str, "Engine"], "Doors"]

LAST_DELIVERIES = 10.0
"""Seconds that deliveries at work get to finish when the process is asked to stop."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 something is missing or does not answer, 2 settings cannot be used."""
    from adapters.terminal.arguments import read
    from adapters.terminal.ending import ended

    asked = read(arguments)
    return ended(lambda: DO[asked.do](asked), debug=asked.debug)


def _demo(asked: Namespace) -> int:
    from adapters.playground.connect import morning

    return _play(asked, None if asked.empty else morning())


def _replay(asked: Namespace) -> int:
    from adapters.playground.replay import script_of

    return _play(asked, script_of(Path(asked.file), speed=asked.speed, incident=asked.incident))


def _play(asked: Namespace, script: "Script | None") -> int:
    """The playground and nothing else, whatever the environment says about other chats."""
    from adapters.playground.connect import at_home
    from storage.migrations import upgrade

    environment = _environment(asked, chats=False)
    settings = at_home(_settings(environment))
    with tempfile.TemporaryDirectory(prefix="caseline-") as folder:
        if "caseline_database_url" not in environment.model_fields_set:
            url = f"sqlite:///{Path(folder) / 'demo.db'}"
            environment = environment.model_copy(update={"caseline_database_url": url})
        upgrade(environment.caseline_database_url)
        any_port = "caseline_port" not in environment.model_fields_set
        _serve(environment, settings, partial(_open_playground, script=script), any_port=any_port)
    return 0


def _run(asked: Namespace) -> int:
    environment = _environment(asked)
    if not (environment.has_slack or environment.has_teams):
        unset = "SLACK_BOT_TOKEN, MICROSOFT_APP_ID: neither is set"
        raise SettingsError([f"{unset}; connect a chat first (see README), or try `caseline demo`"])
    _serve(environment, _settings(environment), _open_chats)
    return 0


def _check(asked: Namespace) -> int:
    from adapters.terminal.check import report

    environment = _environment(asked)
    text, code = report(list(_findings(environment, _settings(environment))))
    print(text)
    return code


def _findings(environment: Environment, settings: Settings) -> Iterator[Finding]:
    file = environment.caseline_config
    yield Finding("settings", f"{file} is fine" if Path(file).exists() else f"no {file}: the defaults count")
    try:
        with _database(environment) as (database, _):
            yield Finding("database", f"{database.engine.dialect.name}, with the schema of this release")
    except (SettingsError, BotError) as error:
        yield Finding("database", str(error), "run `caseline db upgrade`; if that fails too, it says why")
    yield from _calendar_findings(settings)
    yield from _desk_findings(settings)
    if environment.has_slack:
        from adapters.slack.check import findings

        yield from findings(environment, settings.announce)
    if environment.has_teams:
        yield from _teams_findings(environment, settings)
    if not (environment.has_slack or environment.has_teams):
        todo = "make an app from manifest.yml, or a bot for Teams; README says how"
        yield Finding("chats", "neither SLACK_BOT_TOKEN nor MICROSOFT_APP_ID is set", todo)


def _calendar_findings(settings: Settings) -> Iterator[Finding]:
    from adapters.clock.ticker import SystemClock
    from adapters.terminal.calendar import findings

    now = SystemClock().now()
    yield from findings(lambda: _calendars(settings, now), now)


def _desk_findings(settings: Settings) -> Iterator[Finding]:
    """Line by line of every system of tickets."""
    from adapters.clock.ticker import SystemClock

    if settings.customers.accounts:
        known = _accounts(settings)
        count = len(known.by_organisation) + len(known.by_email) + len(known.by_domain)
        yield Finding("customers", f"{count} names in {settings.customers.accounts}")
    for desk in _desks(settings, SystemClock()).values():
        yield from desk.check()
        desk.close()


def _teams_findings(environment: Environment, settings: Settings) -> Iterator[Finding]:
    """What is known of its conversations helps, but is not needed."""
    from adapters.teams.check import findings
    from adapters.teams.places import Places

    with ExitStack() as stack:
        try:
            places = Places(stack.enter_context(_database(environment))[0])
        except (SettingsError, BotError):
            places = None
        yield from findings(environment, settings.microsoft_teams, settings.announce, places)


def _manifest(asked: Namespace) -> int:
    return _teams_package(asked) if asked.chat == "teams" else _slack_manifest(asked)


def _slack_manifest(asked: Namespace) -> int:
    from adapters.slack.manifest import ADDRESS, as_yaml, manifest

    command = settings_of(_environment(asked)).command
    print(as_yaml(manifest(command, socket_mode=asked.socket, url=asked.url or ADDRESS)), end="")
    return 0


def _teams_package(asked: Namespace) -> int:
    from adapters.teams.package import write

    environment = _environment(asked)
    version = write(environment, settings_of(environment), asked.output, older=asked.older, url=asked.url)
    print(f"{asked.output} is written (manifest {version}); upload it in Teams under Apps, Manage your apps.")
    return 0


def _upgrade(asked: Namespace) -> int:
    from storage.migrations import current, upgrade

    url = _environment(asked).caseline_database_url
    before = current(url)
    upgrade(url)
    after = current(url)
    print(f"The database is at revision {after}." + ("" if before != after else " Nothing was to be done."))
    return 0


def _show(asked: Namespace) -> int:
    from adapters.terminal.show import show

    return _look(asked, lambda work: show(work, asked.key, as_data=asked.json))


def _incidents(asked: Namespace) -> int:
    from adapters.terminal.incidents import incidents

    return _look(asked, lambda work: incidents(work, as_data=asked.json, limit=asked.limit))


def _calendar(asked: Namespace) -> int:
    from adapters.clock.ticker import SystemClock
    from adapters.terminal.calendar import calendar

    now = SystemClock().now()
    known = _calendars(_settings(_environment(asked)), now)
    print(calendar(known, asked.name, asked.year or now.year, as_data=asked.json))
    return 0


def _sla_test(asked: Namespace) -> int:
    from adapters.terminal.past_tickets import past_tickets
    from adapters.terminal.sla import test

    print(test(_wanted(asked), past_tickets(Path(asked.on)), as_data=asked.json))
    return 0


def _sla_why(asked: Namespace) -> int:
    from adapters.terminal.past_tickets import past_tickets
    from adapters.terminal.sla_why import why

    print(why(_wanted(asked), past_tickets(Path(asked.on)), asked.ticket, as_data=asked.json))
    return 0


def _wanted(asked: Namespace) -> "Wanted":
    from adapters.clock.ticker import SystemClock
    from adapters.terminal.sla import wanted
    from bot.settings_sla import policies

    now = SystemClock().now()
    settings = _settings(_environment(asked))
    known = _calendars(settings, now)
    return wanted(asked.policy, policies(settings.sla), known, (asked.until or now).replace(microsecond=0))


def _look(asked: Namespace, at: Callable[[Work], str]) -> int:
    with _database(_environment(asked)) as (database, _), database.read() as work:
        print(at(work))
    return 0


@contextmanager
def _database(environment: Environment) -> "Iterator[tuple[Database, Bell]]":
    from storage.bell import Bell
    from storage.unit_of_work import connect

    bell = Bell()
    database = connect(environment.caseline_database_url, bell)
    try:
        yield database, bell
    finally:
        database.close()


def _serve(
    environment: Environment, settings: Settings, open_doors: OpenDoors, *, any_port: bool = False
) -> None:
    """Until the process is asked to stop; then what is at work is finished, or given back.

    What is loaded at the start stays to the end: looking through it for garbage, then and ever
    after, would cost a tenth of the start and of every answer.
    """
    gc.disable()
    from adapters.clock.ticker import SystemClock, Ticker
    from adapters.courier.workers import Couriers
    from adapters.likeness.connect import Likeness
    from adapters.web.app import build
    from adapters.web.metrics import Metrics
    from adapters.web.serve import address_of, listen, serve
    from adapters.web.webhooks import webhooks
    from bot.commands.router import Router
    from bot.commands.table import COMMANDS
    from bot.jobs import JOBS, Job

    with ExitStack() as stack:
        stack.callback(gc.enable)
        database, bell = stack.enter_context(_database(environment))
        database.carry()
        listening = stack.enter_context(
            listen(environment.caseline_host, environment.caseline_port, or_any=any_port)
        )
        clock, metrics = SystemClock(), Metrics([command.word for command in COMMANDS])
        metrics.watch_outbox(database, clock)
        voices: dict[str, Voice] = {}
        desks = _desks(settings, clock)
        world = World(
            clock=clock,
            store=database,
            settings=settings,
            voices=voices,
            meter=metrics,
            alike=Likeness(),
            desks=desks,
            accounts=_accounts(settings),
            calendars={name: one.calendar for name, one in _calendars(settings, clock.now()).items()},
        )
        doors = open_doors(world, Router(world).handle, environment, address_of(listening), database.engine)
        voices.update(doors.voices)
        desks.update(doors.desks)
        routes = [*doors.routes, *(webhooks(world) if desks else [])]
        orphans = Job("release_orphans", timedelta(seconds=15), lambda _: _release_orphans(database))
        ticker = Ticker(world, (orphans, *JOBS, *doors.jobs), metrics.job)
        couriers = Couriers(world, bell, database.token)

        def ready() -> None:
            gc.freeze()
            gc.enable()
            couriers.start()
            ticker.start()
            doors.opening()

        checks = {"database": database.check, **doors.checks}
        serve(build(routes, checks, metrics.text), listening, ready=ready, closing=doors.closing)
        doors.closed()
        ticker.stop()
        if not couriers.stop(LAST_DELIVERIES):
            log.warning("Some deliveries were cut off; they will be looked after at the next start.")


def _desks(settings: Settings, clock: Clock) -> dict[str, TicketSystem]:
    """Every system of tickets that is configured; their files are not read where there is none."""
    configured = settings.desks()
    if not configured:
        return {}
    from adapters.tickets.connect import connect

    return connect(configured, clock.now)


def _accounts(settings: Settings) -> Accounts:
    if not settings.customers.accounts:
        return Accounts()
    from bot.settings_accounts import read_accounts

    return read_accounts(Path(settings.customers.accounts), settings.customers.tiers)


def _calendars(settings: Settings, now: datetime) -> "dict[str, Explained]":
    """Every calendar that is configured, and 24x7; public holidays are looked up where one asks for them."""
    from adapters.holidays.connect import PublicHolidays
    from bot.calendars import explained

    return explained(settings.calendars, PublicHolidays(), now)


def _release_orphans(database: "Database") -> None:
    if released := database.release_orphans():
        log.warning("Deliveries of a process that died are taken up again.", extra={"rows": released})


def _open_playground(
    world: World, handle: Handle, _: Environment, address: str, __: "Engine", *, script: "Script | None"
) -> "Doors":
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


def _open_chats(
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


DO: Mapping[str, Callable[[Namespace], int]] = {
    "demo": _demo,
    "replay": _replay,
    "run": _run,
    "check": _check,
    "manifest": _manifest,
    "upgrade": _upgrade,
    "show": _show,
    "incidents": _incidents,
    "calendar": _calendar,
    "sla_test": _sla_test,
    "sla_why": _sla_why,
}

if __name__ == "__main__":
    sys.exit(main())
