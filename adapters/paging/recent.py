"""What was looked up a moment ago, so that nobody is asked the same at every turn."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Value = TypeVar("Value")

KEEP = timedelta(minutes=10)
MOST = 1000


class Recent(Generic[Value]):
    """Forgets after `keep`, and everything at once when there is too much of it."""

    def __init__(self, now: Callable[[], datetime], keep: timedelta = KEEP) -> None:
        self._now = now
        self._keep = keep
        self._kept: dict[str, tuple[datetime, Value]] = {}

    def find(self, key: str) -> Value | None:
        kept = self._kept.get(key)
        return kept[1] if kept and self._now() < kept[0] else None

    def put(self, key: str, value: Value) -> Value:
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = (self._now() + self._keep, value)
        return value

    def get(self, key: str, ask: Callable[[], Value]) -> Value:
        """What is kept, else what is asked for; a question that fails is asked again next time."""
        found = self.find(key)
        return self.put(key, ask()) if found is None else found
