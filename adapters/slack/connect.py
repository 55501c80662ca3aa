"""Slack, connected: its doors, its voice, and whether both are usable."""

from collections.abc import Callable
from typing import NamedTuple

from slack_sdk.oauth.installation_store import InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore
from sqlalchemy import Engine
from starlette.routing import Route

from adapters.slack import listen_http, oauth
from adapters.slack.deliver import SlackVoice
from adapters.slack.door import SlackDoor
from adapters.slack.listen import Handle
from adapters.slack.listen_socket import SocketDoor
from adapters.slack.workspaces import Workspaces
from bot.commands.search import Search
from bot.config import Environment
from bot.world import World

STATE_LIVES = 600
"""Seconds that somebody may take to say yes on Slack's page."""


class Slack(NamedTuple):
    """`check` says what is wrong, for `/readyz`.

    `start` opens Socket Mode where it is configured; `close` waits for what is being worked on.
    """

    voice: SlackVoice
    routes: list[Route]
    check: Callable[[], str]
    start: Callable[[], None]
    close: Callable[[], None]


class Stores(NamedTuple):
    """Where Slack's SDK keeps the workspaces that installed us, and who is just doing so."""

    installations: InstallationStore
    states: OAuthStateStore


def connect(environment: Environment, world: World, handle: Handle, engine: Engine) -> Slack:
    """`engine` reaches our own database, where workspaces that install Caseline by OAuth are kept."""
    stores = _stores(environment, engine)
    workspaces = Workspaces(
        environment.slack_api_url,
        bot_token=environment.slack_bot_token.get_secret_value(),
        installations=stores.installations if stores else None,
    )
    door = SlackDoor(
        handle,
        workspaces,
        api_url=environment.slack_api_url,
        clock=world.clock,
        meter=world.meter,
        command=world.settings.command,
        find=Search(world).find,
    )
    app_token = environment.slack_app_token.get_secret_value()
    socket = SocketDoor(door, app_token) if app_token else None

    def start() -> None:
        if socket:
            socket.start()

    def close() -> None:
        if socket:
            socket.close()
        door.close()

    return Slack(
        SlackVoice(workspaces, world.clock),
        _routes(environment, door, workspaces, stores),
        lambda: _trouble(workspaces, socket),
        start,
        close,
    )


def _trouble(workspaces: Workspaces, socket: SocketDoor | None) -> str:
    wrong = [f"{team or 'Slack'}: {why}" for team, why in workspaces.troubles().items()]
    if socket and not socket.is_connected:
        wrong.append("Socket Mode is not connected")
    return "; ".join(wrong)


def _routes(
    environment: Environment, door: SlackDoor, workspaces: Workspaces, stores: Stores | None
) -> list[Route]:
    """What Slack calls over HTTP, and the pages on which workspaces install us."""
    signing = environment.slack_signing_secret.get_secret_value()
    routes = listen_http.routes(door, signing) if signing else []
    if stores:
        routes += oauth.routes(
            api_url=environment.slack_api_url,
            client=(environment.slack_client_id, environment.slack_client_secret.get_secret_value()),
            installations=stores.installations,
            states=stores.states,
            installed=workspaces.installed,
        )
    return routes


def _stores(environment: Environment, engine: Engine) -> Stores | None:
    """None where one bot token is all there is."""
    if not environment.slack_client_id:
        return None
    # Loads much of SQLAlchemy that we have no other use for.
    from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore  # noqa: PLC0415
    from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore  # noqa: PLC0415

    installations = SQLAlchemyInstallationStore(environment.slack_client_id, engine)
    return Stores(installations, SQLAlchemyOAuthStateStore(STATE_LIVES, engine))
