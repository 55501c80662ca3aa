"""Tickets that Caseline makes in Intercom, and how one that an earlier try made is found again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from adapters.tickets.desk import MARK, Desk, at, text
from adapters.tickets.intercom_asking import PAGE, next_page, only, search
from adapters.tickets.intercom_reading import Thing, items, plain
from bot.domain.ticket import Draft

RECENT = timedelta(days=2)
"""How old a ticket may be that an earlier try of ours may have made."""
PAGES = 4
DESCRIPTION = "_default_description_"


def new(draft: Draft, kind: str, key: str) -> Mapping[str, Any]:
    """Attributes are plain text, unlike what is said in a conversation."""
    return {
        "ticket_type_id": kind,
        "contacts": [{"email": draft.requester_email}],
        "ticket_attributes": {
            "_default_title_": draft.subject,
            DESCRIPTION: f"{draft.text}\n\n{MARK}{key}",
        },
    }


def made(desk: Desk, kind: str, key: str, now: datetime) -> Thing | None:
    """The one with this key, among at most 200 recent tickets of this type."""
    since = int((now - RECENT).timestamp())
    page = ""
    for _ in range(PAGES):
        filters = only("ticket_type_id", "=", kind), only("created_at", ">", since)
        said = desk.ask("POST", "/tickets/search", json=search(*filters, size=PAGE, page=page))
        for found in items(at(said, "tickets")):
            if f"{MARK}{key}" in plain(text(at(found, f"ticket_attributes.{DESCRIPTION}"))):
                return found
        if not (page := next_page(said, page)):
            break
    return None
