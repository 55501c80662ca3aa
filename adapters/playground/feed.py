"""Every change of the chat, numbered, for browsers that listen and for those that come back."""

import asyncio
import json
import secrets
import threading
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bot.errors import TryLater

KEPT = 4_000
LISTENERS_AT_MOST = 64


@dataclass(frozen=True, slots=True)
class Change:
    """`audience` holds the people who may see it; None means everybody."""

    number: int
    kind: str
    data: str
    audience: frozenset[str] | None

    def meant_for(self, person: str) -> bool:
        return self.audience is None or person in self.audience


class Listener:
    """Wakes one browser's stream, from whatever thread the change came."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()

    def wake(self) -> None:
        self._loop.call_soon_threadsafe(self._news.set)

    async def news(self, seconds: float) -> bool:
        """True when there may be something new, False when the time passed."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        self._news.clear()
        return True


class Feed:
    """`run` is new with every process: numbers of an earlier one mean nothing here."""

    def __init__(self) -> None:
        self.run = secrets.token_hex(4)
        self.number = 0
        self.closed = False
        self._kept: deque[Change] = deque(maxlen=KEPT)
        self._listeners: set[Listener] = set()
        self._lock = threading.Lock()

    def publish(self, kind: str, data: Mapping[str, object], audience: Collection[str] | None) -> None:
        """Tells everybody who listens; the caller holds the chat's lock, so order is the chat's order."""
        with self._lock:
            self.number += 1
            seen_by = None if audience is None else frozenset(audience)
            self._kept.append(Change(self.number, kind, json.dumps(data, ensure_ascii=False), seen_by))
            self._wake()

    def since(self, number: int, person: str) -> tuple[list[Change], int] | None:
        """What this person missed after `number`, and where they stand then; None: too long ago."""
        with self._lock:
            oldest = self.number - len(self._kept)
            if not oldest <= number <= self.number:
                return None
            missed = [one for one in self._kept if one.number > number and one.meant_for(person)]
            return missed, self.number

    @contextmanager
    def listen(self) -> Iterator[Listener]:
        """Raises TryLater when too many browsers listen already."""
        listener = Listener()
        with self._lock:
            if len(self._listeners) >= LISTENERS_AT_MOST:
                raise TryLater("Too many windows are open; close one and try again.", after=10)
            self._listeners.add(listener)
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def close(self) -> None:
        """Ends every stream, so that the process can stop."""
        with self._lock:
            self.closed = True
            self._wake()

    def _wake(self) -> None:
        for listener in self._listeners:
            listener.wake()
