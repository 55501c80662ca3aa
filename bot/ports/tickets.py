"""How one system that holds tickets is spoken to."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.domain.finding import Finding
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Draft, Hint, Knock, Query, Ticket


class TicketSystem(Protocol):
    """Every method that asks the system may raise TryLater or Refused.

    TicketGone says that the ticket was deleted or may not be seen, NotLetIn that our
    credentials are no good. `name` is the key in the settings. `key` is an idempotency key: with
    `doubtful`, what an earlier try with the same key left there is found, and nothing is done
    twice.
    """

    name: str

    def fetch(self, id: str) -> Ticket:
        """As it is now."""
        ...

    def history(self, id: str) -> History:
        """Its beginning, everything that was said on it, and its statuses where the desk keeps them.

        The beginning says who opened it and whether in public. `source` of every update is the name of
        the system, `id` the desk's own (`comment/77`), the same whenever it is asked. Of a very long
        one the oldest and the newest, but the beginning and the first public reply are always there.
        """
        ...

    def search(self, query: Query, *, limit: int) -> Sequence[Ticket]:
        """The best ones first; at most `limit`."""
        ...

    def changed(self, cursor: str, *, limit: int) -> Changes:
        """Tickets that changed since; an empty cursor stands for now and finds nothing."""
        ...

    def create(self, draft: Draft, *, key: str, doubtful: bool = False) -> Ticket: ...

    def note(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        """Words that no customer sees."""
        ...

    def reply(self, id: str, text: str, *, key: str, doubtful: bool = False) -> None:
        """Words that the customer gets."""
        ...

    def mark(self, id: str, tag: str, *, on: bool) -> None:
        """Puts this tag on the ticket or takes it off; as it is already is fine."""
        ...

    def ref_in(self, address: str) -> str:
        """The id of the ticket that this address opens here, or an empty string; asks nobody."""
        ...

    def hints(self, knock: Knock) -> Sequence[Hint]:
        """What a webhook is about; raises Forged unless it proves that it comes from the system."""
        ...

    def check(self) -> Iterator[Finding]:
        """Line by line what works and what is missing."""
        ...

    def close(self) -> None: ...
