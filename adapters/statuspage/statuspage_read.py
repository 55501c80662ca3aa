"""From Statuspage's JSON to our nouns; nothing that is missing, null or unknown is a mistake."""

from datetime import UTC, datetime
from html import unescape
from typing import Any

from adapters.doors.payload import Payload, parts_at, text_at
from adapters.statuspage.statuspage_write import keys
from bot.ports.status_page import PostedThere

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def posted(incident: Payload, body: str, phase: str) -> PostedThere | None:
    """Which of its updates has these words, else the newest one; None where there is none.

    An incident lists its updates newest first, and says of each when it was made.
    """
    updates = [one for one in parts_at(incident, "incident_updates") if text_at(one, "id")]
    ours = [one for one in updates if _is(one, body, phase)] or updates
    if not text_at(incident, "id") or not ours:
        return None
    newest = max(ours, key=lambda one: _made_at(text_at(one, "created_at")))
    return PostedThere(text_at(incident, "id"), text_at(newest, "id"))


def with_key(listed: Any, key: str) -> Payload | None:
    """The incident of this list that an earlier try with this key made."""
    found = (one for one in listed if isinstance(one, dict) and key in keys(one))
    return next(found, None) if isinstance(listed, list) else None


def _is(update: Payload, body: str, phase: str) -> bool:
    return text_at(update, "status") == phase and _words(text_at(update, "body")) == _words(body)


def _words(body: str) -> list[str]:
    """However Statuspage keeps line ends and escapes."""
    return unescape(body).split()


def _made_at(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return LONG_AGO
    return read if read.tzinfo else read.replace(tzinfo=UTC)
