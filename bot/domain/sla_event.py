"""The log of metrics: when each began to count, waited, and came to its end.

It follows from what happened to a ticket or an incident (`bot/domain/sla_rules.py`), and is never kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.event_order import once, order
from bot.domain.sla_policy import Metric, Target
from bot.domain.ticket import TicketStatus


class Kind(StrEnum):
    """In the order in which they count where a source tells none. A COMMENT changes no clock."""

    ACTIVATE = "activate"
    COMMENT = "comment"
    FULFIL = "fulfil"
    PAUSE = "pause"
    RESUME = "resume"
    APPLY_SLA = "apply_sla"
    CANCEL = "cancel"


_RANK = {kind.value: rank for rank, kind in enumerate(Kind)}


class Reason(StrEnum):
    """Why a clock was cancelled. After NO_POLICY alone it may come back."""

    NO_POLICY = "no_policy"
    MERGED = "merged"
    DELETED = "deleted"
    SPAM = "spam"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`kind` is usually a Kind; others are kept, too, and change nothing.

    `target`, `policy` and `version` belong to APPLY_SLA, `status` to PAUSE, `reason` to CANCEL.
    """

    source: str
    id: str
    at: datetime
    kind: str
    metric: Metric
    instance: int = 1
    sequence: int | None = None
    status: TicketStatus | None = None
    reason: Reason | None = None
    target: Target | None = None
    policy: str = ""
    version: str = ""


def in_order(events: Iterable[Event]) -> list[Event]:
    """In the order in which they count, each once, however often and in whatever order they came."""
    return sorted(once(events), key=_order)


def _order(event: Event) -> tuple[datetime, int, int, str, str]:
    return order(event, _RANK.get(event.kind, len(_RANK)))
