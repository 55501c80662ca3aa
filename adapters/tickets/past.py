"""What histories of tickets have in common: instants that can be, and an order within a second."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from adapters.tickets.values import instant
from bot.domain.sla_update import YEARS, Update


def moment(value: Any) -> datetime | None:
    """None also for an instant that no desk can mean."""
    read = instant(value)
    return read if read is not None and read.year in YEARS else None


def numbered(updates: Iterable[Update]) -> tuple[Update, ...]:
    """In the order of time, each once; those of one second are numbered in the order in which they came."""
    counted: Counter[datetime] = Counter()
    found: list[Update] = []
    once: dict[str, Update] = {}
    for one in updates:
        once.setdefault(one.id, one)
    for one in sorted(once.values(), key=_second):
        second = _second(one)
        found.append(replace(one, sequence=counted[second]))
        counted[second] += 1
    return tuple(found)


def _second(update: Update) -> datetime:
    return update.at.replace(microsecond=0)
