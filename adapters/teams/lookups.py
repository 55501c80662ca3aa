"""What the door has to know of incidents before it may show something where others read."""

from collections.abc import Collection

from adapters.teams.extension import SHOWN, Found
from adapters.teams.ids import CHAT
from adapters.teams.places import without_thread
from bot.actions import dossier
from bot.cards import incident as cards
from bot.cards.headline import headline
from bot.domain.incident import Incident
from bot.domain.person import Person
from bot.world import World

LOOKED_AT = 200
"""Incidents, newest first, among which those are looked for that somebody means."""


class Lookups:
    """Every method may raise Unavailable."""

    def __init__(self, world: World) -> None:
        self._world = world

    def is_secret(self, keys: Collection[str], room: str) -> bool:
        """Whether one of these incidents is private, and this room is not its war room."""
        with self._world.store.read() as work:
            private = [one for key in keys if (one := work.incidents.get(key)) and one.private]
            if not private:
                return False
            war_room = work.rooms.at(room) or work.rooms.at(without_thread(room))
            return any(war_room is None or war_room.incident != one.key for one in private)

    def room(self, id: str) -> str:
        """The war room that is meant by a thread: itself, or the channel that it stands in."""
        channel = without_thread(id)
        if channel == id:
            return id
        with self._world.store.read() as work:
            return channel if not work.rooms.at(id) and work.rooms.at(channel) else id

    def search(self, person: Person, words: str) -> list[Found]:  # noqa: ARG002 - Nobody sees more than others.
        """Those that are not private, newest first; with words, those whose key or title has all of them."""
        with self._world.store.read() as work:
            recent = work.incidents.recent(limit=LOOKED_AT)
            meant = [one for one in recent if not one.private and _is_meant(one, words)][:SHOWN]
            known = [dossier.read(self._world, work, one.key, chat=CHAT) for one in meant]
        return [Found(one.incident.key, headline(one.incident), cards.status(one)) for one in known]


def _is_meant(incident: Incident, words: str) -> bool:
    text = f"{incident.key} {incident.severity} {incident.title}".casefold()
    return all(word in text for word in words.casefold().split())
