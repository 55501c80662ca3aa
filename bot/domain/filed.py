"""The tickets by which an incident becomes known, before it is declared."""

from dataclasses import dataclass

from bot.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class FiledTicket:
    """`terms` are the words by which it sounds alike; empty for one that somebody named."""

    ticket: Ticket
    tier: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """`severity` is proposed because of who is hurt, and `why` says who; both may be empty."""

    tickets: tuple[FiledTicket, ...] = ()
    severity: str = ""
    why: str = ""


NOTHING_FILED = Filed()
