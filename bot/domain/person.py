"""People, as a chat knows them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """`id` carries the chat: `slack:U012`, `teams:29:1x`, `playground:ana`.

    `guest` people may look at nothing and change nothing; `zone` is an IANA name or empty.
    `checked_at` is when the chat was last asked who this is; None when it never answered.
    """

    id: str
    name: str
    workspace: str = ""
    email: str = ""
    zone: str = ""
    language: str = ""
    guest: bool = False
    checked_at: datetime | None = None

    @property
    def chat(self) -> str:
        return self.id.partition(":")[0]
