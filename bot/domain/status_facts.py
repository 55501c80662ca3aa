"""What is known of an incident that customers may hear, in the words of one language."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`title` is what customers call it, `symptom` what they see, `affected` how many were counted.

    `cause` is what customers may know of it; `remedy` what was or is being done; `components` are titles
    that customers know. `every` are minutes from one word to the next, known where that changed since they
    were told. `tiers`, `business` and `lead` are for our own people, and stay empty for customers.
    What is empty is not known, and is never spoken of.
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
    every: int = 0
    tiers: str = ""
    business: str = ""
    lead: str = ""


def instant(value: datetime) -> datetime:
    """In UTC; one without a zone counts as UTC, and one at the edge of time stays as it is."""
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError):
        return value
