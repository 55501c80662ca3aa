"""War rooms in Teams: a thread in a channel, a channel of its own, or a group chat."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from adapters.http import Declined
from adapters.teams import graph as graphs
from adapters.teams import ids, render
from adapters.teams.connector import Connector
from adapters.teams.deliver_earlier import Earlier, mark, marked
from adapters.teams.deliver_links import channel_url, chat_url, message_url
from adapters.teams.deliver_messages import BARE, Spot, TeamsMessages
from adapters.teams.deliver_name import LONGEST_TOPIC, candidates, channel_name, topic
from adapters.teams.deliver_people import TeamsPeople
from adapters.teams.graph import Graph, Lacking
from adapters.teams.places import CHANNEL, GROUP_CHAT, Place, Places, in_thread, without_thread
from bot.domain.card import Card, Note
from bot.domain.room import WarRoom
from bot.domain.wording import say
from bot.errors import AdapterError, Refused

log = logging.getLogger(__name__)

NOWHERE = "Caseline does not know in which channel of Teams to open war rooms; an operator can name one."
NO_GRAPH = "War rooms of that kind need Microsoft Graph, which is not set up; an operator can do that."
NO_TEAM = "Caseline does not know the team of that channel yet; mention it there once."
NO_PEOPLE = "A group chat needs people, and Teams knows none of those who take part."
TAKEN = frozenset({"NameAlreadyExists", "BadRequest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How war rooms are made, as the operator chose.

    `home` is the channel (`teams:19:…`) in which threads are opened, and in whose team channels
    are made; without one it is the channel where the incident was declared. `app` is our own app in
    the organisation's catalogue, which a group chat needs. Private incidents always get a group chat:
    what stands in a channel can be read by the whole team.
    """

    war_room: Literal["thread", "channel", "chat"] = "thread"
    home: str = ""
    app: str = ""
    targeted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`near` is where the incident was declared, `people` who should be there from the start."""

    slug: str
    title: str
    key: str
    doubtful: bool
    near: str
    people: Sequence[str]


class TeamsRooms:
    def __init__(
        self,
        places: Places,
        connector: Connector,
        graph: Graph | None,
        messages: TeamsMessages,
        people: TeamsPeople,
        ways: Ways,
    ) -> None:
        self._places = places
        self._connector = connector
        self._graph = graph
        self._earlier = Earlier(graph)
        self._messages = messages
        self._people = people
        self._ways = ways

    # --- opening ---------------------------------------------------------------------------

    def open(self, workspace: str, wanted: Wanted, *, private: bool) -> WarRoom:
        """As the operator chose; what lacks a consent becomes a thread, unless others could read it there."""
        if private or self._ways.war_room == "chat":
            make = self._chat
        elif self._ways.war_room == "channel":
            make = self._channel
        else:
            return self._thread(workspace, wanted)
        try:
            return make(workspace, wanted)
        except (Lacking, _Unable) as error:
            if private:
                raise
            log.error("A war room becomes a thread: %s", error)
            return self._thread(workspace, wanted, because=str(error))

    def _thread(self, workspace: str, wanted: Wanted, because: str = "") -> WarRoom:
        spot = self._home(workspace, wanted)
        channel = without_thread(spot.conversation)
        name = topic(wanted.slug)
        with self._messages.speaking(ids.ours(channel)):
            made = self._earlier.find(spot.place, channel, wanted.key) if wanted.doubtful else ""
            if not made:
                first = marked(render.activity(Card(wanted.title or name)), wanted.key)
                made = self._connector.open_thread(spot.place, channel, first).message
        conversation = in_thread(channel, made)
        room = ids.ours(conversation)
        place = self._places.own(room, spot.place, root=BARE)
        if because:
            self._explain(Spot(place, conversation), because)
        url = message_url(place, channel, made, "")
        return WarRoom("", ids.CHAT, workspace or place.tenant, room, name, url)

    def _home(self, workspace: str, wanted: Wanted) -> Spot:
        home = self._ways.home or (wanted.near if self._is_channel(wanted.near) else "")
        if not home:
            raise Refused(say(NOWHERE))
        return self._messages.room(workspace, home)

    def _is_channel(self, room: str) -> bool:
        place = self._places.of(room) if room else None
        return place is not None and place.kind == CHANNEL

    def _explain(self, spot: Spot, why: str) -> None:
        """Where people see it, once per war room; the room stands whether this is read or not."""
        said = Card(say("This war room is a thread."), (Note((why,)),))
        try:
            self._messages.say(spot, render.activity(said))
        except AdapterError as error:
            log.warning("Why a war room is a thread could not be told: %s", error)

    def _channel(self, workspace: str, wanted: Wanted) -> WarRoom:
        graph, home = self._graph_or_refuse(), self._home(workspace, wanted).place
        with self._messages.speaking(ids.ours(home.conversation)):
            group = self._group(home)
            found = self._made_before(graph, group, wanted) if wanted.doubtful else None
            made = found or self._made(graph, group, wanted)
        id, name = str(made["id"]), str(made.get("displayName") or "")
        place = replace(home, conversation=id, channel=id, group=group, name=name)
        self._places.own(ids.ours(id), place)
        url = str(made.get("webUrl") or channel_url(place, id, name))
        return WarRoom("", ids.CHAT, workspace or place.tenant, ids.ours(id), name, url)

    def _made(self, graph: Graph, group: str, wanted: Wanted) -> graphs.Said:
        about = f"{wanted.title} ({mark(wanted.key)})"
        *names, last = candidates(channel_name(wanted.slug))
        for name in names:
            try:
                return graph.make_channel(group, name, about)
            except Declined as error:
                if graphs.why(error) not in TAKEN:
                    raise
        return graph.make_channel(group, last, about)

    def _made_before(self, graph: Graph, group: str, wanted: Wanted) -> graphs.Said | None:
        """The channel that an earlier try made, which its description tells."""
        try:
            channels = graph.channels(group)
        except Lacking as error:
            log.warning("Teams does not let us look for an earlier channel: %s", error)
            return None
        wording = mark(wanted.key)
        return next((one for one in channels if wording in str(one.get("description") or "")), None)

    def _chat(self, workspace: str, wanted: Wanted) -> WarRoom:
        graph, app = self._graph_or_refuse(), self._ways.app
        members = [id for person in wanted.people if (id := self._people.object_id(person))]
        if not members or not app:
            raise _Unable(say(NO_PEOPLE if app else NO_GRAPH))
        with self._messages.speaking(""):
            made = graph.make_chat(topic(wanted.slug), members)
            chat, name = str(made["id"]), str(made.get("topic") or topic(wanted.slug))
            self._install(graph, chat, app)
        place = Place(conversation=chat, kind=GROUP_CHAT, tenant=workspace, name=name)
        self._places.own(ids.ours(chat), place)
        url = str(made.get("webUrl") or chat_url(place, chat))
        return WarRoom("", ids.CHAT, workspace, ids.ours(chat), name, url)

    def _install(self, graph: Graph, chat: str, app: str) -> None:
        try:
            graph.install(chat, app)
        except Declined as error:
            if error.status != 409:
                raise

    # --- afterwards ------------------------------------------------------------------------

    def close(self, workspace: str, room: str) -> None:
        """A channel that we made is archived; a thread and a chat just end."""
        spot = self._messages.room(workspace, room)
        if spot.place.kind != CHANNEL or not spot.place.ours or spot.conversation != spot.place.conversation:
            return
        graph = self._graph_or_refuse()
        with self._messages.speaking(room):
            try:
                graph.archive_channel(self._group(spot.place), spot.conversation)
            except Declined as error:
                if graphs.why(error) not in {"ChannelAlreadyArchived", "NotFound"}:
                    raise

    def set_topic(self, workspace: str, room: str, topic: str) -> None:
        """A channel's description, a chat's name, of rooms that we made; where it lacks, the card says it."""
        spot = self._messages.room(workspace, room)
        if self._graph is None or not spot.place.ours or spot.conversation != spot.place.conversation:
            return
        try:
            if spot.place.kind == CHANNEL:
                self._graph.describe_channel(self._group(spot.place), spot.conversation, topic)
            elif spot.place.kind == GROUP_CHAT:
                self._graph.name_chat(spot.conversation, topic[:LONGEST_TOPIC])
        except (Lacking, Declined) as error:
            log.info("The topic is left out: %s", error)

    def _group(self, place: Place) -> str:
        """The directory's id of the team; asked for once, where no activity has told it."""
        if place.group:
            return place.group
        if not place.team:
            raise _Unable(say(NO_TEAM))
        group = self._connector.group_of(place)
        self._places.put(ids.ours(place.conversation), replace(place, group=group))
        return group

    def _graph_or_refuse(self) -> Graph:
        if self._graph is None:
            raise _Unable(say(NO_GRAPH))
        return self._graph


class _Unable(Refused):
    """A war room of this kind cannot be made, whatever anybody consents to."""
