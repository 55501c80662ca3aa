"""Composition root and command line: reads settings, connects adapters and storage, starts the doors.

What only one command needs is imported there: `caseline show` starts no web server, and a
chat that is not configured costs no memory.
"""

import gc

gc.disable()  # Looking for garbage while everything is loaded would cost a tenth of the start.

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.given import environment as _environment
from adapters.terminal.given import settings as _settings
from bot import connecting, opening, playing, serving
from bot.config import Environment, settings_of
from bot.domain.rota_stand_in import StandIn
from bot.errors import BotError, SettingsError
from bot.ports import Work

if TYPE_CHECKING:
    from adapters.terminal.sla import Wanted


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 something is missing or does not answer, 2 settings cannot be used."""
    from adapters.terminal.arguments import read
    from adapters.terminal.ending import ended

    asked = read(arguments)
    gc.enable()
    return ended(lambda: DO[asked.do](asked), debug=asked.debug)


def _run(asked: Namespace) -> int:
    environment = _environment(asked)
    if not (environment.has_slack or environment.has_teams):
        unset = "SLACK_BOT_TOKEN, MICROSOFT_APP_ID: neither is set"
        raise SettingsError([f"{unset}; connect a chat first (see README), or try `caseline demo`"])
    serving.serve(environment, _settings(environment), opening.open_chats)
    return 0


def _check(asked: Namespace) -> int:
    from adapters.terminal.check import report
    from bot.checking import findings

    environment = _environment(asked)
    text, code = report(list(findings(environment, _settings(environment))))
    print(text)
    return code


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
    "demo": playing.demo,
    "replay": playing.replay,
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
