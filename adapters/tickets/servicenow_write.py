"""What is written in ServiceNow: new records, and texts by which an earlier try is known again."""

import hashlib
import re
from collections.abc import Mapping

from bot.domain.ticket import Draft, Priority
from bot.domain.wording import say

IMPACT_AND_URGENCY = {
    Priority.URGENT: ("1", "1"),
    Priority.HIGH: ("1", "2"),
    Priority.NORMAL: ("2", "2"),
    Priority.LOW: ("2", "3"),
}
"""From these the instance works out the priority; what is written there directly is lost."""


def new(draft: Draft, stamp: str, *, group: str, customer: Mapping[str, str]) -> Mapping[str, str]:
    """Without what is not known: an empty value would overrule the defaults of the instance."""
    impact, urgency = IMPACT_AND_URGENCY.get(draft.priority, ("", ""))
    body = {
        "short_description": draft.subject,
        "description": draft.text if all(customer.values()) else _with_customer(draft),
        "correlation_id": stamp,
        "correlation_display": "Caseline",
        "impact": impact,
        "urgency": urgency,
        "assignment_group": group,
        **customer,
    }
    return {field: content for field, content in body.items() if content}


def stamp_of(key: str) -> str:
    """The key in letters that are harmless in a query, and short enough for `correlation_id`."""
    return f"caseline-{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def plain(said: str) -> str:
    """Text between `[code]` and `[/code]` would be shown as HTML."""
    return re.sub(r"\[(?=/?code\])", "[ ", said, flags=re.IGNORECASE)


def has_line(journal: str, line: str) -> bool:
    return any(line == each.strip() for each in journal.splitlines())


def _with_customer(draft: Draft) -> str:
    """For a customer who has no account there."""
    who = " ".join(filter(None, (draft.requester_name, draft.requester_email)))
    return f"{draft.text}\n\n{say('Customer: {who}', who=who)}" if who else draft.text
