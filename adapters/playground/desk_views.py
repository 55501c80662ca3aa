"""How tickets of the sandbox desk travel to a browser: plain values, which the page shows as text alone."""

from datetime import datetime
from typing import Any

from adapters.playground.desk_book import Book
from adapters.playground.desk_nouns import By, Filed
from bot.domain.ticket import Gone

View = dict[str, Any]
TICKETS_SHOWN = 500


def row(one: Filed) -> View:
    """A line of the queue. What is late is told by the page, which knows what time it is there."""
    last = next((said for said in reversed(one.said) if said.by in (By.CUSTOMER, By.AGENT)), one.said[0])
    return {
        "id": one.id,
        "subject": one.subject,
        "customer": {"name": one.customer.name, "email": one.customer.email,
                     "organisation": one.customer.organisation, **one.customer.fields()},
        "status": one.status.value,
        "priority": one.priority.value,
        "assignee": one.assignee,
        "tags": list(one.tags),
        "created": one.created_at.isoformat(),
        "updated": one.updated_at.isoformat(),
        "deadlines": [_deadline(one, "first_reply"), _deadline(one, "resolution")],
        "waits": last.by is By.CUSTOMER,
        "merged": one.merged_into,
        "gone": one.gone is not Gone.HERE,
        "number": one.number,
    }  # fmt: skip


def whole(one: Filed, url: str) -> View:
    """With its conversation."""
    said = [
        {"by": line.by.value, "who": line.who, "text": line.text, "at": line.at.isoformat()}
        for line in one.said
    ]
    return {**row(one), "url": url, "said": said}


def queue(book: Book) -> list[View]:
    """The newest ones, oldest of them last."""
    return [row(one) for one in book.all()[:TICKETS_SHOWN]]


def _deadline(one: Filed, metric: str) -> View:
    first = metric == "first_reply"
    kept: datetime | None = (one.replied_at or one.ended_at) if first else one.ended_at
    return {
        "metric": metric,
        "due": (one.first_reply_due if first else one.resolution_due).isoformat(),
        "kept": kept.isoformat() if kept else "",
        "paused": not first and one.paused_at is not None,
    }
