"""Who changed what, by which door; append-only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is behind a change: a person at a door, or the clock.

    `interaction` is the id of the wish, so that its second delivery is recognised.
    """

    person: str
    door: str
    word: str
    interaction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """`before` and `after` hold only the fields that changed, as plain JSON values."""

    at: datetime
    by: str
    door: str
    word: str
    incident: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    id: int = 0


def entry(
    by: Actor, about: str, at: datetime, before: Mapping[str, Any], after: Mapping[str, Any]
) -> AuditEntry:
    """`about` is the incident, or the ticket where it is about that alone."""
    return AuditEntry(
        at=at, by=by.person, door=by.door, word=by.word, incident=about, before=before, after=after
    )
