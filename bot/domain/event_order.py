"""Logs that several sources tell, again and in any order: what counts once, and before what."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar


class Event(Protocol):
    """`source` and `id` name it; `sequence` orders what a source did at one instant, where it tells."""

    @property
    def source(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def sequence(self) -> int | None: ...


One = TypeVar("One", bound=Event)


def once(events: Iterable[One]) -> list[One]:
    """Each once, however often it was told; of two that are not alike always the same one."""
    kept: dict[tuple[str, str], One] = {}
    for one in events:
        known = kept.setdefault((one.source, one.id), one)
        if known is not one and repr(one) < repr(known):
            kept[one.source, one.id] = one
    return list(kept.values())


def order(event: Event, rank: int) -> tuple[datetime, int, int, str, str]:
    """A key to sort by; `rank` counts where the source tells no order."""
    if event.sequence is not None:
        return (event.at, event.sequence, 0, event.id, event.source)
    return (event.at, 0, rank, event.id, event.source)
