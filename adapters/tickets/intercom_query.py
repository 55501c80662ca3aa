"""What Intercom's searches are asked."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from adapters.tickets.values import at, text
from bot.domain.ticket import Query

Filter = Mapping[str, Any]

PAGE = 50
"""They allow 150 conversations; contacts of a page have to fit one page of contacts as well."""
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
