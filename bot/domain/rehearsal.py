"""A real incident from a public history, played again so that a team can practise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.drill_report import Word

ENDED = ("resolved", "completed")
"""What public histories call the last word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What `vendor` told its customers: `course` holds the `minutes` of its words and their `statuses`.

    `history` is the vendor's id of it, and `speed` how many times faster it is played. Without an `incident`
    it is that of everything that is declared from `began_at` on.
    """

    history: str
    title: str
    vendor: str
    speed: float
    began_at: datetime
    course: Mapping[str, Any]
    incident: str = ""
    id: int = 0

    @property
    def words(self) -> tuple[Word, ...]:
        """Which parts they named, and when they promised the next word, a history does not say."""
        minutes: Sequence[float] = self.course.get("minutes", ())
        statuses: Sequence[str] = self.course.get("statuses", ())
        return tuple(
            Word(minute=float(minute), is_last=status.casefold() in ENDED)
            for minute, status in zip(minutes, statuses, strict=True)
        )

    @property
    def lasted(self) -> float:
        return max((one.minute for one in self.words), default=0.0)
