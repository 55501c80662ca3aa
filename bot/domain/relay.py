"""What people wrote in one war room of an incident, and where it stands in the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed:
    """`source` is the message it came from (`slack:C1/1700.1`), `room` the war room it was written in.

    `thread` is the message above it there, empty for one that stands by itself. `files` are
    names of attached files by their address.
    """

    source: str
    incident: str
    room: str
    author: str
    name: str
    text: str
    at: datetime
    thread: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    removed_at: datetime | None = None

    @property
    def chat(self) -> str:
        return self.room.partition(":")[0]

    @property
    def message(self) -> str:
        """The chat's own id of the message."""
        return self.source.removeprefix(f"{self.room}/")


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a relayed message stands in another chat."""

    source: str
    chat: str
    room: str
    message: str
