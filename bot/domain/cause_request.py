"""That a customer wants to know why it happened: they hear of it later, and the review lists them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ticket import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRequest:
    """About one ticket of an incident. `said` are the customer's words by which it was recognised.

    `by` is the person id of whoever marked it by hand, or said that they do not ask (`wanted` is False then,
    and no words of theirs are recognised any more); empty where their own words said it.
    """

    incident: str
    system: str
    ticket: str
    at: datetime
    wanted: bool = True
    said: str = ""
    by: str = ""

    @property
    def ref(self) -> Ref:
        return Ref(self.system, self.ticket)
