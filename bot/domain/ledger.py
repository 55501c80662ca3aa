"""Who of an incident's customers was told the word that counts, who was not, and who says something."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ticket import Ref


class Group(StrEnum):
    """TOLD and UNTOLD are all of them; ANSWERED wrote after they were told, ASKED want to know the cause."""

    TOLD = "told"
    UNTOLD = "untold"
    ANSWERED = "answered"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Counts customers, not tickets; one whose desk tells no name counts by their ticket.

    `number` is that of the status update that counts: the last one that went to tickets and was not
    retracted, 0 where there is none. A customer is told when one of their tickets was and none still waits or
    was refused. `is_last_word` says that it tells the end.
    """

    number: int = 0
    is_last_word: bool = False
    customers: int = 0
    told: int = 0
    answered: int = 0
    asked: int = 0

    @property
    def untold(self) -> int:
        return self.customers - self.told

    def count(self, group: Group) -> int:
        counts = {Group.TOLD: self.told, Group.ANSWERED: self.answered, Group.ASKED: self.asked}
        return counts.get(group, self.untold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One customer in such a list.

    `ref` is one of their `tickets`; `why` is why they were not told, `is_held` that they wait for a personal
    word. `said` are their words by which it was recognised that they ask for the cause.
    """

    name: str
    organisation: str
    tier: str
    ref: Ref
    url: str = ""
    tickets: int = 1
    why: str = ""
    is_held: bool = False
    said: str = ""
