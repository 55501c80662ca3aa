"""Slack, connected: its doors, its voice, and whether both are usable."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.routing import Route

from adapters.slack import listen_http
from adapters.slack.deliver import SlackVoice
from adapters.slack.door import SlackDoor
from adapters.slack.listen import Handle
from adapters.slack.workspaces import Workspaces
from bot.config import Environment
from bot.world import World


class Slack(NamedTuple):
    """`check` says what is wrong, for `/readyz`; `close` waits for what is being worked on."""

    voice: SlackVoice
    routes: list[Route]
    check: Callable[[], str]
    close: Callable[[], None]


def connect(environment: Environment, world: World, handle: Handle) -> Slack:
    address = environment.slack_api_url
    workspaces = Workspaces(address, bot_token=environment.slack_bot_token.get_secret_value())
    door = SlackDoor(
        handle,
        workspaces,
        api_url=address,
        clock=world.clock,
        meter=world.meter,
        command=world.settings.command,
    )
    signing = environment.slack_signing_secret.get_secret_value()

    def check() -> str:
        return "; ".join(f"{team or 'Slack'}: {why}" for team, why in workspaces.troubles().items())

    return Slack(
        voice=SlackVoice(workspaces, world.clock),
        routes=listen_http.routes(door, signing) if signing else [],
        check=check,
        close=door.close,
    )
