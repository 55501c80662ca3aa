"""What is known of an incident that customers may hear, in the words of one language."""

import json
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`title` is what customers call it, `symptom` what they see, `affected` how many were counted.

    `cause` is what customers may know of it; `remedy` what was or is being done; `components` are titles
    that customers know. What is empty is not known, and is never spoken of.
    """

    title: str
    symptom: str = ""
    since: datetime | None = None
    affected: int = 0
    components: tuple[str, ...] = ()
    workaround: str = ""
    cause: str = ""
    remedy: str = ""
    next_at: datetime | None = None

    @property
    def digest(self) -> str:
        """Short, the same in every process; another one as soon as a fact is another."""
        plain = [_plain(getattr(self, field.name)) for field in fields(self)]
        return sha256(json.dumps(plain).encode()).hexdigest()[:16]

    def changes(self, other: "Facts") -> tuple[str, ...]:
        """Names of the facts that are not the same in both, in the order in which they stand here."""
        return tuple(
            field.name
            for field in fields(self)
            if _plain(getattr(self, field.name)) != _plain(getattr(other, field.name))
        )


def _plain(value: object) -> object:
    """The same instant is the same fact in every time zone."""
    if isinstance(value, datetime):
        return instant(value).isoformat()
    return list(value) if isinstance(value, tuple) else value


def instant(value: datetime) -> datetime:
    """In UTC; one without a zone counts as UTC, and one at the edge of time stays as it is."""
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError):
        return value
