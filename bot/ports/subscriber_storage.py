"""What is kept of those who subscribed to our own status page."""

from datetime import datetime
from typing import Protocol

from bot.domain.subscriber import Subscriber, SubscriberKey


class Subscribers(Protocol):
    """Addresses that differ in capitals only are one."""

    def add(self, subscriber: Subscriber) -> Subscriber | None:
        """With its id, which nobody had before; None where the address is there already."""
        ...

    def get(self, id: int) -> Subscriber | None: ...

    def lock(self, id: int) -> Subscriber | None:
        """As `get`, and nobody else changes it until this unit of work ends."""
        ...

    def lock_address(self, address: str) -> Subscriber | None: ...

    def save(self, subscriber: Subscriber) -> None:
        """Everything but its address."""
        ...

    def remove(self, id: int) -> bool:
        """With its keys; False where it is gone."""
        ...

    def behind(self, id: int, *, limit: int) -> list[Subscriber]:
        """Those that confirmed and have a greater id, by id."""
        ...

    def asked_since(self, at: datetime) -> int:
        """How many asked for a letter on the page, and left the address here until now."""
        ...

    def count(self) -> tuple[int, int]:
        """Those that confirmed, and those that have not yet."""
        ...

    def put_key(self, key: SubscriberKey, *, instead: bool) -> None:
        """`instead` of those that were made for the same letter before."""
        ...

    def key(self, digest: str) -> SubscriberKey | None: ...

    def forget_keys(self, before: datetime, *, limit: int) -> int: ...

    def forget_waiting(self, before: datetime, *, limit: int) -> int:
        """Those that asked last before this, and never confirmed; how many."""
        ...
