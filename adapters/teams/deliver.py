"""The voice: how Teams is spoken to. Every refusal leaves here in the bot's own words.

Teams has no pins or bookmarks that an app may set without asking, and its home is a card that
people ask for; those are left out. The card of a war room stands at the root of its thread.
"""

from collections.abc import Mapping, Sequence

from adapters.teams import ids
from adapters.teams.connector import Connector
from adapters.teams.deliver_earlier import Earlier
from adapters.teams.deliver_links import message_url
from adapters.teams.deliver_messages import Opens, TeamsMessages
from adapters.teams.deliver_people import TeamsPeople
from adapters.teams.deliver_rooms import TeamsRooms, Wanted, Ways
from adapters.teams.graph import Graph
from adapters.teams.places import Places, thread_of, without_thread
from bot.domain.card import Button, Card
from bot.domain.person import Person
from bot.domain.room import WarRoom
from bot.ports import Clock, Posted


def _none(_: Button) -> bool:
    return False


class TeamsVoice:
    """Implements `bot.ports.Voice`; `opens` says which buttons open a dialog."""

    chat = ids.CHAT

    def __init__(
        self,
        places: Places,
        connector: Connector,
        graph: Graph | None,
        clock: Clock,
        *,
        ways: Ways | None = None,
        opens: Opens = _none,
    ) -> None:
        ways = ways or Ways()
        self._clock = clock
        self._messages = TeamsMessages(places, connector, Earlier(graph), opens, targeted=ways.targeted)
        self._people = TeamsPeople(places, connector, graph, self._messages)
        self._rooms = TeamsRooms(places, connector, graph, self._messages, self._people, ways)

    def open_room(  # noqa: PLR0913 - as the port has it
        self,
        workspace: str,
        *,
        slug: str,
        title: str,
        private: bool,
        key: str,
        doubtful: bool,
        near: str = "",
        people: Sequence[str] = (),
    ) -> WarRoom:
        wanted = Wanted(slug=slug, title=title, key=key, doubtful=doubtful, near=near, people=people)
        return self._rooms.open(workspace, wanted, private=private)

    def close_room(self, workspace: str, room: str) -> None:
        self._rooms.close(workspace, room)

    def post(
        self, workspace: str, to: str, card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        return self._messages.post(workspace, to, card, key=key, thread=thread, doubtful=doubtful)

    def redraw(
        self, workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        return self._messages.redraw(workspace, room, message, card, key=key, again=again)

    def remove(self, workspace: str, room: str, message: str) -> None:
        self._messages.remove(workspace, room, message)

    def whisper(self, workspace: str, room: str, person: str, card: Card) -> None:
        self._messages.whisper(workspace, room, person, card)

    def set_topic(self, workspace: str, room: str, topic: str) -> None:
        self._rooms.set_topic(workspace, room, topic)

    def invite(self, workspace: str, room: str, people: Sequence[str]) -> Mapping[str, str]:
        return self._people.invite(workspace, room, people)

    def bookmark(self, workspace: str, room: str, label: str, url: str, *, first: bool = False) -> None:
        """Nothing: a tab would need a page and a consent, and the card stands at the top of its thread."""

    def pin(self, workspace: str, room: str, message: str) -> None:
        """Nothing: apps cannot pin in channels."""

    def show_home(self, workspace: str, person: str, card: Card) -> None:
        """Nothing: people ask for their home in the personal chat, where a card unasked would be noise."""

    def profile(self, workspace: str, person: str) -> Person | None:
        return self._people.profile(workspace, person, self._clock.now())

    def link_to(self, workspace: str, room: str, message: str) -> str:
        """Built without asking Teams."""
        if not ids.theirs(room) or ids.person(room) or not message:
            return ""
        spot = self._messages.room(workspace, room)
        return message_url(spot.place, spot.conversation, without_thread(message), thread_of(message))
