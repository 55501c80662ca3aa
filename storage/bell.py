"""Tells the workers of this process that the outbox grew."""

from threading import Condition

_ENOUGH = 1000
"""More rings than there are workers say nothing more."""


class Bell:
    """Counts rings, so that one that nobody was waiting for wakes the next who waits."""

    def __init__(self) -> None:
        self._rung = 0
        self._changed = Condition()

    def ring(self, times: int) -> None:
        with self._changed:
            self._rung = min(self._rung + times, _ENOUGH)
            self._changed.notify(times)

    def wait(self, seconds: float) -> bool:
        """True when rung, False when the time passed. One ring wakes one who waits."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._rung > 0, seconds):
                return False
            self._rung -= 1
            return True
