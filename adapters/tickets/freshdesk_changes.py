"""Where in Freshdesk's changes we are: an instant, and the page behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from adapters.tickets.values import instant
from bot.domain.ticket import Ticket

OVERLAP = timedelta(seconds=5)
"""They do not say whether `updated_since` includes its own second, and their copies lag a little."""


@dataclass(frozen=True, slots=True)
class Place:
    since: str
    page: int


def start(now: datetime) -> str:
    return _written(_text(now), 1)


def place(cursor: str) -> Place | None:
    """None for an empty cursor, and for one that is none."""
    since, _, page = cursor.partition(" ")
    known = instant(since) is not None and page.isascii() and page.isdigit()
    return Place(since, max(1, int(page))) if known else None


def next_place(before: Place, tickets: Sequence[Ticket], *, full: bool) -> str:
    """On to the last instant; to the next page where a whole page was too short for that."""
    told = [ticket.updated_at for ticket in tickets if ticket.updated_at]
    reached = _text(max(told) - OVERLAP) if told else ""
    if reached > before.since:
        return _written(reached, 1)
    return _written(before.since, before.page + 1 if full else 1)


def _written(since: str, page: int) -> str:
    return f"{since} {page}"


def _text(moment: datetime) -> str:
    """All alike, so that they sort by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
