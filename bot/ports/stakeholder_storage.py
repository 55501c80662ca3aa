"""What is kept for people inside the company: summaries, what they asked to hear of, and digests."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bot.domain.digest import Digest
from bot.domain.follow_rule import FollowRule, Wanted
from bot.domain.summary import Summary


class Summaries(Protocol):
    def add(self, summary: Summary) -> Summary | None:
        """With its id and its number; None where the incident has one in hand already."""
        ...

    def get(self, id: int) -> Summary | None: ...

    def in_hand(self, incident: str) -> Summary | None: ...

    def latest(self, incident: str) -> Summary | None:
        """The one that was published last."""
        ...

    def save(self, summary: Summary) -> None: ...


class FollowRules(Protocol):
    def add(self, rule: FollowRule) -> int:
        """Its id; 0 where this person has the same one already."""
        ...

    def of(self, people: Iterable[str]) -> list[FollowRule]:
        """In the order in which they were made."""
        ...

    def remove(self, id: int, people: Iterable[str]) -> FollowRule | None:
        """Which one it was; None where none of these people has it."""
        ...

    def about(self, several: Iterable[Wanted]) -> list[FollowRule]:
        """Those that want one of these, whoever has them."""
        ...


class Digests(Protocol):
    def of(self, people: Iterable[str]) -> list[Digest]: ...

    def put(self, digest: Digest) -> None:
        """Instead of the one that they had."""
        ...

    def remove(self, people: Iterable[str]) -> bool:
        """Whether one of them had one."""
        ...

    def is_any_due(self, now: datetime) -> bool: ...

    def take_due(self, now: datetime, *, limit: int) -> list[Digest]:
        """Locked until this unit of work ends; what another one has locked is left to it."""
        ...
