"""Who may answer: the listener, or the door at its deadline; whoever comes first."""

from threading import Lock

DEADLINE = 2.5
"""Seconds. People are promised an answer within three, and Slack waits no longer."""
LAST_MOMENT = 0.3
"""Seconds for an answer that was taken just before the deadline and is being written."""


class Turn:
    """One request's right to answer; `take` is True for the first who asks."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken = False

    def take(self) -> bool:
        with self._lock:
            first, self._taken = not self._taken, True
            return first
