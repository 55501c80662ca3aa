"""Composition root and command line: reads settings, connects adapters and storage, starts the doors.

What only one command needs is imported there: `caseline show` starts no web server, and a
chat that is not configured costs no memory.
"""

import gc

gc.disable()  # Looking for garbage while everything is loaded would cost a tenth of the start.

import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.given import environment as _environment
from adapters.terminal.given import settings as _settings
from bot import connecting, opening, serving
from bot.config import Environment, Settings, settings_of
from bot.domain.finding import Finding
from bot.domain.rota_stand_in import StandIn
from bot.errors import BotError, SettingsError
from bot.ports import Work

if TYPE_CHECKING:
    from adapters.playground.script import Script
    from adapters.terminal.sla import Wanted
    from bot.domain.rehearsal import Rehearsal


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 something is missing or does not answer, 2 settings cannot be used."""
    from adapters.terminal.arguments import read
    from adapters.terminal.ending import ended

    asked = read(arguments)
    gc.enable()
    return ended(lambda: DO[asked.do](asked), debug=asked.debug)


def _demo(asked: Namespace) -> int:
    from adapters.playground.connect import morning

    return _play(asked, None if asked.empty else morning())


def _replay(asked: Namespace) -> int:
    from adapters.clock.ticker import SystemClock
    from adapters.playground.replay import rehearsal_of, script_of

    file, now = Path(asked.file), SystemClock().now()
    if asked.room:
        return _drill(asked, file)
    script = script_of(file, speed=asked.speed, incident=asked.incident)
    return _play(asked, script, rehearsal_of(file, speed=asked.speed, incident=asked.incident, now=now))


def _drill(asked: Namespace, file: Path) -> int:
    """Everything waits in the database of the bot that runs, which carries it when it is due."""
    from adapters.clock.ticker import SystemClock
    from adapters.playground.replay import heard_in, rehearsal_of
    from bot.actions.rehearsal import begin
    from bot.domain.room import Room

    played = rehearsal_of(file, speed=asked.speed or 1, incident=asked.incident, now=SystemClock().now())
    if played is None:
        raise SettingsError([f"{file}: a scenario plays in the playground alone; --in takes a history"])
    environment = _environment(asked)
    settings = _settings(environment)
    with connecting.database(environment) as (store, _):
        world = serving.bare(settings, store)
        incident = begin(world, Room(asked.room), played, heard_in(file, asked.incident), asked.severity)
    lasts = played.lasted / played.speed
    print(f"{incident.key} is a drill in {asked.room}; what comes in comes there for {lasts:.0f} minutes.")
    print("Resolve it to end it. `drill report` in the chat says how it goes.")
    return 0


def _play(asked: Namespace, script: "Script | None", played: "Rehearsal | None" = None) -> int:
    """The playground and nothing else, whatever the environment says about other chats."""
    from adapters.playground.connect import at_home
    from storage.migrations import upgrade

    environment = _environment(asked, chats=False)
    settings = at_home(_settings(environment), script)
    with tempfile.TemporaryDirectory(prefix="caseline-") as folder:
        if "caseline_database_url" not in environment.model_fields_set:
            url = f"sqlite:///{Path(folder) / 'demo.db'}"
            environment = environment.model_copy(update={"caseline_database_url": url})
        upgrade(environment.caseline_database_url)
        if played:
            with connecting.database(environment) as (store, _), store.change() as work:
                work.rehearsals.add(played)
        any_port = "caseline_port" not in environment.model_fields_set
        serving.serve(
            environment, settings, partial(opening.open_playground, script=script), any_port=any_port
        )
        _tell_drills(environment, settings)
    return 0


def _tell_drills(environment: Environment, settings: Settings) -> None:
    """How it went, for whoever ends the playground."""
    from adapters.clock.ticker import SystemClock
    from adapters.terminal.drill import drills

    with connecting.database(environment) as (store, _), store.read() as work:
        if told := drills(settings, work, SystemClock().now()):
            print(told)


def _run(asked: Namespace) -> int:
    environment = _environment(asked)
    if not (environment.has_slack or environment.has_teams):
        unset = "SLACK_BOT_TOKEN, MICROSOFT_APP_ID: neither is set"
        raise SettingsError([f"{unset}; connect a chat first (see README), or try `caseline demo`"])
    serving.serve(environment, _settings(environment), opening.open_chats)
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
        with connecting.database(environment) as (database, _):
            yield Finding("database", f"{database.engine.dialect.name}, with the schema of this release")
    except (SettingsError, BotError) as error:
        yield Finding("database", str(error), "run `caseline db upgrade`; if that fails too, it says why")
    yield from _calendar_findings(settings)
    yield from _promise_findings(settings)
    yield from _rota_findings(environment, settings)
    yield from _desk_findings(settings)
    yield from _pager_findings(settings)
    yield from _publish_findings(settings)
    yield from _bridge_findings(environment, settings)
    shared = connecting.accounts(settings).channels()
    yield from _shared_findings(environment, shared)
    if environment.has_slack:
        from adapters.slack.check import findings

        yield from findings(environment, (*settings.channels(), *shared))
    if environment.has_teams:
        yield from _teams_findings(environment, settings, shared)
    if not (environment.has_slack or environment.has_teams):
        todo = "make an app from manifest.yml, or a bot for Teams; README says how"
        yield Finding("chats", "neither SLACK_BOT_TOKEN nor MICROSOFT_APP_ID is set", todo)


def _shared_findings(environment: Environment, shared: Sequence[str]) -> Iterator[Finding]:
    """Channels that customers share with us, in chats that are not connected."""
    connected = {"slack": environment.has_slack, "teams": environment.has_teams}
    for room in shared:
        chat = room.partition(":")[0]
        if not connected.get(chat):
            todo = "connect that chat, or take the channel out of the list `customers.accounts`"
            yield Finding(
                "customers' channels", f"{room}: {chat} is not connected, so nobody is told there", todo
            )


def _calendar_findings(settings: Settings) -> Iterator[Finding]:
    from adapters.clock.ticker import SystemClock
    from adapters.terminal.calendar import findings

    now = SystemClock().now()
    yield from findings(lambda: connecting.calendars(settings, now), now)


def _promise_findings(settings: Settings) -> Iterator[Finding]:
    from adapters.terminal.promises import findings

    yield from findings(settings)


def _rota_findings(environment: Environment, settings: Settings) -> Iterator[Finding]:
    """Who is on call, and whether pages would reach them."""
    from adapters.clock.ticker import SystemClock
    from adapters.terminal import paged, rotas

    now = SystemClock().now()
    yield from rotas.findings(settings, now)
    connected = {"slack": environment.has_slack, "teams": environment.has_teams}
    yield from paged.findings(settings, now, [chat for chat, is_there in connected.items() if is_there])


def _pager_findings(settings: Settings) -> Iterator[Finding]:
    """Line by line of every pager, and of the telephone."""
    from adapters.clock.ticker import SystemClock

    wakers = connecting.pagers(settings, SystemClock())
    try:
        for one in wakers.pagers.values():
            yield from one.check()
        if wakers.phone:
            yield from wakers.phone.check()
    finally:
        wakers.close()


def _publish_findings(settings: Settings) -> Iterator[Finding]:
    """Line by line of who may subscribe, of every status page that somebody else runs, and of e-mail."""
    from adapters.clock.ticker import SystemClock
    from adapters.terminal.subscribers import findings

    yield from findings(settings)
    for page in connecting.status_pages(settings).values():
        yield from page.check()
        page.close()
    if (mail := connecting.mail(settings, SystemClock())) is not None:
        yield from mail.check()
        mail.close()


def _desk_findings(settings: Settings) -> Iterator[Finding]:
    """Line by line of every system of tickets."""
    from adapters.clock.ticker import SystemClock

    if settings.customers.accounts:
        known = connecting.accounts(settings)
        count = len(known.by_organisation) + len(known.by_email) + len(known.by_domain)
        yield Finding("customers", f"{count} names in {settings.customers.accounts}")
    for desk in connecting.desks(settings, SystemClock()).values():
        yield from desk.check()
        desk.close()


def _bridge_findings(environment: Environment, settings: Settings) -> Iterator[Finding]:
    from adapters.clock.ticker import SystemClock

    try:
        known = connecting.meetings(settings, environment, SystemClock())
    except SettingsError as error:
        yield Finding("bridges", str(error), "connect it, or choose another provider under bridge")
        return
    for provider in known.values():
        yield from provider.check()
        provider.close()


def _teams_findings(environment: Environment, settings: Settings, shared: Sequence[str]) -> Iterator[Finding]:
    """What is known of its conversations helps, but is not needed."""
    from adapters.teams.check import findings
    from adapters.teams.places import Places

    with ExitStack() as stack:
        try:
            places = Places(stack.enter_context(connecting.database(environment))[0])
        except (SettingsError, BotError):
            places = None
        named = (*settings.channels(), *shared)
        yield from findings(environment, settings.microsoft_teams, named, places)


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


def _subscribers(asked: Namespace) -> int:
    from adapters.terminal.subscribers import subscribers

    return _look(asked, lambda work: subscribers(work, as_data=asked.json))


def _unsubscribe(asked: Namespace) -> int:
    from adapters.clock.ticker import SystemClock
    from bot.actions.subscriber import remove

    with connecting.database(_environment(asked)) as (database, _), database.change() as work:
        remove(work, asked.address, SystemClock().now())
    print("The address is deleted; it gets no more letters.")
    return 0


def _calendar(asked: Namespace) -> int:
    from adapters.clock.ticker import SystemClock
    from adapters.terminal.calendar import calendar

    now = SystemClock().now()
    known = connecting.calendars(_settings(_environment(asked)), now)
    print(calendar(known, asked.name, asked.year or now.year, as_data=asked.json))
    return 0


def _oncall(asked: Namespace) -> int:
    from adapters.clock.ticker import SystemClock
    from adapters.terminal.on_call import on_call

    environment = _environment(asked)
    at = (asked.at or SystemClock().now()).replace(microsecond=0)
    lent = _stand_ins(environment, at)
    print(on_call(_settings(environment), asked.name, at, lent, as_data=asked.json))
    return 0


def _stand_ins(environment: Environment, at: datetime) -> list[StandIn]:
    """As `cover` was said in a chat; the rotas of the settings are told without a database, too."""
    try:
        with connecting.database(environment) as (database, _), database.read() as work:
            return work.stand_ins.since(at)
    except (SettingsError, BotError) as error:
        print(f"Who stands in by `cover` is not counted: {error}", file=sys.stderr)
        return []


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
    from bot.settings_sla import as_written

    now = SystemClock().now()
    settings = _settings(_environment(asked))
    known = connecting.calendars(settings, now)
    return wanted(asked.policy, as_written(settings.sla), known, (asked.until or now).replace(microsecond=0))


def _look(asked: Namespace, at: Callable[[Work], str]) -> int:
    with connecting.database(_environment(asked)) as (database, _), database.read() as work:
        print(at(work))
    return 0


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
    "oncall": _oncall,
    "subscribers": _subscribers,
    "unsubscribe": _unsubscribe,
    "sla_test": _sla_test,
    "sla_why": _sla_why,
}

if __name__ == "__main__":
    sys.exit(main())
