"""The door of Teams, put together."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.routing import Route

from adapters.teams import listen_http
from adapters.teams.behind import Behind, Handle
from adapters.teams.connector import Connector
from adapters.teams.host import Host, HostSettings
from adapters.teams.keys import SigningKeys, over_http
from adapters.teams.listen import Listener
from adapters.teams.lookups import Lookups
from adapters.teams.opens import opens
from adapters.teams.people import People
from adapters.teams.picked import Picked
from adapters.teams.places import Places
from adapters.teams.tell import Teller
from bot.commands.search import Search
from bot.ports import Voice
from bot.world import World


@dataclass(frozen=True)
class Reach:
    """What brings that which does not fit into an answer; the voice should be given `opens` as well."""

    voice: Voice
    connector: Connector
    places: Places


@dataclass(frozen=True)
class TeamsDoor:
    """`close` finishes what is being worked on."""

    listener: Listener
    routes: list[Route]
    close: Callable[[], None]


def open_door(
    settings: HostSettings,
    world: World,
    handle: Handle,
    reach: Reach,
    keys: SigningKeys | None = None,
) -> TeamsDoor:
    """`keys` come from where the settings say, unless they are given."""
    lookups = Lookups(world)
    behind = Behind(
        handle=handle,
        places=reach.places,
        people=People(reach.voice.profile, world.clock),
        picked=Picked(reach.connector),
        teller=Teller(reach.voice, reach.connector, opens, lookups.is_secret),
        meter=world.meter,
        search=lookups.search,
        find=Search(world).find,
        room=lookups.room,
        root=world.settings.command,
    )
    listener = Listener(behind)
    host = Host(settings, keys or SigningKeys(over_http(settings.metadata_url)))
    routes = listen_http.routes(host, listener.listen, world.meter)
    return TeamsDoor(listener, routes, listener.close)
