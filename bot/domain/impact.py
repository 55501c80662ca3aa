"""How many customers an incident hurts, counted and as people say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=10)
WINDOWS = 6
"""Windows of reports that a board looks back on."""


class Trend(StrEnum):
    NONE = "none"
    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What people say of an incident's customers; instants and names are None and empty until they do."""

    incident: str
    stated: int | None = None
    stated_by: str = ""
    stated_at: datetime | None = None
    sentiment: str = ""
    sentiment_by: str = ""
    sentiment_at: datetime | None = None
    redraw_due: datetime | None = None
    drawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What is counted from linked tickets.

    `tiers` and `cuts` count distinct customers. `most_important` are the names of those in the
    tier of the highest rank, at most 20. `reports` are tickets a window of ten minutes, the
    newest last; `first_report` is when the first ticket was written.
    """

    tickets: int = 0
    open_tickets: int = 0
    linking: int = 0
    failed: int = 0
    customers: int = 0
    organisations: int = 0
    tiers: Mapping[str, int] = field(default_factory=dict)
    cuts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    most_important: tuple[str, ...] = ()
    reports: tuple[int, ...] = ()
    first_report: datetime | None = None

    @property
    def trend(self) -> Trend:
        """The last two windows against the two before; nothing is said of very few reports."""
        if len(self.reports) < 4 or sum(self.reports[-4:]) < 4:
            return Trend.NONE
        before, now = sum(self.reports[-4:-2]), sum(self.reports[-2:])
        if now > before * 1.25:
            return Trend.RISING
        return Trend.FALLING if now < before * 0.75 else Trend.STEADY
