"""From our words to what Freshdesk takes: HTML, with our key as a last quiet line."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from adapters.tickets.desk import MARK
from adapters.tickets.values import text
from bot.domain.ticket import Draft, Priority

OPEN = 2
PRIORITIES = {Priority.NONE: 1, Priority.LOW: 1, Priority.NORMAL: 2, Priority.HIGH: 3, Priority.URGENT: 4}
QUIET = '<div style="color:#b0b0b0;font-size:10px">{}</div>'


def drafted(draft: Draft, key: str) -> dict[str, Any]:
    said = {
        "subject": draft.subject,
        "description": html(draft.text, key),
        "status": OPEN,
        "priority": PRIORITIES[draft.priority],
        "email": draft.requester_email,
        "name": draft.requester_name,
        "tags": list(draft.tags),
        "group_id": int(draft.target) if draft.target else None,
    }
    return {name: value for name, value in said.items() if value}


def html(words: str, key: str) -> str:
    lines = escape(words).replace("\r\n", "\n").replace("\n", "<br>")
    return f"<div>{lines}</div>{QUIET.format(escape(MARK + key))}"


def bears(key: str, raw: Any, *names: str) -> bool:
    """Whether the mark stands in one of these texts, and not as the beginning of a longer one."""
    texts = [text(raw.get(name)) for name in names] if isinstance(raw, Mapping) else []
    marks = {MARK + key, escape(MARK + key)}
    return any(re.search(re.escape(mark) + r"(?![^\s<])", said) for said in texts for mark in marks)
