"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class StoppedClock:
    """Keeps the promise of `bot.ports.Clock`."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """The new present."""
        self._at += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return self._at
