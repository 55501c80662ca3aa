"""Where in Salesforce's changes we are: an instant, and the last case of that instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from adapters.tickets import salesforce_query
from adapters.tickets.values import instant
from bot.domain.ticket import Ticket

OVERLAP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """`after` is empty where the instant itself is still to be read."""

    since: datetime
    after: str = ""

    @property
    def cursor(self) -> str:
        return f"{salesforce_query.instant(self.since)} {self.after}".strip()

    @property
    def behind(self) -> str:
        """What a case has to be to lie behind here, in SOQL."""
        since = salesforce_query.instant(self.since)
        if not self.after:
            return f"SystemModstamp >= {since}"
        same = f"SystemModstamp = {since} AND Id > {salesforce_query.quoted(self.after)}"
        return f"(SystemModstamp > {since} OR ({same}))"


def start(now: datetime) -> str:
    return Place(now).cursor


def place(cursor: str) -> Place | None:
    """None for an empty cursor, and for one that is none."""
    written, _, after = cursor.partition(" ")
    since = instant(written)
    return Place(since, after if salesforce_query.ID.fullmatch(after) else "") if since else None


def next_place(before: Place, tickets: Sequence[Ticket], *, full: bool) -> str:
    """Behind the last case of a full page; else a minute back, for what is still being written."""
    told = [(ticket.updated_at, ticket.id) for ticket in tickets if ticket.updated_at]
    since, after = max(told, default=(before.since, before.after))
    if full:
        return Place(since, after).cursor
    back = since - OVERLAP
    return Place(back if before.after else max(back, before.since)).cursor


def http_date(written: str) -> str:
    """For a header; empty for what is no instant."""
    moment = instant(written)
    return format_datetime(moment, usegmt=True) if moment else ""
