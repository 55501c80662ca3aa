"""Teams, connected: its door, its voice, and whether both are usable."""

import asyncio
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.routing import Route

from adapters.http import Outside
from adapters.teams.behind import Handle
from adapters.teams.connector import Connector
from adapters.teams.deliver import TeamsVoice
from adapters.teams.deliver_rooms import Ways
from adapters.teams.door import Reach, open_door
from adapters.teams.graph import Graph
from adapters.teams.host import SERVICE_HOSTS, HostSettings
from adapters.teams.keys import FRESH, Fetch, KeysUnavailable, over_http
from adapters.teams.opens import opens
from adapters.teams.places import Places
from adapters.teams.refusals import WAITING
from adapters.teams.token import CONNECTOR, Account, Tokens
from bot.config import Environment, MicrosoftTeams
from bot.world import World

ASK_AGAIN = 15.0
"""Seconds until keys that could not be fetched are asked for again by `/readyz`."""


class Teams(NamedTuple):
    """`check` says what is wrong, for `/readyz`; `close` waits for what is being worked on."""

    voice: TeamsVoice
    routes: list[Route]
    check: Callable[[], str]
    close: Callable[[], None]


class Lines(NamedTuple):
    """How Teams is reached: tokens, connector, Graph."""

    tokens: Tokens
    connector: Connector
    graph: Graph


def connect(environment: Environment, world: World, handle: Handle) -> Teams:
    settings = world.settings.microsoft_teams
    lines = lines_to(environment, settings)
    places = Places(world.store)
    ways = ways_of(settings)
    voice = TeamsVoice(places, lines.connector, lines.graph, world.clock, ways=ways, opens=opens)
    door = open_door(
        host_settings(environment, settings), world, handle, Reach(voice, lines.connector, places)
    )
    keys = KeysInReach(over_http(environment.teams_openid_metadata_url))

    def check() -> str:
        no_keys = keys.trouble() if environment.teams_auth == "on" else ""
        return "; ".join(filter(None, (no_keys, lines.tokens.trouble(CONNECTOR))))

    return Teams(voice, door.routes, check, door.close)


def lines_to(environment: Environment, settings: MicrosoftTeams) -> Lines:
    """Nothing is asked yet."""
    account = Account(
        app_id=environment.microsoft_app_id,
        password=environment.microsoft_app_password.get_secret_value(),
        tenant=environment.microsoft_app_tenant_id,
        login_url=settings.login_url,
    )
    tokens = Tokens(Outside("Microsoft's login", {_host(settings.login_url)}), account)
    hosts = {*SERVICE_HOSTS, *settings.service_hosts, _host(settings.connector_url)}
    connector = Connector(Outside("Teams", hosts, slow=WAITING), tokens, account, settings.connector_url)
    graph = Graph(
        Outside("Microsoft Graph", {_host(settings.graph_url)}, slow=WAITING), tokens, settings.graph_url
    )
    return Lines(tokens, connector, graph)


def ways_of(settings: MicrosoftTeams) -> Ways:
    return Ways(
        war_room="chat" if settings.war_room == "group_chat" else settings.war_room,
        home=settings.channel,
        app=settings.catalog_app,
        targeted=settings.targeted_messages,
    )


def host_settings(environment: Environment, settings: MicrosoftTeams) -> HostSettings:
    """Raises SettingsError for what only loopback may have."""
    return HostSettings(
        app_id=environment.microsoft_app_id,
        password=environment.microsoft_app_password.get_secret_value(),
        tenant_id=environment.microsoft_app_tenant_id,
        metadata_url=environment.teams_openid_metadata_url,
        issuer=environment.teams_token_issuer,
        local_hosts=settings.service_hosts,
        auth=environment.teams_auth == "on",
        bound_to=environment.caseline_host,
    )


class KeysInReach:
    """Whether the door could check a token: its keys keep for a day, so it is asked no more often."""

    def __init__(self, fetch: Fetch, now: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._now = now
        self._until = float("-inf")
        self._trouble = ""

    def trouble(self) -> str:
        if self._now() >= self._until:
            try:
                asyncio.run(self._ask())
            except KeysUnavailable as error:
                self._trouble = f"the keys of Teams' tokens cannot be fetched ({error})"
                self._until = self._now() + ASK_AGAIN
            else:
                self._trouble = ""
                self._until = self._now() + FRESH
        return self._trouble

    async def _ask(self) -> None:
        if not await self._fetch():
            raise KeysUnavailable("the address tells of no keys")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
