"""How pagers, telephones and bridges are spoken to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.bridge import Meeting, Purpose
from bot.domain.finding import Finding
from bot.domain.pager import Call, Contact, PagerHint, PagerIncident
from bot.domain.ticket import Knock


class Pager(Protocol):
    """Every method that asks the pager may raise TryLater or Refused, and NotLetIn as desks do.

    `name` is the key in the settings. `key` is an idempotency key: with `doubtful`, what an earlier try
    with the same key left there is found, and nobody is woken twice. `by` is the address of who did it
    here, perhaps empty; a pager that does not know it is told by the one in its settings. `joins` says
    whether one incident there can be for several services; otherwise each of them gets one of its own.
    """

    name: str
    joins: bool

    def page(self, call: Call, *, key: str, doubtful: bool = False) -> PagerIncident:
        """Wakes whoever is on call; an open one with the same key is found instead of made again."""
        ...

    def join(self, id: str, call: Call, *, key: str, doubtful: bool = False) -> None:
        """Asks others to come to an incident that is there already."""
        ...

    def acknowledge(self, id: str, *, by: str) -> None:
        """As it is already is fine, here and in `resolve`."""
        ...

    def resolve(self, id: str, *, by: str) -> None: ...

    def note(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """Words for those who work on it."""
        ...

    def tell(self, id: str, text: str, *, by: str, key: str, doubtful: bool = False) -> None:
        """Words for those who only follow it; a pager without such people takes a note."""
        ...

    def read(self, id: str) -> PagerIncident:
        """As it is now; raises PagerGone for one that is not there any more."""
        ...

    def on_call(self, service: str) -> Sequence[Contact]:
        """Who would be woken for this name from the settings, the first one first."""
        ...

    def hints(self, knock: Knock) -> Sequence[PagerHint]:
        """What a webhook is about; raises Forged unless it proves that it comes from the pager."""
        ...

    def check(self) -> Iterator[Finding]:
        """Line by line what works and what is missing."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Answered:
    """A key that was pressed, or words that came back; `about` is what was passed with the call or text."""

    event: str
    number: str
    about: str
    words: str


class Phone(Protocol):
    """Every method that asks may raise TryLater or Refused.

    Numbers are written as E.164. `about` comes back with the answer (`Answered`); `key` is as for pagers.
    `thanks` is what a webhook is answered with, as XML.
    """

    name: str
    thanks: str

    def text(self, number: str, words: str, *, about: str, key: str, doubtful: bool = False) -> None: ...

    def call(self, number: str, words: str, *, about: str, key: str, doubtful: bool = False) -> None:
        """Rings, and reads these words aloud."""
        ...

    def answers(self, knock: Knock) -> Sequence[Answered]:
        """What a webhook tells; raises Forged unless it proves that it comes from there."""
        ...

    def check(self) -> Iterator[Finding]: ...

    def close(self) -> None: ...


class Meetings(Protocol):
    """Every method that asks may raise TryLater or Refused; `key` is as for pagers."""

    name: str

    def open(self, purpose: Purpose, *, key: str, doubtful: bool = False) -> Meeting:
        """A call that colleagues with its address can join, before any host."""
        ...

    def check(self) -> Iterator[Finding]: ...

    def close(self) -> None: ...
