"""Composition root and command line: reads settings, connects adapters and storage, starts the doors.

What only one command needs is imported there: `caseline show` starts no web server, and a
chat that is not configured costs no memory.
"""

import logging
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bot.config import NO_CHATS, Environment, Settings, load_environment, settings_of
from bot.domain.finding import Finding
from bot.domain.interaction import Interaction, Reply
from bot.errors import BotError, SettingsError
from bot.ports import Voice
from bot.world import World

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from adapters.slack.connect import Stores
    from adapters.web.readiness import Check
    from bot.jobs import Job
    from storage.bell import Bell
    from storage.unit_of_work import Database

log = logging.getLogger("caseline")

Handle = Callable[[Interaction], Reply]
OpenDoors = Callable[[World, Handle, Environment, str], "Doors"]

INSTALLING = 600
"""Seconds that a person has, on Slack's pages, to install Caseline in their workspace."""
LAST_DELIVERIES = 10.0
"""Seconds that deliveries at work get to finish when the process is asked to stop."""


@dataclass(frozen=True)
class Doors:
    """What a chat brings along.

    `opening` is called once requests are accepted, `closing` when the process is asked to
    stop, `closed` when the last request is answered.
    """

    voices: Mapping[str, Voice]
    routes: "Sequence[BaseRoute]" = ()
    checks: "Mapping[str, Check]" = field(default_factory=dict)
    jobs: "Sequence[Job]" = ()
    opening: Callable[[], None] = lambda: None
    closing: Callable[[], None] = lambda: None
    closed: Callable[[], None] = lambda: None


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 something is missing or does not answer, 2 settings cannot be used."""
    from adapters.terminal.arguments import read
    from adapters.terminal.ending import ended

    asked = read(arguments)
    return ended(lambda: DO[asked.do](asked), debug=asked.debug)


def _demo(asked: Namespace) -> int:
    """The playground and nothing else, whatever the environment says about other chats."""
    from adapters.playground.connect import at_home
    from storage.migrations import upgrade

    environment = _environment(asked, chats=False)
    settings = at_home(settings_of(environment))
    with tempfile.TemporaryDirectory(prefix="caseline-") as folder:
        if "caseline_database_url" not in environment.model_fields_set:
            url = f"sqlite:///{Path(folder) / 'demo.db'}"
            environment = environment.model_copy(update={"caseline_database_url": url})
        upgrade(environment.caseline_database_url)
        _serve(
            environment,
            settings,
            _open_empty_playground if asked.empty else _open_playground,
            any_port="caseline_port" not in environment.model_fields_set,
        )
    return 0


def _run(asked: Namespace) -> int:
    environment = _environment(asked)
    if not environment.has_slack:
        raise SettingsError(
            ["SLACK_BOT_TOKEN: not set; connect a chat first (see README), or try `caseline demo`"]
        )
    _serve(environment, settings_of(environment), _open_slack)
    return 0


def _check(asked: Namespace) -> int:
    from adapters.terminal.check import report

    environment = _environment(asked)
    settings_of(environment)
    text, code = report(list(_findings(environment)))
    print(text)
    return code


def _findings(environment: Environment) -> Iterator[Finding]:
    file = environment.caseline_config
    yield Finding("settings", f"{file} is fine" if Path(file).exists() else f"no {file}: the defaults count")
    try:
        with _database(environment) as (database, _):
            yield Finding("database", f"{database.engine.dialect.name}, with the schema of this release")
    except (SettingsError, BotError) as error:
        yield Finding("database", str(error), "run `caseline db upgrade`; if that fails too, it says why")
    if environment.has_slack:
        from adapters.slack.check import findings

        yield from findings(environment)
    else:
        yield Finding("Slack", "SLACK_BOT_TOKEN is not set", "make an app from manifest.yml; README says how")


def _manifest(asked: Namespace) -> int:
    from adapters.slack.manifest import ADDRESS, as_yaml, manifest

    command = settings_of(_environment(asked)).command
    print(as_yaml(manifest(command, socket_mode=asked.socket, url=asked.url or ADDRESS)), end="")
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

    with _database(_environment(asked)) as (database, _), database.read() as work:
        print(show(work, asked.key, as_data=asked.json))
    return 0


def _incidents(asked: Namespace) -> int:
    from adapters.terminal.incidents import incidents

    with _database(_environment(asked)) as (database, _), database.read() as work:
        print(incidents(work, as_data=asked.json, limit=asked.limit))
    return 0


def _environment(asked: Namespace, *, chats: bool = True) -> Environment:
    """What the command line says counts more than what the environment says."""
    from adapters.terminal.logs import set_up

    options = {f"caseline_{name}": getattr(asked, name, None) for name in ("host", "port", "database_url")}
    given = {name: value for name, value in options.items() if value is not None}
    environment = load_environment(given if chats else {**NO_CHATS, **given})
    set_up(environment.caseline_log, environment.secrets())
    return environment


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
    """Until the process is asked to stop; then what is at work is finished, or given back."""
    from adapters.clock.ticker import SystemClock, Ticker
    from adapters.courier.workers import Couriers
    from adapters.web.app import build
    from adapters.web.metrics import Metrics
    from adapters.web.serve import address_of, listen, serve
    from bot.commands.router import Router
    from bot.commands.table import COMMANDS
    from bot.jobs import JOBS, Job

    with ExitStack() as stack:
        database, bell = stack.enter_context(_database(environment))
        database.carry()
        listening = stack.enter_context(
            listen(environment.caseline_host, environment.caseline_port, or_any=any_port)
        )
        clock, metrics = SystemClock(), Metrics([command.word for command in COMMANDS])
        metrics.watch_outbox(database, clock)
        voices: dict[str, Voice] = {}
        world = World(clock=clock, store=database, settings=settings, voices=voices, meter=metrics)
        doors = open_doors(world, Router(world).handle, environment, address_of(listening))
        voices.update(doors.voices)
        orphans = Job("release_orphans", timedelta(seconds=15), lambda _: _release_orphans(database))
        ticker = Ticker(world, (orphans, *JOBS, *doors.jobs), metrics.job)
        couriers = Couriers(world, bell, database.token)

        def ready() -> None:
            couriers.start()
            ticker.start()
            doors.opening()

        checks = {"database": database.check, **doors.checks}
        serve(build(doors.routes, checks, metrics.text), listening, ready=ready, closing=doors.closing)
        doors.closed()
        ticker.stop()
        if not couriers.stop(LAST_DELIVERIES):
            log.warning("Some deliveries were cut off; they will be looked after at the next start.")


def _release_orphans(database: "Database") -> None:
    if released := database.release_orphans():
        log.warning("Deliveries of a process that died are taken up again.", extra={"rows": released})


def _open_playground(world: World, handle: Handle, _: Environment, address: str) -> Doors:
    from bot.jobs import Job

    doors, play = _playground(world, handle, address)
    return replace(doors, jobs=(Job("scenario", timedelta(seconds=1), play),))


def _open_empty_playground(world: World, handle: Handle, _: Environment, address: str) -> Doors:
    return _playground(world, handle, address)[0]


def _playground(world: World, handle: Handle, address: str) -> tuple[Doors, Callable[[World], None]]:
    """The doors, and how the scenario goes on for who wants it."""
    from adapters.playground.connect import connect

    page = connect(world, handle, address)
    doors = Doors(
        voices={"playground": page.voice},
        routes=page.routes,
        opening=lambda: print(f"Caseline's playground is open: {address} (Ctrl-C ends it)", flush=True),
        closing=page.close,
    )
    return doors, page.play


def _slack_stores(environment: Environment, world: World) -> "Stores | None":
    """For several workspaces: Slack's own stores on our database, whose tables our migrations make."""
    if environment.slack_bot_token.get_secret_value() or not environment.slack_client_id:
        return None
    from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
    from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

    from adapters.slack.connect import Stores

    engine = cast("Database", world.store).engine
    installations = SQLAlchemyInstallationStore(environment.slack_client_id, engine)
    return Stores(installations, SQLAlchemyOAuthStateStore(INSTALLING, engine))


def _open_slack(world: World, handle: Handle, environment: Environment, address: str) -> Doors:
    from adapters.slack.connect import connect

    slack = connect(environment, world, handle, _slack_stores(environment, world))

    def opening() -> None:
        log.info("Caseline listens.", extra={"address": address})
        slack.start()

    return Doors(
        voices={"slack": slack.voice},
        routes=slack.routes,
        checks={"slack": slack.check},
        opening=opening,
        closed=slack.close,
    )


DO: Mapping[str, Callable[[Namespace], int]] = {
    "demo": _demo,
    "run": _run,
    "check": _check,
    "manifest": _manifest,
    "upgrade": _upgrade,
    "show": _show,
    "incidents": _incidents,
}

if __name__ == "__main__":
    sys.exit(main())
