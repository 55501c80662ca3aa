"""The sandbox desk's book: every ticket, numbered by its last change; safe to use from any thread."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import replace

from adapters.playground.desk_nouns import FIRST_ID, TICKETS_AT_MOST, Filed
from bot.domain.ticket import Gone
from bot.errors import Conflict, NotFound


class Book:
    """`on_change` is called with the lock held, in the order of the changes; it must not wait for anybody."""

    def __init__(self, lock: "threading.RLock | None" = None, *, at_most: int = TICKETS_AT_MOST) -> None:
        self.run = secrets.token_hex(4)
        self.lock = lock or threading.RLock()
        self.number = 0
        self.on_change: Callable[[Filed], None] = lambda _: None
        self._at_most = at_most
        self._tickets: dict[str, Filed] = {}
        self._last_id = FIRST_ID - 1

    def open(self, make: Callable[[str], Filed], *, id: str = "", key: str = "") -> Filed:
        """A new ticket, of this id where it is free. What the same `key` made is given back instead."""
        with self.lock:
            if key and (before := self._made_by(key)):
                return before
            self._make_room()
            free = id if id.isdecimal() and id not in self._tickets else str(self._last_id + 1)
            self._last_id = max(self._last_id, int(free))
            return self._keep(make(free))

    def change(self, id: str, how: Callable[[Filed], Filed], *, key: str = "") -> Filed:
        """What changes nothing tells nobody; words with a `key` that stand there already are not added."""
        with self.lock:
            before = self.get(id)
            if key and any(said.key == key for said in before.said):
                return before
            after = how(before)
            return before if after == before else self._keep(after)

    def get(self, id: str) -> Filed:
        """Raises NotFound for a ticket that never was or was deleted."""
        with self.lock:
            found = self._tickets.get(id)
        if found is None or found.gone is not Gone.HERE:
            raise NotFound("There is no such ticket.")
        return found

    def all(self) -> list[Filed]:
        """Those that are there, newest first."""
        with self.lock:
            here = [one for one in self._tickets.values() if one.gone is Gone.HERE]
        return sorted(here, key=lambda one: (one.created_at, int(one.id)), reverse=True)

    def since(self, number: int) -> list[Filed]:
        """Those that changed behind this number, deleted ones too, oldest change first."""
        with self.lock:
            found = [one for one in self._tickets.values() if one.number > number]
        return sorted(found, key=lambda one: one.number)

    def _keep(self, one: Filed) -> Filed:
        self.number += 1
        kept = replace(one, number=self.number)
        self._tickets[kept.id] = kept
        self.on_change(kept)
        return kept

    def _made_by(self, key: str) -> Filed | None:
        return next((one for one in self._tickets.values() if one.key == key), None)

    def _make_room(self) -> None:
        """What was over longest goes first."""
        if len(self._tickets) < self._at_most:
            return
        over = [one for one in self._tickets.values() if one.status.is_over or one.gone is not Gone.HERE]
        if not over:
            raise Conflict("The desk is full of open tickets; start the playground anew.")
        del self._tickets[min(over, key=lambda one: one.number).id]
