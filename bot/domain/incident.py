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


def key_of(number: int) -> str:
    return f"INC-{number}"


_WORD = re.compile(r"[^\W_]{3,}", re.UNICODE)


def words_of(text: str) -> frozenset[str]:
    """The words by which two titles are compared: three letters or more, case folded."""
    return frozenset(word.casefold() for word in _WORD.findall(text)) - _TOO_COMMON


_TOO_COMMON = frozenset(
    "the and for are was with not from has have been its this that all can cannot der die das "
    "und ist mit auf ein eine nicht les des une est pas avec para con los las que por".split()
)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common words, from 0 (none) to 1 (the smaller title is contained)."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
