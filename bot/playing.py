"""What is played: the playground, public histories again, and drills in a real chat.

Part of the composition root.
"""

import tempfile
from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.given import environment as environment_of
from adapters.terminal.given import settings as settings_of
from bot import connecting, opening, serving
from bot.config import Environment, Settings
from bot.errors import SettingsError

if TYPE_CHECKING:
    from adapters.playground.script import Script
    from bot.domain.rehearsal import Rehearsal


def demo(asked: Namespace) -> int:
    from adapters.playground.connect import morning

    return _play(asked, None if asked.empty else morning())


def replay(asked: Namespace) -> int:
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
    environment = environment_of(asked)
    settings = settings_of(environment)
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

    environment = environment_of(asked, chats=False)
    settings = at_home(settings_of(environment), script)
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
