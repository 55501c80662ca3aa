"""The playground's voice: how the bot speaks in the playground's chat."""

# ruff: noqa: ARG002  # A chat with one workspace, which forgets nothing, needs neither `workspace` nor `doubtful`.

import re
from collections.abc import Mapping, Sequence

from adapters.playground.chat import Chat
from adapters.playground.nouns import Channel, Post
from adapters.playground.people import CHAT
from adapters.playground.render_span import short_name
from bot.domain.card import Card
from bot.domain.person import Person
from bot.domain.room import RoomState, WarRoom
from bot.errors import BotError, Conflict, NotFound, Refused
from bot.ports import Posted

_NAME_LIMIT = 80
_TRIES = 50


class PlaygroundVoice:
    """Implements `bot.ports.Voice`. `address` is where the page is found.

    The ids of messages carry the run of the chat: one of an earlier process is of a message that
    is gone, and never of another.
    """

    chat = CHAT

    def __init__(self, chat: Chat, address: str = "") -> None:
        self._chat = chat
        self._address = address.rstrip("/")

    def open_room(  # noqa: PLR0913 - what a chat may need to make a room
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
        """A name that is taken gets a number; a channel that the same `key` made is used again."""
        channel = self._made_before(key) or self._make(slug, title, private, key)
        url = f"{self._address}/#{channel.name}"
        return WarRoom(
            incident="", chat=CHAT, room=channel.id, name=channel.name, url=url, state=RoomState.OPEN
        )

    def close_room(self, workspace: str, room: str) -> None:
        with self._chat.lock:
            channel = self._channel(room)
            channel.archived = True
            self._chat.announce(channel)

    def post(
        self, workspace: str, to: str, card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        """`to` may be a channel, also written `playground:#name`, or a person, who gets it directly."""
        with self._chat.lock:
            channel = self._channel(to)
            before = self._chat.with_key(channel.name, key)
            if before is not None:
                return self._posted(before)
            if channel.archived:
                raise Refused(f"#{channel.name} is archived; nothing can be written there any more.")
            card_thread = self._chat.post_id(thread)
            return self._posted(self._chat.show(channel.name, card, key=key, thread=card_thread))

    def redraw(
        self, workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        channel = self._channel(room)
        try:
            return self._posted(self._chat.redraw(channel.name, self._chat.post_id(message), card))
        except NotFound:
            if not again:
                return Posted(room, message)
            return self.post(workspace, room, card, key=f"{key}/again", doubtful=True)

    def remove(self, workspace: str, room: str, message: str) -> None:
        self._chat.take_back(self._channel(room).name, self._chat.post_id(message))

    def whisper(self, workspace: str, room: str, person: str, card: Card) -> None:
        """Somebody who is not in the channel gets it directly instead."""
        channel, reader = self._channel(room), short_name(person)
        if reader not in self._chat.people:
            raise Refused(f"There is nobody called {reader} in the playground.")
        if reader not in channel.members:
            channel = self._channel(person)
        self._chat.show(channel.name, card, only_for="" if channel.direct else reader)

    def set_topic(self, workspace: str, room: str, topic: str) -> None:
        with self._chat.lock:
            channel = self._channel(room)
            channel.topic = topic[:250]
            self._chat.announce(channel)

    def invite(self, workspace: str, room: str, people: Sequence[str]) -> Mapping[str, str]:
        channel = self._channel(room)
        failed: dict[str, str] = {}
        for person in people:
            try:
                self._chat.join(channel.name, short_name(person))
            except BotError as error:
                failed[person] = str(error)
        return failed

    def bookmark(
        self,
        workspace: str,
        room: str,
        label: str,
        url: str,
        *,
        first: bool = False,
    ) -> None:
        with self._chat.lock:
            channel = self._channel(room)
            if (label, url) not in channel.bookmarks:
                channel.bookmarks.append((label, url))
                self._chat.announce(channel)

    def pin(self, workspace: str, room: str, message: str) -> None:
        with self._chat.lock:
            channel, id = self._channel(room), self._chat.post_id(message)
            if id in channel.posts and id not in channel.pins:
                channel.pins.append(id)
                self._chat.announce(channel)

    def show_home(self, workspace: str, person: str, card: Card) -> None:
        self._chat.show_home(short_name(person), card)

    def link_to(self, workspace: str, room: str, message: str) -> str:
        return f"{self._address}/#{self._channel(room).name}/{self._chat.post_id(message)}"

    def profile(self, workspace: str, person: str) -> Person | None:
        known = self._chat.people.get(short_name(person))
        return known.person() if known else None

    def _posted(self, post: Post) -> Posted:
        return Posted(room=f"{CHAT}:{post.channel}", message=self._chat.full_id(post))

    def _channel(self, id: str) -> Channel:
        name = short_name(id).removeprefix("#")
        try:
            return self._chat.channel(f"dm-{name}" if name in self._chat.people else name)
        except NotFound as error:
            raise Refused(f"The playground has no channel called {name}.") from error

    def _made_before(self, key: str) -> Channel | None:
        with self._chat.lock:
            return next((one for one in self._chat.channels.values() if key and one.key == key), None)

    def _make(self, slug: str, title: str, private: bool, key: str) -> Channel:
        wanted = re.sub(r"[^a-z0-9_]+", "-", slug.casefold()).strip("-")[: _NAME_LIMIT - 4] or "war-room"
        for number in range(1, _TRIES):
            name = wanted if number == 1 else f"{wanted}-{number}"
            if name not in self._chat.channels and name not in self._chat.people:
                break
        try:
            return self._chat.open_channel(name, topic=title, private=private, key=key)
        except Conflict as error:
            raise Refused(str(error)) from error
