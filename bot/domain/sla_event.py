"""The log of metrics: when each began to count, waited, and came to its end.

Desks that keep such a log themselves are read into it; for all others it follows from what
happened to a ticket (`bot/domain/sla_rules.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.sla_policy import Identity, Metric, Target
from bot.domain.ticket import TicketStatus


class Kind(StrEnum):
    """In the order in which they count where a source tells none. The last two change no clock."""

    ACTIVATE = "activate"
    COMMENT = "comment"
    FULFIL = "fulfil"
    PAUSE = "pause"
    RESUME = "resume"
    APPLY_SLA = "apply_sla"
    CANCEL = "cancel"
    BREACH = "breach"
    UPDATE_STATUS = "update_status"


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
    A BREACH is one that was recorded: `breached` names the target, `at` is its instant and
    `detected_at` when it was noticed.
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
    breached: Identity | None = None
    detected_at: datetime | None = None


def in_order(events: Iterable[Event]) -> list[Event]:
    """In the order in which they count, each once, however often and in whatever order they came."""
    kept: dict[tuple[str, str], Event] = {}
    for one in events:
        known = kept.setdefault((one.source, one.id), one)
        if known is not one and repr(one) < repr(known):
            kept[one.source, one.id] = one
    return sorted(kept.values(), key=_order)


def _order(event: Event) -> tuple[datetime, int, int, str, str]:
    if event.sequence is not None:
        return (event.at, event.sequence, 0, event.id, event.source)
    return (event.at, 0, _RANK.get(event.kind, len(_RANK)), event.id, event.source)


_KINDS: dict[str, str] = {"fulfill": Kind.FULFIL, "apply_group_sla": Kind.APPLY_SLA}
_METRICS = {"total_resolution_time": Metric.RESOLUTION, "resolution_time": Metric.RESOLUTION}


def kind_named(word: str) -> str:
    """The kind that a desk's word means; an unknown word means itself."""
    return _KINDS.get(word, word)


def metric_named(word: str, instance: int) -> Metric | None:
    """The metric that a desk's word means, None for one that we do not have.

    Zendesk calls replies `reply_time`: the first instance is the first reply, later ones are
    the next reply, counted from 1 again by `instance_named`.
    """
    if word == "reply_time":
        return Metric.FIRST_REPLY if instance <= 1 else Metric.NEXT_REPLY
    if word in _METRICS:
        return _METRICS[word]
    name = word.removesuffix("_time")
    return next((metric for metric in Metric if metric == name), None)


def instance_named(word: str, instance: int) -> int:
    """Which run of our metric that is."""
    return instance - 1 if word == "reply_time" and instance > 1 else max(instance, 1)
