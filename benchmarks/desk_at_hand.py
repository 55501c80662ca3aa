"""A system of tickets within this process that says yes to everything after a while."""

# ruff: noqa: ARG002 - its methods take what the port gives

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from benchmarks.board import CUSTOMERS, ORGANISATIONS
from bot.domain.finding import Finding
from bot.domain.sla_update import Author, History, Update, What
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket, TicketStatus

WRITTEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class DeskAtHand:
    """Keeps the promise of `bot.ports.TicketSystem`; every call takes `delay` seconds and is counted."""

    name = "zendesk"

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.calls = 0
        self._lock = threading.Lock()

    def _called(self) -> None:
        with self._lock:
            self.calls += 1
        time.sleep(self.delay)

    def ticket(self, id: str) -> Ticket:
        """One of 8,000 customers of 600 organisations wrote it."""
        customer = int(id) % CUSTOMERS
        return Ticket(
            system=self.name,
            id=id,
            subject=f"Card declined {id}",
            url=f"https://zendesk.test/tickets/{id}",
            status=TicketStatus.OPEN,
            requester=str(customer),
            requester_email=f"person{customer}@acme.test",
            organisation=str(customer % ORGANISATIONS),
            organisation_name=f"Company {customer % ORGANISATIONS}",
            created_at=WRITTEN,
            updated_at=WRITTEN,
        )

    def fetch(self, id: str) -> Ticket:
        self._called()
        return self.ticket(id)

    def history(self, id: str) -> History:
        self._called()
        created = Update(
            source=self.name, id=f"ticket/{id}", at=WRITTEN, what=What.CREATED, by=Author.CUSTOMER
        )
        return History((created,), statuses=True)

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        self._called()
        return ()

    def changed(self, cursor: str, *, limit: int) -> Changes:
        return Changes((), cursor or "now")

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket:
        self._called()
        return self.ticket("1")

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._called()

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        self._called()

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        self._called()

    def ref_in(self, address: str) -> str:
        return ""

    def hints(self, knock: Knock) -> Sequence[Hint]:
        return ()

    def check(self) -> Iterator[Finding]:
        yield Finding(self.name, "answers")

    def close(self) -> None: ...
