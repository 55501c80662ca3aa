"""A calendar feed: who is on call when, for a calendar program that knows its secret address."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Of `person:ana`, `team:support` or `rota:support`; `by` is the person id of who asked for it.

    `digest` is the SHA-256 of the secret in its address, which nobody keeps.
    """

    digest: str
    of: str
    by: str
    at: datetime
