"""Tickets that were not named but described: by a form's answers, by words, by a message."""

from bot.actions import customer, ticket_search
from bot.cards import ticket_found as cards
from bot.cards.forms_ticket import PASTED, TICKETS
from bot.commands.asked import Asked
from bot.commands.refs import addresses, named_in
from bot.domain.form import NO_TICKET
from bot.domain.interaction import Reply
from bot.domain.ticket import Ref
from bot.domain.wording import say
from bot.errors import BadInput, NotFound

SHOWN = 5
"""Tickets on the card that answers words."""

PATIENCE = 1.5
"""Seconds: the answer is still to be drawn and sent."""

CARRIED, NAMED = 500, 40
"""Characters and tickets that go on with a question about the incident."""


NO_DESKS = (
    "No system of tickets is connected; whoever runs Caseline can connect one.\n"
    "If you mean your own accounts: `link me` makes you known as one person in two chats."
)


def must_have_desks(asked: Asked) -> None:
    if not asked.world.desks:
        raise NotFound(say(NO_DESKS))


def filled_in(asked: Asked) -> str:
    """Everything that the form that links brought back; BadInput when that is nothing."""
    words = f"{_chosen(asked)}\n{asked.text(PASTED)}".strip()
    if not words:
        raise BadInput(say("Name at least one ticket."), field=TICKETS)
    return words


def wrong_field(asked: Asked) -> str:
    """Where words stand that name no ticket."""
    return TICKETS if _chosen(asked) or not asked.text(PASTED) else PASTED


def _chosen(asked: Asked) -> str:
    """What only said something was no choice."""
    answer = asked.answers.get(TICKETS, "")
    if not isinstance(answer, tuple):
        return str(answer).strip()
    return "\n".join(one for one in answer if not one.startswith(NO_TICKET))


def instead(asked: Asked) -> Reply | None:
    """Tickets that may be meant by words that name none; None when there are none either."""
    words = " ".join(asked.prose.split())
    found = ticket_search.find(asked.world, words, limit=SHOWN, patience=PATIENCE)
    if not found.tickets:
        return None
    shown = [(one, customer.standing(asked.world, one).tier) for one in found.tickets]
    return Reply(card=cards.found(asked.dossier(), words, shown, found.silent), outcome="asked")


def said(asked: Asked) -> str:
    """The message that is meant, or what was carried of it."""
    message = asked.said.message
    return message.text.strip() if message else asked.words.strip()


def refs_said(asked: Asked) -> tuple[Ref, ...]:
    """Tickets whose addresses stand in the message."""
    if message := asked.said.message:
        return addresses(message.text, asked.world.desks)
    return named_in(asked.words, asked.world.desks)


def carried(asked: Asked) -> str:
    """The tickets themselves, where the message names any."""
    refs = refs_said(asked)[:NAMED]
    return " ".join(map(str, refs)) if refs else said(asked)[:CARRIED]
