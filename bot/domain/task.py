"""Something that somebody has to do during an incident."""

from dataclasses import dataclass
from datetime import datetime

CHECKLIST_FROM = 900
"""Behind it those are numbered that came with a role, so that people's own begin with 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`number` counts within the incident, from 1; `owner` is a person id or empty.

    `url` leads to the ticket that follows it up, where there is one. `created_by` is empty for one that
    came with a role.
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

    @property
    def is_of_checklist(self) -> bool:
        """Whether it came with a role, instead of from somebody."""
        return not self.created_by
