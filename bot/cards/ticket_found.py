"""Tickets that a search found: as options of a box that is typed into, and as a card."""

from collections.abc import Sequence

from bot.cards import ticket_line
from bot.domain.card import Bullets, Button, Buttons, Card, Line, Note, Paragraph, Part, Weight
from bot.domain.dossier import Dossier
from bot.domain.form import NO_TICKET, Choice
from bot.domain.ticket import Ref, Ticket
from bot.domain.wording import line, say


def option(ticket: Ticket, tier: str, *, linked: bool = False) -> Choice:
    """What tells tickets apart comes first: chats cut a label at its end."""
    what = [str(ticket.ref), ticket_line.standing(ticket), tier, say("linked already") if linked else ""]
    who = ticket_line.customer(ticket)
    subject = " ".join(ticket.subject.split())
    words = say("{subject} ({customer})", subject=subject, customer=who) if who else subject
    return Choice(" · ".join(filter(None, (*what, words))), str(ticket.ref))


def named(ref: Ref, *, linked: bool = False) -> Choice:
    """A ticket that nobody has looked at yet, offered because it was named."""
    label = say("{ticket} · linked already", ticket=ref) if linked else str(ref)
    return Choice(label, str(ref))


def silent(system: str) -> Choice:
    """Not to be chosen; it stands last."""
    return Choice(say("{system} does not answer", system=system), f"{NO_TICKET}{system}")


def found(
    dossier: Dossier, words: str, shown: Sequence[tuple[Ticket, str]], silent: Sequence[str] = ()
) -> Card:
    """Instead of an error for words that name no ticket: those which may be meant, each with its button.

    With every ticket stands the tier of its customer.
    """
    key = dossier.incident.key
    title = say("Which ticket is to be linked to {key}?", key=key)
    told = Paragraph(line("These were found for “{words}”. Nothing was linked yet.", words=words[:80]))
    refs = [str(ticket.ref) for ticket, _ in shown]
    buttons = tuple(
        Button(say("Link {ticket}", ticket=ref), "link", key, ref, Weight.PRIMARY if not n else Weight.PLAIN)
        for n, ref in enumerate(refs)
    )
    rows = Bullets(tuple(_row(ticket, tier) for ticket, tier in shown))
    parts: list[Part] = [told, rows, *(Note((_silent(system),)) for system in silent)]
    return Card(title, (*parts, Buttons(buttons[:4], buttons[4:])))


def _silent(system: str) -> str:
    return say("{system} does not answer; its tickets are missing here.", system=system)


def _row(ticket: Ticket, tier: str) -> Line:
    return (
        ticket_line.named(ticket),
        " ",
        ticket.subject,
        f" — {ticket_line.standing(ticket)}",
        *ticket_line.behind(ticket, tier),
    )
