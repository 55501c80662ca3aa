"""What a digest tells of each incident."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """`customers` are counted, else stated; `told_at` is the last word to them."""

    incident: Incident
    customers: int = 0
    told_at: datetime | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestBrief:
    """What is open at `now`, the worst first, and what ended between `since` and then, the newest first."""

    now: datetime
    since: datetime
    open: tuple[DigestLine, ...] = ()
    ended: tuple[DigestLine, ...] = ()

    @property
    def is_quiet(self) -> bool:
        return not self.open and not self.ended

    @property
    def late(self) -> tuple[DigestLine, ...]:
        """Whose customers should have heard by now."""
        return tuple(one for one in self.open if one.next_at and one.next_at <= self.now)
