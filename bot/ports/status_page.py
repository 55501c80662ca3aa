"""How a status page is spoken to that somebody else runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.domain.finding import Finding
from bot.domain.status_page import Posting


@dataclass(frozen=True, slots=True)
class PostedThere:
    """Ids of the page itself: of the incident, and of this one update of it."""

    incident: str
    update: str


class StatusPage(Protocol):
    """Every method that asks the page may raise TryLater or Refused, and NotLetIn as desks do.

    `name` is the key in the settings. `key` is an idempotency key: with `doubtful`, what an earlier try
    with the same key left there is found, and nothing is posted twice. Components are keys of the
    settings; those that the page does not have are left out.
    """

    name: str

    def post(self, posting: Posting, *, incident: str = "", key: str, doubtful: bool = False) -> PostedThere:
        """A new incident there, or one more update of the one with this id."""
        ...

    def correct(self, there: PostedThere, text: str) -> None:
        """Other words for an update that is there already; the same twice is fine."""
        ...

    def check(self) -> Iterator[Finding]:
        """Line by line what works and what is missing."""
        ...

    def close(self) -> None: ...
