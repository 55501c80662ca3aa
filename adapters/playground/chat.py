"""The playground's chat: who said what where. In memory, safe to use from any thread."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from adapters.playground import views
from adapters.playground.feed import Feed
from adapters.playground.nouns import (
    CHANNELS_AT_MOST,
    POSTS_PER_CHANNEL,
    TEXT_LIMIT,
    WHISPERS_PER_PERSON,
    Channel,
    Post,
    standing,
)
from adapters.playground.people import BOT, Character, by_key
from bot.domain.card import Card
from bot.errors import BadInput, Conflict, NotAllowed, NotFound
from bot.ports import Clock

Joined = Callable[[str, str], None]
"""Is told (person, channel) after somebody came into a channel."""


class Chat:
    """Channels and people are named by their short names (`support`, `ana`)."""

    def __init__(self, people: Sequence[Character], clock: Clock) -> None:
        self.people = by_key(people)
        self.speakers: dict[str, Character] = {}
        self.feed = Feed()
        self.lock = threading.RLock()
        self.channels: dict[str, Channel] = {one.name: one for one in standing(list(self.people))}
        for key in self.people:
            dm = f"dm-{key}"
            self.channels[dm] = Channel(name=dm, direct=True, private=True, members=[key])
        self.homes: dict[str, Card] = {}
        self.read: dict[tuple[str, str], int] = {}
        self.on_joined: Joined = lambda _person, _channel: None
        self._clock = clock
        self._last_id = 0

    # Finding things

    def channel(self, name: str, person: str = "") -> Channel:
        """The channel; with a person, only if they may know of it."""
        found = self.channels.get(name)
        if found is None or (person and not found.seen_by(person)):
            raise NotFound("There is no such channel.")
        return found

    def open_to(self, name: str, person: str) -> Channel:
        """The channel, if this person may write there."""
        channel = self.channel(name, person)
        if channel.archived:
            raise Conflict(f"#{name} is archived; nothing can be written there any more.")
        if channel.speaker:
            if person != channel.speaker:
                speaker = self.speakers[channel.speaker].name
                raise NotAllowed(f"Only {speaker} writes in #{name}; talk about it elsewhere.")
            return channel
        if person not in channel.members:
            raise NotAllowed(f"Join #{name} first; then you can write there.")
        return channel

    def post(self, channel: str, id: str, person: str = "") -> Post:
        """The post; with a person, only if they may see it."""
        found = self.channel(channel, person).posts.get(id)
        if found is None or (person and found.only_for not in {"", person}):
            raise NotFound("This message is gone.")
        return found

    def full_id(self, post: Post) -> str:
        """The post's id as it is known outside: no other run of the playground has it."""
        return f"{self.feed.run}-{post.id}"

    def post_id(self, full: str) -> str:
        """The id here; empty when it is of another run."""
        run, _, id = full.rpartition("-")
        return id if run == self.feed.run else ""

    # People talk

    def say(
        self,
        channel: str,
        person: str,
        text: str,
        *,
        thread: str = "",
        key: str = "",
        at: datetime | None = None,
    ) -> Post:
        """A person's own words, as typed."""
        with self.lock:
            self.open_to(channel, person)
            return self._put(Post(
                id=self._next_id(), channel=channel, author=person, at=at or self._clock.now(),
                text=_checked(text), key=key, thread=self._thread(channel, thread),
            ))  # fmt: skip

    def edit(self, channel: str, person: str, id: str, text: str) -> Post:
        with self.lock:
            return self._put(replace(self._own(channel, person, id), text=_checked(text), edited=True))

    def delete(self, channel: str, person: str, id: str) -> Post:
        """Takes back one's own words, and whatever was only shown to oneself."""
        with self.lock:
            post = self.post(channel, id, person)
            if person not in (post.author, post.only_for):
                raise NotAllowed("You can only take back your own words.")
            self._drop(post)
            return post

    def mark(self, channel: str, person: str, id: str, *, on: bool) -> Post:
        """Marks a post for the timeline, or takes the mark away."""
        with self.lock:
            post = self.post(channel, id, person)
            others = tuple(one for one in post.marked_by if one != person)
            return self._put(replace(post, marked_by=(*others, person) if on else others))

    def has_read(self, channel: str, person: str, upto: int) -> None:
        with self.lock:
            self.channel(channel, person)
            self.read[person, channel] = max(self.read.get((person, channel), 0), min(upto, self._last_id))

    # Caseline talks

    def show(self, channel: str, card: Card, *, key: str = "", thread: str = "", only_for: str = "") -> Post:
        """A card by Caseline; with `only_for`, a whisper that one person sees and may dismiss."""
        with self.lock:
            self.channel(channel)
            if only_for:
                self._forget_whispers(only_for)
            return self._put(Post(
                id=self._next_id(), channel=channel, author=BOT, at=self._clock.now(), card=card,
                key=key, thread=self._thread(channel, thread), only_for=only_for,
            ))  # fmt: skip

    def redraw(self, channel: str, id: str, card: Card) -> Post:
        """Raises NotFound when the message is gone."""
        with self.lock:
            return self._put(replace(self.post(channel, id), card=card))

    def take_back(self, channel: str, id: str) -> None:
        """A message of Caseline's own; nothing happens when it is gone."""
        with self.lock:
            if (post := self.channel(channel).posts.get(id)) and post.author == BOT:
                self._drop(post)

    def with_key(self, channel: str, key: str) -> Post | None:
        with self.lock:
            return next((one for one in self.channel(channel).posts.values() if key and one.key == key), None)

    def show_home(self, person: str, card: Card) -> None:
        with self.lock:
            self.homes[person] = card
            self.feed.publish("home", {"html": views.home(card)}, [person])

    # Channels

    def open_channel(self, name: str, *, topic: str, private: bool, key: str) -> Channel:
        """A war room; raises Conflict when the name is taken."""
        with self.lock:
            if name in self.channels or name in self.people:
                raise Conflict(f"#{name} is taken.")
            if len(self.channels) >= CHANNELS_AT_MOST:
                raise Conflict("The playground is full of channels; start it anew.")
            channel = Channel(name=name, purpose=topic, topic=topic, private=private, key=key, war_room=True)
            self.channels[name] = channel
            self.announce(channel)
            return channel

    def add_speaker(self, speaker: Character, name: str, topic: str) -> None:
        """Somebody outside, and the channel in which everybody reads what only they write."""
        with self.lock:
            self.speakers[speaker.key] = speaker
            self.feed.publish("person", views.person(speaker), None)
            channel = Channel(name=name, topic=topic, speaker=speaker.key, members=list(self.people))
            self.channels[name] = channel
            self.announce(channel)

    def announce(self, channel: Channel) -> None:
        """Tells browsers how the channel stands now; the caller holds the lock."""
        self.feed.publish("channel", views.channel(channel), self.audience(channel))

    def join(self, name: str, person: str) -> bool:
        """False when the person was there already."""
        with self.lock:
            channel = self.channel(name)
            if person not in self.people:
                raise NotFound("There is nobody of that name.")
            if person in channel.members:
                return False
            channel.members.append(person)
            self.read[person, name] = self._last_id
            self.announce(channel)
            posts = [views.post(one) for one in channel.posts.values() if not one.only_for]
            self.feed.publish("history", {"channel": name, "posts": posts}, [person])
        self.on_joined(person, name)
        return True

    def leave(self, name: str, person: str) -> bool:
        with self.lock:
            channel = self.channel(name, person)
            if channel.direct or person not in channel.members:
                return False
            channel.members.remove(person)
            self.announce(channel)
            if channel.private:
                self.feed.publish("hidden", {"channel": name}, [person])
            return True

    def audience(self, channel: Channel) -> list[str] | None:
        """Who may see what happens there; None means everybody."""
        return list(channel.members) if channel.private or channel.direct else None

    def close(self) -> None:
        self.feed.close()

    # Small steps

    def _next_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)

    def _thread(self, channel: str, thread: str) -> str:
        """The message that opened the thread: replies to replies stay in it."""
        if not thread:
            return ""
        parent = self.channel(channel).posts.get(thread)
        return (parent.thread or parent.id) if parent else ""

    def _own(self, channel: str, person: str, id: str) -> Post:
        post = self.post(channel, id, person)
        if post.author != person:
            raise NotAllowed("You can only change your own words.")
        return post

    def _put(self, post: Post) -> Post:
        channel = self.channel(post.channel)
        before = channel.posts.get(post.id)
        channel.posts[post.id] = post
        while len(channel.posts) > POSTS_PER_CHANNEL:
            self._drop(next(one for one in channel.posts.values() if one.id not in channel.pins))
        audience = [post.only_for] if post.only_for else self.audience(channel)
        self.feed.publish("post", views.post(post), audience)
        if before and post.id in channel.pins and views.title(before) != views.title(post):
            self.announce(channel)
        return post

    def _drop(self, post: Post) -> None:
        channel = self.channel(post.channel)
        del channel.posts[post.id]
        audience = [post.only_for] if post.only_for else self.audience(channel)
        self.feed.publish("gone", {"channel": post.channel, "id": post.id}, audience)
        if post.id in channel.pins:
            channel.pins.remove(post.id)
            self.announce(channel)

    def _forget_whispers(self, person: str) -> None:
        kept = [p for c in self.channels.values() for p in c.posts.values() if p.only_for == person]
        kept.sort(key=lambda post: int(post.id))
        for post in kept[: max(0, len(kept) + 1 - WHISPERS_PER_PERSON)]:
            self._drop(post)


def _checked(text: str) -> str:
    if not text.strip():
        raise BadInput("Say something first.", field="text")
    if len(text) > TEXT_LIMIT:
        raise BadInput(f"That is too long; {TEXT_LIMIT} characters fit into one message.", field="text")
    return text
