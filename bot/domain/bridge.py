"""A bridge: the call in which those who work on an incident speak to each other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BridgeState(StrEnum):
    OPENING = "opening"
    OPEN = "open"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What a provider made. `url` lets people join; the host's start link is never kept."""

    url: str
    id: str = ""
    passcode: str = ""
    dial_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The one bridge of an incident. `provider` is its key under `bridge` in the settings."""

    incident: str
    provider: str
    state: BridgeState
    asked_at: datetime
    url: str = ""
    id: str = ""
    passcode: str = ""
    dial_in: str = ""
