"""Who is on call by a pager, and since when that is known."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.pager import Contact


@dataclass(frozen=True, slots=True)
class OnCallThere:
    """`contacts` as the pager told them at `at`; None, where it never has. `is_now` says that it just did."""

    service: str
    pager: str
    contacts: tuple[Contact, ...]
    at: datetime | None
    is_now: bool
