"""Voices that have trouble of a special kind; for everything else they are the chat itself."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from bot.errors import TryLater
from bot.ports import Posted
from tests.fakes.chat import Chat
from tests.fakes.teller import Teller


class Limited:
    """The chat, with one room that has to wait."""

    def __init__(self, chat: Chat, room: str) -> None:
        self._chat, self._room, self.busy = chat, room, True

    def __getattr__(self, name):
        return getattr(self._chat, name)

    def redraw(self, workspace, room, message, card, **more):
        if self.busy and room == self._room:
            raise TryLater("Slack is busy", after=30)
        return self._chat.redraw(workspace, room, message, card, **more)


class Broken:
    """The chat, answering a post with something that cannot be written down."""

    def __init__(self, chat: Chat) -> None:
        self._chat, self.posts = chat, 0

    def __getattr__(self, name):
        return getattr(self._chat, name)

    def post(self, workspace, to, card, **more):
        self.posts += 1


class Gone(BaseException):
    """As a process that dies: nobody handles it."""


class Lost:
    """The chat takes the message, and the process dies before anybody wrote it down."""

    def __init__(self, chat: Chat) -> None:
        self._chat, self.done = chat, False

    def __getattr__(self, name):
        return getattr(self._chat, name)

    def post(self, workspace, to, card, **more):
        posted = self._chat.post(workspace, to, card, **more)
        if not self.done:
            self.done = True
            raise Gone
        return posted


class Curious:
    """Whenever it is called, somebody else changes the same incident, which must not have to wait."""

    def __init__(self, teller: Teller, pool) -> None:
        self._teller, self._pool = teller, pool

    def __getattr__(self, name):
        method = getattr(self._teller.chat, name)
        if name == "chat":
            return method

        def call(*words, **more):
            assert self._pool.checkedout() == 0
            with ThreadPoolExecutor(1) as other:
                other.submit(self._change).result(timeout=5)
            return method(*words, **more)

        return call

    def _change(self) -> None:
        with self._teller.store.change() as work:
            if incident := work.incidents.lock("INC-1"):
                work.incidents.save(incident)


class Careful:
    """Notices two messages into one room at the same time."""

    def __init__(self, chat: Chat) -> None:
        self._chat, self._busy, self._lock, self.collisions = chat, set[str](), threading.Lock(), 0

    def __getattr__(self, name):
        return getattr(self._chat, name)

    @contextmanager
    def _alone(self, room: str) -> Iterator[None]:
        with self._lock:
            self.collisions += room in self._busy
            self._busy.add(room)
        yield
        with self._lock:
            self._busy.discard(room)

    def post(self, workspace, to, card, **more) -> Posted:
        with self._alone(to):
            return self._chat.post(workspace, to, card, **more)

    def redraw(self, workspace, room, message, card, **more) -> Posted:
        with self._alone(room):
            return self._chat.redraw(workspace, room, message, card, **more)


class Direct:
    """The chat, which knows a conversation by another id than the person."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    def __getattr__(self, name):
        return getattr(self._chat, name)

    def post(self, workspace, to, card, **more):
        posted = self._chat.post(workspace, to, card, **more)
        return Posted("slack:D1" if to == "slack:ana" else posted.room, posted.message)
