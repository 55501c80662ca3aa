"""A chat that exists in memory only: what was said in it can be read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.card import Card
from bot.domain.person import Person
from bot.domain.room import WarRoom
from bot.errors import AdapterError, RoomGone
from bot.ports import Posted


@dataclass
class Said:
    """One message; `cards` holds every version of it, newest last."""

    id: str
    room: str
    thread: str
    cards: list[Card]
    key: str = ""

    @property
    def card(self) -> Card:
        return self.cards[-1]


@dataclass
class Chat:
    """Keeps the promise of `bot.ports.Voice`. `trouble` maps a method to the error it raises."""

    chat: str = "slack"
    said: list[Said] = field(default_factory=list)
    rooms: dict[str, str] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)
    topics: dict[str, str] = field(default_factory=dict)
    invited: dict[str, list[str]] = field(default_factory=dict)
    bookmarks: dict[str, list[str]] = field(default_factory=dict)
    pins: dict[str, list[str]] = field(default_factory=dict)
    whispers: list[tuple[str, str, Card]] = field(default_factory=list)
    homes: dict[str, Card] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    trouble: dict[str, AdapterError] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    written: int = 0

    def _called(self, method: str, room: str = "") -> None:
        self.calls.append(method)
        if room in self.gone:
            raise RoomGone("The channel is archived.")
        if method in self.trouble:
            raise self.trouble[method]

    def open_room(
        self,
        _workspace: str,
        *,
        slug: str,
        title: str,
        private: bool,
        key: str,
        doubtful: bool,
        near: str = "",
        people: Sequence[str] = (),
    ) -> WarRoom:
        self._called("open_room")
        name = slug.lower().replace(" ", "-")
        room = f"{self.chat}:{name}"
        self.rooms[room] = title
        if private:
            self.private.add(room)
        return WarRoom("", self.chat, room=room, name=name, url=f"https://chat.test/{name}")

    def close_room(self, _workspace: str, room: str) -> None:
        self._called("close_room", room)
        self.closed.append(room)

    def post(
        self, _workspace: str, to: str, card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        self._called("post", to)
        earlier = next((one for one in self.said if one.key == key), None) if doubtful else None
        if earlier is None:
            self.written += 1
            earlier = Said(str(self.written), to, thread, [card], key)
            self.said.append(earlier)
        return Posted(earlier.room, earlier.id)

    def redraw(
        self, workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        self._called("redraw", room)
        there = next((one for one in self.said if one.id == message), None)
        if there is None and again:
            return self.post(workspace, room, card, key=key, doubtful=True)
        if there:
            there.cards.append(card)
        return Posted(room, message)

    def remove(self, _workspace: str, room: str, message: str) -> None:
        self._called("remove", room)
        self.said = [one for one in self.said if one.id != message]

    def whisper(self, _workspace: str, room: str, person: str, card: Card) -> None:
        self._called("whisper", room)
        self.whispers.append((room, person, card))

    def set_topic(self, _workspace: str, room: str, topic: str) -> None:
        self._called("set_topic", room)
        self.topics[room] = topic

    def invite(self, _workspace: str, room: str, people: Sequence[str]) -> Mapping[str, str]:
        self._called("invite", room)
        self.invited.setdefault(room, []).extend(p for p in people if p not in self.left_out)
        return {p: why for p, why in self.left_out.items() if p in people}

    def bookmark(self, _workspace: str, room: str, label: str, url: str, *, first: bool = False) -> None:
        self._called("bookmark", room)
        self.bookmarks.setdefault(room, []).append(f"{label} {url}")

    def pin(self, _workspace: str, room: str, message: str) -> None:
        self._called("pin", room)
        self.pins.setdefault(room, []).append(message)

    def show_home(self, _workspace: str, person: str, card: Card) -> None:
        self._called("show_home")
        self.homes[person] = card

    def profile(self, _workspace: str, person: str) -> Person | None:
        return self.people.get(person)

    def link_to(self, _workspace: str, room: str, message: str) -> str:
        return f"https://chat.test/{room}/{message}"

    def heard(self, room: str) -> list[str]:
        """Titles of what stands in a room now, oldest first."""
        return [one.card.title for one in self.said if one.room == room]
