"""An incident: something that hurts customers and that we answer for until it is over."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """`severity` and `phase` are names from the settings; people are person ids.

    `origin` is the room where it was declared, empty when that was nowhere in particular.
    `liaison_ask_due` is when the missing customer liaison is asked for again, None when
    nobody is missing. `next_update_due` is when customers should next hear from us. `relay` says
    whether what people write in one war room is passed on to the others.
    """

    key: str
    number: int
    title: str
    severity: str
    phase: str
    declared_by: str
    declared_at: datetime
    description: str = ""
    status: Status = Status.OPEN
    private: bool = False
    drill: bool = False
    relay: bool = False
    chat: str = ""
    workspace: str = ""
    origin: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    last_update: str = ""
    last_update_at: datetime | None = None
    next_update_due: datetime | None = None
    liaison_ask_due: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.status is Status.OPEN


KEY = re.compile(r"(?i)\binc-?(\d{1,9})\b")


def is_key(text: str) -> bool:
    """Whether this is the key of an incident and nothing else."""
    return KEY.fullmatch(text) is not None


def key_of(number: int) -> str:
    return f"INC-{number}"
