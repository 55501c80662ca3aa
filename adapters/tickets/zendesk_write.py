"""From our words to what Zendesk takes, and how it is known that they have arrived before."""

import re
from collections.abc import Iterator
from typing import Any

from adapters.tickets.desk import Desk
from adapters.tickets.values import Json, at, objects, text
from bot.domain.ticket import Draft

GROUP = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
PAGE = 100
KEY = "caseline_key"
"""Under which an audit's own metadata keeps our idempotency key."""
LOOK_BACK = 5
"""Pages of a ticket's history in which an earlier try is looked for."""


def made(draft: Draft, key: str) -> dict[str, Any]:
    ticket: dict[str, Any] = {
        "subject": draft.subject,
        "comment": {"body": draft.text},
        "external_id": key,
        "tags": list(draft.tags),
    }
    if draft.priority:
        ticket["priority"] = draft.priority.value
    if GROUP.fullmatch(draft.target):
        ticket["group_id"] = int(draft.target)
    if draft.requester_email:
        name = draft.requester_name or draft.requester_email
        ticket["requester"] = {"email": draft.requester_email, "name": name}
    return ticket


def comment(words: str, key: str, *, public: bool) -> dict[str, Any]:
    """The key is kept in the metadata of the ticket's history, where nobody reads it by chance."""
    return {"ticket": {"comment": {"body": words, "public": public}, "metadata": {KEY: key}}}


def arrived(desk: Desk, path: str, key: str) -> bool:
    """Whether an earlier try with this key left something in the ticket's history."""
    found = audits(desk, path, pages=LOOK_BACK)
    return any(text(at(audit, f"metadata.custom.{KEY}")) == key for audit in found)


def audits(desk: Desk, path: str, *, pages: int) -> Iterator[Json]:
    """The ticket's audits, the newest first."""
    asked = {"page[size]": str(PAGE), "sort": "-created_at"}
    for _ in range(pages):
        said = desk.ask("GET", f"{path}/audits", ticket=True, params=asked)
        yield from objects(at(said, "audits"))
        behind = text(at(said, "meta.after_cursor"))
        if not at(said, "meta.has_more") or not behind:
            return
        asked["page[after]"] = behind
