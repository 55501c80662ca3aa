"""The status page as it stood at one moment: each of its addresses drawn once, when it is first asked for."""

import gzip
import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from adapters.web.status_digest import digest
from bot.domain.status_page import ShownPage

MOST = 300
"""Drawn answers that are held at once; crawlers that read the whole past cost no more."""
WORTH_PACKING = 500
"""Bytes from which on gzip is worth its header."""


class Picture(Protocol):
    @property
    def body(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...


class Pen(Protocol):
    """Draws the pages; `adapters.statuspage.own.OwnPage` is one."""

    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def style_proof(self) -> str: ...
    @property
    def logo(self) -> Picture | None: ...
    def draw(self, shown: ShownPage, path: str, language: str, *, stale: bool) -> bytes | None: ...
    def missing(self, language: str) -> bytes: ...
    def silent(self, language: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Drawn:
    """An answer with everything that can be known beforehand; `packed` is empty where it does not pay."""

    body: bytes
    tag: str
    packed: bytes = b""
    is_there: bool = True


def drawn(body: bytes, *, is_there: bool = True) -> Drawn:
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= WORTH_PACKING else b""
    return Drawn(body, hashlib.sha256(body).hexdigest()[:32], packed, is_there)


class Snapshot:
    """May be asked from many threads; what two of them want at once is drawn once."""

    def __init__(self, shown: ShownPage, pen: Pen) -> None:
        self.shown = shown
        self.digest = digest(shown)
        self._pen = pen
        self._ready: dict[tuple[str, str, bool], Drawn] = {}
        self._lock = threading.Lock()

    def renewed(self, shown: ShownPage) -> "Snapshot":
        """This one when it would be drawn alike, else a new one."""
        if digest(shown) != self.digest:
            return Snapshot(shown, self._pen)
        if shown.at != self.shown.at:
            self.shown = shown
            self._forget_stale()
        return self

    def at_hand(self, path: str, language: str, *, stale: bool) -> Drawn | None:
        return self._ready.get((path, language, stale))

    def draw(self, path: str, language: str, *, stale: bool) -> Drawn:
        """Takes milliseconds, and belongs into a thread."""
        key = (path, language, stale)
        with self._lock:
            if found := self._ready.get(key):
                return found
            body = self._pen.draw(self.shown, path, language, stale=stale)
            if body is None:
                # Addresses that nobody has are endless: their answer is not held.
                return drawn(self._pen.missing(language), is_there=False)
            while len(self._ready) >= MOST:
                del self._ready[next(iter(self._ready))]
            self._ready[key] = drawn(body)
            return self._ready[key]

    def _forget_stale(self) -> None:
        """They say as of when they are, which has changed."""
        with self._lock:
            self._ready = {key: value for key, value in self._ready.items() if not key[2]}
