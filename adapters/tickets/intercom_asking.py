"""What Intercom's searches are asked, and how far a sweep over the changes has come."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.tickets.desk import at, text
from bot.domain.ticket import Query

Filter = Mapping[str, Any]

PAGE = 50
"""They allow 150 conversations; contacts of a page have to fit one page of contacts as well."""
OVERLAP = 60
"""Seconds by which a sweep begins before the last one began: clocks differ, and searches lag."""
WORDS = 5


def only(field: str, operator: str, value: object) -> Filter:
    return {"field": field, "operator": operator, "value": value}


def search(*filters: Filter, size: int, page: str = "") -> dict[str, Any]:
    """The body of a search for what passes every filter."""
    paging: dict[str, Any] = {"per_page": max(1, min(size, PAGE))}
    if page:
        paging["starting_after"] = page
    return {"query": {"operator": "AND", "value": list(filters)}, "pagination": paging}


def next_page(said: Any, page: str) -> str:
    """Empty behind the last one."""
    told = text(at(said, "pages.next.starting_after"))
    return "" if told == page else told


def narrowed(query: Query, tag: str) -> Sequence[Filter]:
    """Their index of texts knows single words alone; `tag` is the id of the query's tag."""
    said = query.text.strip()
    filters = [only("source.body", "=", word) for word in re.findall(r"[\w@.'-]*\w", said)[:WORDS]]
    if said.isascii() and said.isdigit():
        filters = [only("id", "=", said)]
    if query.requester_email:
        filters.append(only("source.author.email", "=", query.requester_email))
    if tag:
        filters.append(only("tag_ids", "=", tag))
    if query.open_only:
        filters.append(only("open", "=", True))
    return filters


@dataclass(frozen=True, slots=True)
class Sweep:
    """Over everything that changed since an instant, page by page: conversations, then tickets.

    Pages are not in the order of the changes. So the next sweep begins where this one began
    rather than at the latest change seen.
    """

    since: int
    begun: int
    kind: str = "conversations"
    page: str = ""

    def __str__(self) -> str:
        return f"{self.since}|{self.begun}|{self.kind}|{self.page}"

    @property
    def body(self) -> Filter:
        return only("updated_at", ">", self.since - 1)

    def onward(self, said: Any, *, tickets: bool) -> "Sweep | None":
        """None when nothing is left to read."""
        if further := next_page(said, self.page):
            return replace(self, page=further)
        if tickets and self.kind == "conversations":
            return replace(self, kind="tickets", page="")
        return None


def sweep(cursor: str, now: int) -> Sweep | None:
    """What a cursor says; None for an empty one and for what none of ours says."""
    since, begun, kind, page = (*cursor.split("|", 3), "", "", "")[:4]
    if not (since.isascii() and since.isdigit()):
        return None
    if begun.isascii() and begun.isdigit() and kind in ("conversations", "tickets"):
        return Sweep(int(since), int(begun), kind, page)
    return Sweep(int(since), now)
