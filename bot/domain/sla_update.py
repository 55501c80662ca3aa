"""What happened to a ticket or an incident, as far as promises are concerned."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.event_order import once, order
from bot.domain.sla_policy import Subject
from bot.domain.ticket import TicketStatus


class What(StrEnum):
    """CHANGED is whatever has no name of its own: a comment, a status, another priority.

    From DECLARED on they are an incident's. LIAISON is that somebody speaks for its customers;
    SLOWER that they hear of it less often from their next word on, USUAL that they hear as usual again:
    from their next word on, too, or at once where the severity changed with it; OVER that it was resolved
    or cancelled.
    """

    CREATED = "created"
    CHANGED = "changed"
    ESCALATED = "escalated"
    ACCEPTED = "accepted"
    MERGED = "merged"
    DELETED = "deleted"
    SPAM = "spam"
    DECLARED = "declared"
    PAGED = "paged"
    ACKNOWLEDGED = "acknowledged"
    LIAISON = "liaison"
    PUBLISHED = "published"
    SLOWER = "slower"
    USUAL = "usual"
    OVER = "over"
    REOPENED = "reopened"


class Author(StrEnum):
    """SYSTEM is every machine: auto-replies, triggers, and Caseline itself."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class Said(StrEnum):
    """PUBLIC is what the customer can see, by whatever channel it came."""

    NOTHING = ""
    PUBLIC = "public"
    INTERNAL = "internal"


OURS = "caseline"
"""Source of updates that no desk tells."""

YEARS = range(1901, 2199)
"""Where every calendar knows every date around an instant."""

BEGINNINGS = (What.CREATED, What.DECLARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What was done in one go; `source` and `id` name it, `at` is an instant of whoever tells it.

    `sequence` orders what a source did in the same second, where it tells an order. `status`
    and `about` are as they were afterwards, None where they did not change. `promised` belongs to
    PUBLISHED: for when somebody announced the next one, None where the policy says it. `words` are what a
    customer wrote, where their desk tells it; they are never kept. Raises
    ValueError for an instant that no desk can mean.
    """

    source: str
    id: str
    at: datetime
    sequence: int | None = None
    what: What = What.CHANGED
    by: Author = Author.SYSTEM
    said: Said = Said.NOTHING
    status: TicketStatus | None = None
    about: Subject | None = None
    promised: datetime | None = None
    words: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None or self.at.year not in YEARS:
            raise ValueError(f"{self.source} {self.id}: expected an instant from {YEARS[0]} to {YEARS[-1]}")

    @property
    def is_reply(self) -> bool:
        return self.by is Author.AGENT and self.said is Said.PUBLIC

    @property
    def is_question(self) -> bool:
        """Whether the customer spoke; what a customer writes is never internal."""
        return self.by is Author.CUSTOMER and self.said is not Said.NOTHING


@dataclass(frozen=True, slots=True)
class History:
    """What a desk tells of one ticket's past, oldest first.

    `statuses` says that every change of status stands in it; where it does not, they are noticed
    by looking at the ticket again and again.
    """

    updates: tuple[Update, ...] = ()
    statuses: bool = False


def ordered(updates: Iterable[Update]) -> tuple[Update, ...]:
    """In the order in which they count, each once, however they were delivered.

    Fractions of seconds are dropped. In one second a comment counts before a status where the
    source tells no order. Nothing is older than the beginning: what claims to be, counts right
    after it. Before there is a beginning, nothing counts.
    """
    whole = sorted((replace(one, at=one.at.replace(microsecond=0)) for one in once(updates)), key=_order)
    begun = next((one for one in whole if one.what in BEGINNINGS), None)
    if begun is None:
        return ()
    later = (_after(begun, one) for one in whole if one is not begun)
    return (begun, *sorted(later, key=lambda one: one.at))


def _order(update: Update) -> tuple[datetime, int, int, str, str]:
    rank = 0 if update.what in BEGINNINGS else 1 if update.said else 2
    return order(update, rank)


def _after(begun: Update, update: Update) -> Update:
    """Nothing begins twice."""
    what = What.CHANGED if update.what in BEGINNINGS else update.what
    return replace(update, at=max(update.at, begun.at), what=what)
