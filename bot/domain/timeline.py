"""What happened in an incident, line by line."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    DECLARED = "declared"
    SEVERITY = "severity"
    PHASE = "phase"
    STATUS = "status"
    ROLE = "role"
    UPDATE = "update"
    NOTE = "note"
    TASK = "task"
    ROOM = "room"
    JOINED = "joined"
    TICKET = "ticket"
    CUSTOMERS = "customers"
    PAGE = "page"
    PUBLISHED = "published"
    CADENCE = "cadence"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """`at` is when it happened, `recorded_at` when it was written down; a back-dated entry differs.

    `source` is the chat message it came from (`slack:C1/1700.1`), `url` leads there.
    """

    incident: str
    at: datetime
    recorded_at: datetime
    kind: Kind
    text: str
    by: str
    id: int = 0
    source: str = ""
    url: str = ""
    edited_at: datetime | None = None
    removed_at: datetime | None = None
