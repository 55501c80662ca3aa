"""From our words to what Salesforce takes: plain text, with our key as a last quiet line."""

import re
from typing import Any

from adapters.tickets.desk import MARK
from adapters.tickets.values import text
from bot.domain.ticket import Draft, Priority, incidents_in
from bot.domain.wording import say
from bot.errors import Refused
from bot.settings_tickets import Salesforce

LONGEST = 4000
"""Characters of a comment."""
SUBJECT = 255
PRIORITIES = {Priority.LOW: "Low", Priority.NORMAL: "Medium", Priority.HIGH: "High", Priority.URGENT: "High"}
"""Theirs end with High, unless somebody added more."""
OWNER = re.compile(r"(00G|005)[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?")


def drafted(draft: Draft, key: str, settings: Salesforce) -> dict[str, str]:
    if draft.target and not OWNER.fullmatch(draft.target):
        raise Refused(say("Salesforce's owner has to be given by the id of a user or queue."))
    said = {
        "Subject": draft.subject[:SUBJECT],
        "Description": marked(draft.text, key),
        "Priority": PRIORITIES.get(draft.priority, ""),
        "SuppliedEmail": draft.requester_email,
        "SuppliedName": draft.requester_name,
        "OwnerId": draft.target,
    }
    if settings.incident_field:
        said[settings.incident_field] = "; ".join(incidents_in(draft.tags))
    return {name: value for name, value in said.items() if value}


def marked(words: str, key: str) -> str:
    return f"{words}\n\n{MARK}{key}"


def bears(key: str, said: Any) -> bool:
    """Whether the mark stands in this text, and not as the beginning of a longer one."""
    return re.search(re.escape(MARK + key) + r"(?!\S)", text(said)) is not None
