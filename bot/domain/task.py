"""Something that somebody has to do during an incident."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`number` counts within the incident, from 1; `owner` is a person id or empty.

    `url` leads to the ticket that follows it up, where there is one.
    """

    incident: str
    number: int
    text: str
    created_by: str
    created_at: datetime
    owner: str = ""
    done_at: datetime | None = None
    done_by: str = ""
    url: str = ""
