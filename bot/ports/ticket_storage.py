"""What is kept of tickets, of their customers, and of the systems they come from."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.customer import Standing
from bot.domain.desk import DeskState
from bot.domain.impact import Board, Impact
from bot.domain.link import LIVE, Link, Linked, LinkState
from bot.domain.ticket import Ref, Ticket
from bot.domain.ticket_change import TicketChange


class Tickets(Protocol):
    """Tickets as their desks showed them last."""

    def turn(self) -> None:
        """From here on this unit of work alone writes about tickets; taken before anything is locked.

        Tickets share customers, boards and incidents in every order; without turns, those who
        write about several would wait for each other in a ring.
        """
        ...

    def get(self, ref: Ref) -> Ticket | None: ...

    def lock(self, ref: Ref) -> Ticket | None:
        """As `get`, and nobody else changes it until this unit of work ends."""
        ...

    def several(self, refs: Iterable[Ref]) -> dict[Ref, Ticket]: ...

    def find(self, words: Sequence[str], *, limit: int) -> list[Ticket]:
        """Those in which every word stands, newest first; without words, the open ones."""
        ...

    def worked_on(
        self, ids: Iterable[tuple[str, str]], emails: Iterable[str], groups: Iterable[str], *, limit: int
    ) -> list[Ref]:
        """Open ones of these people or groups: `ids` are (system, id of who works on it)."""
        ...

    def was_read(self, ref: Ref, now: datetime) -> None:
        """Its desk showed it whole, and what happened to it."""
        ...

    def when_read(self, refs: Iterable[Ref]) -> dict[Ref, datetime]:
        """Those that were ever read so, with the last time."""
        ...

    def put(self, ticket: Ticket) -> None: ...

    def forget_before(self, at: datetime, *, limit: int) -> list[Ref]:
        """Those that are over, were never part of an incident and did not change since; gone from here on."""
        ...

    def add_changes(self, changes: Sequence[TicketChange], *, pause: timedelta) -> None:
        """Of one ticket; told at once, but not sooner than `pause` after what was told before."""
        ...

    def digests_due(self, now: datetime, *, limit: int) -> list[Ref]: ...

    def put_off_digest(self, ref: Ref, now: datetime, until: datetime) -> None:
        """One that is due now; what nobody waits for stays so."""
        ...

    def take_digest(self, ref: Ref, now: datetime) -> list[TicketChange]:
        """What is to be told now, oldest first; empty when somebody else took it."""
        ...


class TicketLinks(Protocol):
    """That tickets belong to incidents."""

    def add(self, link: Link) -> bool:
        """False when it is linked already."""
        ...

    def add_all(self, links: Sequence[Link]) -> None:
        """As `add`, many at once."""
        ...

    def offer(self, link: Link) -> bool:
        """False when there is anything about this ticket and this incident already."""
        ...

    def get(self, incident: str, ref: Ref) -> Link | None:
        """Also one that failed, was unlinked or is only offered."""
        ...

    def save(self, link: Link) -> None: ...

    def of_ticket(self, ref: Ref) -> list[Link]:
        """Live ones, oldest first."""
        ...

    def of_tickets(self, refs: Iterable[Ref]) -> dict[Ref, list[Link]]:
        """As `of_ticket`; nothing stands here for one that is not linked."""
        ...

    def among(self, refs: Sequence[Ref]) -> list[Link]:
        """Live ones of all these tickets."""
        ...

    def of(
        self, incident: str, *, states: Sequence[LinkState] = LIVE, limit: int, offset: int = 0
    ) -> list[Linked]:
        """Newest first."""
        ...

    def behind(self, incident: str, after: Ref, *, limit: int) -> list[Link]:
        """Linked ones in the order of system and id, from behind this one on."""
        ...

    def progress(self, incident: str, batch: int) -> dict[LinkState, int]:
        """How many of a batch are in which state."""
        ...

    def count(self, incident: str, state: LinkState) -> int: ...

    def failed(self, incident: str, batch: int, *, limit: int) -> list[Link]: ...

    def of_batch(self, incident: str, batch: int, *, limit: int) -> list[Linked]:
        """Those of one wish that are linked."""
        ...

    def batches(self, incident: str, since: datetime) -> list[int]:
        """Those in which something changed since then."""
        ...

    def customers(self, incident: str) -> list[Standing]:
        """Who is behind its tickets, each once; what boards do not count by is empty."""
        ...

    def stand(self, ticket: Ticket, standing: Standing) -> None:
        """For whom this ticket counts, in every incident to which it belongs."""
        ...


class Impacts(Protocol):
    """What people say of an incident's customers, and what is counted."""

    def of(self, incident: str) -> Impact: ...

    def put(self, impact: Impact) -> None:
        """What people say, and what was proposed; when it is drawn is left as it is."""
        ...

    def changed(self, incident: str, now: datetime, *, pause: timedelta) -> None:
        """The board is to be drawn anew: at once, but not sooner than `pause` after the last time."""
        ...

    def redraws_due(self, now: datetime, *, limit: int) -> list[tuple[str, datetime | None]]:
        """(incident, when it was drawn last)."""
        ...

    def take_redraw(self, incident: str, now: datetime) -> bool:
        """False when somebody else took it."""
        ...

    def board(self, incident: str, now: datetime, *, top: str, cut_by: tuple[str, ...]) -> Board:
        """Counted now; `top` is the tier whose customers are named."""
        ...


class Desks(Protocol):
    """How it stands with systems of tickets; one that was never asked has an empty state."""

    def get(self, system: str) -> DeskState: ...

    def lock(self, system: str) -> DeskState: ...

    def put(self, state: DeskState) -> None: ...
