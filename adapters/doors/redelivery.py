"""What a chat delivers again, recognised before it is handled a second time.

This is a courtesy: it keeps an answer from being given twice. That nothing is *done* twice is
the database's business, where another process sees it too.
"""

from collections import OrderedDict
from enum import Enum
from threading import Lock

AT_MOST = 5_000


class Seen(Enum):
    NEVER = "never"
    RUNNING = "running"
    DONE = "done"


class Redelivery:
    """By the id of what was delivered, in this process; all transports of a chat share one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._events: OrderedDict[str, Seen] = OrderedDict()

    def begin(self, event: str) -> Seen:
        """How far this event has come; what was never seen is running from now on."""
        if not event:
            return Seen.NEVER
        with self._lock:
            seen = self._events.get(event, Seen.NEVER)
            if seen is Seen.NEVER:
                self._events[event] = Seen.RUNNING
                if len(self._events) > AT_MOST:
                    self._events.popitem(last=False)
            return seen

    def done(self, event: str) -> None:
        with self._lock:
            if event in self._events:
                self._events[event] = Seen.DONE

    def failed(self, event: str) -> None:
        """It may be handled again."""
        with self._lock:
            self._events.pop(event, None)
