"""A ticket within a line: its name, how it stands, and who is behind it."""

from bot.domain.card import Code, Line, Link, Span
from bot.domain.ticket import Priority, Ticket


def named(ticket: Ticket) -> Span:
    return Link(str(ticket.ref), ticket.url) if ticket.url else Code(str(ticket.ref))


def standing(ticket: Ticket) -> str:
    """In the desk's own word, where it has one."""
    status = ticket.desk_status or ticket.status.value
    return f"{status}, {ticket.priority.value}" if ticket.priority is not Priority.NONE else status


def customer(ticket: Ticket) -> str:
    return ticket.organisation_name or ticket.requester_name or ticket.requester_email


def behind(ticket: Ticket, tier: str) -> Line:
    """The customer with their tier, behind the rest of a line.

    Foreign words stand alone, so that those that run from right to left turn nothing else around.
    """
    who = customer(ticket)
    promised = (f" ({tier})",) if tier else ()
    return (" · ", who, *promised) if who else ()
