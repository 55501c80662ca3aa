"""One person who is known in several chats."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """`id` is a person id; those with the same `person` are one human being, who confirmed it."""

    id: str
    person: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A code that `person` may say in another chat; only its digest is kept."""

    person: str
    digest: str
    expires_at: datetime
