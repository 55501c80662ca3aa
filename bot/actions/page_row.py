"""What a row of the outbox says of a page: which one it is, who is woken, and at which place of it."""

from typing import Any

from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_event import PageEvent, Place

KIND = "page"
TEXT, CALL, PAGER = "page_text", "page_call", "page_pager"
FOLLOWED, PAGED = "page", "paged"
"""Views: a page as others follow it, and as who was paged sees it."""


def data_of(page: Page, sent: PageEvent) -> dict[str, Any]:
    return {"page": page.id, "person": sent.person, "place": list(sent.place)}


def page_of(row: Outgoing) -> int:
    """The id of the page."""
    return int(row.data["page"])


def person_of(row: Outgoing) -> str:
    return str(row.data["person"])


def place_of(row: Outgoing) -> Place:
    return Place(*map(int, row.data["place"]))
