"""What is kept of what leaves and comes in: the outbox, the audit trail, and wishes that were granted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.audit import AuditEntry
from bot.domain.outgoing import Delivery, Outgoing


class Outbox(Protocol):
    def add(self, outgoing: Outgoing) -> int:
        """A waiting row with the same non-empty `slot` is enough: it will be drawn as things stand then."""
        ...

    def add_all(self, rows: Sequence[Outgoing]) -> None:
        """As `add`, many at once."""
        ...

    def claim(self, now: datetime, worker: str, *, among: int = ...) -> Outgoing | None:
        """The oldest due row that is first in its lane, marked TAKEN by `worker`; None when there is none.

        It is looked for quickly `among` so many of the oldest, and if need be among all of them: where
        many workers take many at once, let it be many.
        """
        ...

    def claim_more(self, now: datetime, worker: str, kind: str, *, limit: int) -> list[Outgoing]:
        """As `claim`, so many of this kind at once, each of another lane."""
        ...

    def are_due(self, now: datetime, *, limit: int) -> int:
        """How many rows might be claimed, counted up to `limit`; some may wait behind others."""
        ...

    def save_all(self, rows: Sequence[Outgoing]) -> None:
        """As `save`, of rows that are over."""
        ...

    def save(self, outgoing: Outgoing) -> None:
        """Records state, tries, created_at, due_at, error, doubtful, taken_by and done_at.

        A row that waits again takes the place of a younger one that waits for the same slot.
        """
        ...

    def next_due(self) -> datetime | None:
        """The earliest instant at which a waiting row that is first in its lane is due."""
        ...

    def of(self, incident: str, *, states: Sequence[Delivery]) -> list[Outgoing]: ...

    def of_several(
        self, abouts: Iterable[str], kind: str, *, states: Sequence[Delivery]
    ) -> dict[str, list[Outgoing]]:
        """Those of one kind, oldest first; nothing stands here where there is none."""
        ...

    def head(self, lane: str) -> Outgoing | None:
        """The row that goes out next or is under way there; all others of the lane wait for it."""
        ...

    def waiting_for(self, lane: str) -> set[str]:
        """What the rows that wait or are under way there are about."""
        ...

    def failed(self, *, limit: int) -> list[Outgoing]: ...

    def give_back(self, worker: str) -> int:
        """Rows that this worker took and could not record become waiting and doubtful."""
        ...

    def figures(self) -> Sequence[tuple[str, str, int, datetime | None]]:
        """(lane's chat, state, rows, oldest) of rows not done, for the metrics."""
        ...

    def forget_before(self, at: datetime) -> int: ...


class Audit(Protocol):
    def add(self, entry: AuditEntry) -> None: ...

    def of(self, incident: str) -> list[AuditEntry]: ...

    def of_several(self, incidents: Iterable[str]) -> dict[str, list[AuditEntry]]:
        """As `of`; nothing stands here for what nobody changed."""
        ...


class Interactions(Protocol):
    def claim(self, id: str, at: datetime) -> bool:
        """False when this id was claimed before."""
        ...

    def claim_all(self, ids: Sequence[str], at: datetime) -> set[str]:
        """As `claim`, many at once; those that are granted. In one order for all who ask at once."""
        ...

    def made(self, id: str) -> str:
        """The key that was recorded for it, or an empty string."""
        ...

    def record(self, id: str, made: str) -> None: ...

    def forget_before(self, at: datetime) -> int: ...
