"""Which chats people find open: those that are configured, or the playground.

Part of the composition root. The packages of all others are not even imported.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.config import Environment
from bot.domain.interaction import Interaction, Reply
from bot.world import World

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from adapters.playground.script import Script
    from adapters.web.doors import Doors

log = logging.getLogger("caseline")

Handle = Callable[[Interaction], Reply]
OpenDoors = Callable[[World, Handle, Environment, str, "Engine"], "Doors"]


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
