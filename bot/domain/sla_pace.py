"""How often customers of an incident hear of it: as usual, or slower once it lasts.

Somebody decides it, it begins with the next word to customers, and it ends with a severity that is worse
or a reopening. What counts is read from what happened, again and again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.sla_update import BEGINNINGS, Update, What, ordered

FIRST_HOUR = timedelta(hours=1)
"""In it nobody may slow down: too little is known to say how long it lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`began` is when it was declared, or reopened last; `decided_at` when somebody chose since then.

    `told_slow` is the pace that customers know of.
    """

    began: datetime | None = None
    is_slow: bool = False
    decided_at: datetime | None = None
    told_slow: bool = False

    @property
    def is_told(self) -> bool:
        return self.is_slow == self.told_slow

    def after(self, update: Update) -> "Pace":
        """A severity that is worse comes with USUAL; whoever was told something else, is told anew."""
        match update.what:
            case what if what in BEGINNINGS or what is What.REOPENED:
                return Pace(began=update.at)
            case What.SLOWER | What.USUAL:
                return replace(self, is_slow=update.what is What.SLOWER, decided_at=update.at)
            case What.PUBLISHED:
                return replace(self, told_slow=self.is_slow)
        return self


def pace_of(updates: Iterable[Update]) -> Pace:
    pace = Pace()
    for update in ordered(updates):
        pace = pace.after(update)
    return pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The pace of one incident with what it means: seconds from one word to the next, 0 for no promise."""

    pace: Pace
    usual: int = 0
    slower: int = 0

    @property
    def has_slower(self) -> bool:
        return 0 < self.usual < self.slower

    @property
    def seconds(self) -> int:
        """What the next word promises."""
        return self.slower if self.pace.is_slow else self.usual
