"""Channels: any room of a chat, and the war rooms among them."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Room:
    """Where something was said; `id` carries the chat: `slack:C012`. `direct` is one to one."""

    id: str
    name: str = ""
    workspace: str = ""
    direct: bool = False

    @property
    def chat(self) -> str:
        return self.id.partition(":")[0]


class RoomState(StrEnum):
    """How far a war room has come.

    OPENING: asked for, not there yet. OPEN: usable. FAILED: the chat refused to make one.
    CLOSED: archived when the incident ended. LOST: archived or left behind our back.
    """

    OPENING = "opening"
    OPEN = "open"
    FAILED = "failed"
    CLOSED = "closed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class WarRoom:
    """The channel of an incident in one chat. `room` is empty until the chat made it."""

    incident: str
    chat: str
    workspace: str = ""
    room: str = ""
    name: str = ""
    url: str = ""
    state: RoomState = RoomState.OPENING
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a card stands and is redrawn: `name` is `INC-1/war_room/slack:C1`.

    `message` is the chat's own id of the message, empty until first posted.
    """

    name: str
    room: str
    message: str
