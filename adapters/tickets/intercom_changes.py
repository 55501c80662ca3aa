"""How far a sweep over Intercom's changes has come: what a cursor of its adapter holds."""

from dataclasses import dataclass, replace
from typing import Any

from adapters.tickets.intercom_query import Filter, next_page, only

OVERLAP = 60
"""Seconds by which a sweep begins before the last one began: clocks differ, and searches lag."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Over everything that changed since an instant, page by page: conversations, then tickets.

    Pages are not in the order of the changes. So the next sweep begins where this one began
    rather than at the latest change seen.
    """

    since: int
    begun: int
    kind: str = "conversations"
    page: str = ""

    def __str__(self) -> str:
        return f"{self.since}|{self.begun}|{self.kind}|{self.page}"

    @property
    def body(self) -> Filter:
        return only("updated_at", ">", self.since - 1)

    def onward(self, said: Any, *, tickets: bool) -> "Sweep | None":
        """None when nothing is left to read."""
        if further := next_page(said, self.page):
            return replace(self, page=further)
        if tickets and self.kind == "conversations":
            return replace(self, kind="tickets", page="")
        return None


def sweep(cursor: str, now: int) -> Sweep | None:
    """What a cursor says; None for an empty one and for what none of ours says."""
    since, begun, kind, page = (*cursor.split("|", 3), "", "", "")[:4]
    if not (since.isascii() and since.isdigit()):
        return None
    if begun.isascii() and begun.isdigit() and kind in ("conversations", "tickets"):
        return Sweep(int(since), int(begun), kind, page)
    return Sweep(int(since), now)
