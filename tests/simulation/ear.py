"""A chat that remembers when each message came, and finds them again at once among many."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from bot.domain.card import Card
from bot.ports import Posted
from tests.fakes.chat import Chat


@dataclass(frozen=True, slots=True)
class Heard:
    """One message: its id, to whom it came, when, and the key of the row that brought it."""

    id: str
    to: str
    at: float
    key: str
    card: Card


class Ear(Chat):
    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self._lock = Lock()
        self.heard_by_key: dict[str, Heard] = {}

    def post(
        self, _workspace: str, to: str, card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        with self._lock:
            known = self.heard_by_key.get(key) if doubtful else None
            if known is None:
                assert key not in self.heard_by_key, "the same row came twice, and nobody asked"
                known = Heard(str(len(self.heard_by_key) + 1), to, self._now(), key, card)
                self.heard_by_key[key] = known
        return Posted(to, known.id)

    def redraw(
        self, _workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        return Posted(room, message)
