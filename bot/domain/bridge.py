"""A bridge: the call in which those who work on an incident speak to each other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.room import WarRoom


class BridgeState(StrEnum):
    OPENING = "opening"
    OPEN = "open"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a call is for.

    `title` is empty where it must not be read by strangers, as of a `private` incident: providers show
    it to whoever sees the host's calls. `rooms` are the war rooms, however far each of them has come.
    """

    incident: str
    number: int
    title: str = ""
    private: bool = False
    rooms: tuple[WarRoom, ...] = ()

    @property
    def topic(self) -> str:
        return f"{self.incident} {self.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What a provider made. `url` lets people join; the host's start link is never kept."""

    url: str
    id: str = ""
    passcode: str = ""
    dial_in: str = ""


NAMES = {"zoom": "Zoom", "teams": "Microsoft Teams", "huddle": "Slack huddle", "template": "Video call"}
"""How people call what is behind a key under `bridge` in the settings."""


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

    @property
    def name(self) -> str:
        return NAMES.get(self.provider, self.provider)

    @property
    def is_open(self) -> bool:
        """Whether it can be joined."""
        return self.state is BridgeState.OPEN
