"""What Slack writes in two ways."""

from typing import Any

from adapters.doors.payload import text_at


def id_at(raw: Any, name: str) -> str:
    """Slack writes `"user": "U1"` here and `"user": {"id": "U1"}` there."""
    return text_at(raw, name) or text_at(raw, name, "id")
