"""What every process needs: an instant, a bell between workers, figures for the operator."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware UTC."""
        ...


class Bell(Protocol):
    """Tells workers that the outbox grew, in this process or another."""

    def ring(self, times: int) -> None: ...

    def wait(self, seconds: float) -> bool:
        """True when rung, False when the time passed."""
        ...


class Meter(Protocol):
    """Figures for the operator."""

    def interaction(self, word: str, door: str, outcome: str, seconds: float) -> None: ...

    def delivery(self, chat: str, kind: str, outcome: str, seconds: float) -> None: ...

    def refused(self, door: str, reason: str) -> None:
        """A request that was turned away at a door."""
        ...
