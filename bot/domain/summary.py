"""A summary for people inside the company who answer for an incident without working on it.

It is a noun of its own, and no status update: what tells customers (pages, tickets, channels, letters)
takes status updates and nothing else, so that a summary cannot reach them by any setting or mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.status_update import IN_HAND, UpdateState

MOST_AHEAD = timedelta(minutes=5)
"""How long before a summary is due somebody is reminded at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """`number` counts those of its incident from 1, apart from status updates.

    `version` grows with every change. `business` is what it means for the business, as somebody said; the
    next one begins with it. `heard` are those it was handed to: person ids, channels, addresses; `failed`
    says why it did not reach some of them. People are person ids.
    """

    incident: str
    number: int
    phase: str
    text: str
    drafted_by: str
    drafted_at: datetime
    id: int = 0
    state: UpdateState = UpdateState.DRAFT
    version: int = 1
    business: str = ""
    next_at: datetime | None = None
    edited_by: str = ""
    edited_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    published_by: str = ""
    published_at: datetime | None = None
    heard: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_in_hand(self) -> bool:
        return self.state in IN_HAND

    @property
    def writer(self) -> str:
        """Whose words they are as they stand now."""
        return self.edited_by or self.drafted_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Who hears summaries of one incident: people who follow it, channels of the company, addresses."""

    followers: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.followers, *self.rooms, *self.letters)


def reminded_at(due: datetime, every: timedelta, now: datetime) -> datetime | None:
    """The latest instant not behind `now` at which somebody is to be reminded; None before the first.

    First a little before it is due, then as often as summaries should come: whoever asks late, or again,
    is told the same instant.
    """
    first = due - min(MOST_AHEAD, every / 6)
    return None if now < first else first + (now - first) // every * every
