"""The words of the command line."""

import argparse
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from bot.domain.calendar_tables import KNOWN_YEARS
from bot.domain.sla_update import YEARS


def read(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for.

    `do` is what is asked for: demo, replay, run, check, manifest, upgrade, show, incidents, calendar,
    oncall, subscribers, unsubscribe, sla_test or sla_why.
    """
    parser = argparse.ArgumentParser(
        prog="caseline", description="Own a problem from the first ticket to the last word to the customer."
    )
    parser.add_argument("--debug", action="store_true", help="show where an unexpected error comes from")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _doors(commands)
    _operator(commands)
    return parser.parse_args(arguments)


def _doors(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help="the playground in a browser; no account needed")
    demo.add_argument(
        "--database",
        dest="database_url",
        metavar="URL",
        help="where to keep what happens; otherwise it is forgotten at the end",
    )
    demo.add_argument("--empty", action="store_true", help="begin with nothing going on")
    demo.set_defaults(do="demo")
    replay = commands.add_parser("replay", help="the playground with a scenario, or an incident from history")
    replay.add_argument("file", metavar="FILE", help="scenario (.yml) or histories (.json, .jsonl)")
    replay.add_argument(
        "--speed", type=_speed, metavar="N", help="how many times faster than it happened (10; a scenario: 1)"
    )
    replay.add_argument("--incident", default="", metavar="ID", help="which history of FILE; else the first")
    replay.add_argument(
        "--in",
        dest="room",
        type=_room,
        metavar="ROOM",
        help="play a history as a drill in this channel of a chat that `caseline run` serves: slack:C012",
    )
    replay.add_argument("--severity", default="", metavar="NAME", help="of the drill (with --in; the worst)")
    replay.set_defaults(do="replay")
    run = commands.add_parser("run", help="serve the configured chats")
    run.set_defaults(do="run")
    for parser in (demo, replay, run):
        parser.add_argument("--host", help="address to listen on (CASELINE_HOST)")
        parser.add_argument("--port", type=int, help="port to listen on (CASELINE_PORT)")


def _speed(text: str) -> float:
    with suppress(ValueError):
        if 0.1 <= float(text) <= 10_000:
            return float(text)
    raise argparse.ArgumentTypeError("expected a number from 0.1 to 10000")


def _room(text: str) -> str:
    if re.fullmatch(r"(slack|teams):\S+", text):
        return text
    raise argparse.ArgumentTypeError("expected a channel such as slack:C012 or teams:19:…@thread.tacv2")


def _year(text: str) -> int:
    with suppress(ValueError):
        if int(text) in KNOWN_YEARS:
            return int(text)
    raise argparse.ArgumentTypeError(f"expected a year from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}")


def _manifests(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    manifest = commands.add_parser("manifest", help="make what a chat creates the app from")
    chats = manifest.add_subparsers(required=True, metavar="CHAT", dest="chat")
    slack = chats.add_parser("slack", help="print the manifest of the Slack app")
    slack.add_argument("--socket", action="store_true", help="for Socket Mode, without a public address")
    teams = chats.add_parser("teams", help="write the app package of Microsoft Teams")
    teams.add_argument("--output", default="caseline-teams.zip", metavar="FILE", help="where to write it")
    teams.add_argument("--older", action="store_true", help="manifest 1.19 instead of 1.29")
    for parser in (slack, teams):
        parser.add_argument(
            "--url", default="", type=_address, help="the public address under which Caseline is reached"
        )
        parser.set_defaults(do="manifest")


def _address(text: str) -> str:
    """Neither chat calls anything else; told here, before somebody pastes it there."""
    if text and not re.match(r"https://[^/\s]", text):
        raise argparse.ArgumentTypeError("expected an address that begins with https://")
    return text


def _operator(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser("check", help="say line by line what is still missing").set_defaults(do="check")

    _manifests(commands)

    database = commands.add_parser("db", help="look after the database")
    upgrade = database.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "upgrade", help="bring the database to the schema of this release"
    )
    upgrade.set_defaults(do="upgrade")

    show = commands.add_parser("show", help="everything recorded about one incident")
    show.add_argument("key", metavar="INC-1")
    show.set_defaults(do="show")
    incidents = commands.add_parser("incidents", help="every incident, newest first")
    incidents.add_argument("--limit", type=int, default=100, help="how many at most (100)")
    incidents.set_defaults(do="incidents")
    calendar = commands.add_parser("calendar", help="when a calendar is open, and every date that closes it")
    calendar.add_argument("name", metavar="NAME", help="its key in the settings, or 24x7")
    calendar.add_argument("--year", type=_year, help="which year's dates (this one)")
    calendar.set_defaults(do="calendar")
    oncall = commands.add_parser("oncall", help="who is on call, who is next, and when nobody is")
    oncall.add_argument("name", metavar="NAME", nargs="?", default="", help="a team or a rota (all rotas)")
    oncall.add_argument("--at", type=_instant, metavar="INSTANT", help="when (now)")
    oncall.set_defaults(do="oncall")
    for parser in (show, incidents, calendar, oncall, _subscribers(commands), *_promises(commands)):
        parser.add_argument("--json", action="store_true", help="for machines")


def _subscribers(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    subscribers = commands.add_parser("subscribers", help="how many get the status page by e-mail")
    subscribers.set_defaults(do="subscribers")
    words = subscribers.add_subparsers(metavar="COMMAND")
    remove = words.add_parser("remove", help="delete an address that subscribed, or asked to")
    remove.add_argument("address", metavar="ADDRESS")
    remove.set_defaults(do="unsubscribe")
    return subscribers


def _promises(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> tuple[argparse.ArgumentParser, ...]:
    sla = commands.add_parser("sla", help="try SLA policies on past tickets")
    words = sla.add_subparsers(required=True, metavar="COMMAND")
    test = words.add_parser("test", help="what a policy would have kept and missed")
    test.set_defaults(do="sla_test")
    why = words.add_parser("why", help="every stretch of one ticket's clocks")
    why.set_defaults(do="sla_why")
    for parser in (test, why):
        parser.add_argument("policy", metavar="POLICY", help="its name in the settings, or all")
        parser.add_argument("--on", required=True, metavar="FILE", help="past tickets as JSON Lines")
        parser.add_argument(
            "--until", type=_instant, metavar="INSTANT", help="when the tickets were as FILE tells (now)"
        )
    why.add_argument("--ticket", required=True, metavar="ID", help="which ticket of FILE")
    return test, why


def _instant(text: str) -> datetime:
    with suppress(ValueError):
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None and at.year in YEARS:
            return at.astimezone(UTC)
    raise argparse.ArgumentTypeError("expected an instant with its zone, such as 2026-03-02T09:00:00Z")
