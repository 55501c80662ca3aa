"""What Zendesk is asked: its search language, and the JSON of a ticket to be made."""

import re
from typing import Any

from bot.domain.ticket import Draft, Query

GROUP = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
OPERATORS = re.compile(r'["\\:<>=*()]+|(?<!\S)[-+]+')
"""What would be more than a word in a search."""
LONGEST = 400
"""Characters of a text that is looked for; a subject may be longer than an address can be."""


def words(query: Query) -> str:
    """What people wrote is made harmless words of."""
    found = ["type:ticket"]
    if query.open_only:
        found.append("status<solved")
    for name, value in (("requester", query.requester_email), ("tags", query.tag)):
        if value:
            found.append(f'{name}:"{_quotable(value)}"')
    plain = OPERATORS.sub(" ", query.text[:LONGEST]).split()
    return " ".join(found + plain)


def _quotable(value: str) -> str:
    return re.sub(r'[\s"\\]+', " ", value).strip()


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
