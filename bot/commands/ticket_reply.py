"""The word that answers a customer from a chat."""

from dataclasses import replace

from bot.actions import ticket_reply as actions
from bot.cards import forms_sla as forms
from bot.cards import sla_wish as cards
from bot.commands import ticket_finding as finding
from bot.commands.asked import Asked, Command
from bot.commands.sla_which import Which, which_ticket
from bot.domain.interaction import Reply
from bot.domain.sla_metric import ANSWERED_BY_REPLY
from bot.domain.wording import say
from bot.errors import BadInput

EXAMPLE = "ticket reply zendesk:48211 We are looking into it."


def reply(asked: Asked) -> Reply:
    """`ticket reply REF TEXT`; without a text the form."""
    finding.must_have_desks(asked)
    found = which_ticket(replace(asked, words=asked.prose), example=EXAMPLE)
    text = asked.text("text") if asked.from_form else found.rest
    if not text and not asked.from_form:
        return _form(asked, found)
    if not text:
        raise BadInput(say("Write what the customer is to read."), field="text")
    actions.reply(asked.world, asked.by, found.ref, text)
    return Reply(card=cards.replying(found.ref))


def _form(asked: Asked, found: Which) -> Reply:
    """Nobody writes for a ticket on which nothing can be said."""
    with asked.world.store.read() as work:
        ticket = work.tickets.get(found.ref)
        clocks = work.clocks.of(found.about)
    actions.must_be_answerable(ticket, found.ref)
    asks = [one for one in clocks if one.metric in ANSWERED_BY_REPLY]
    answered = bool(asks) and all(one.state.is_over for one in asks)
    return Reply(form=forms.reply(found.ref, ticket, answered=answered))


COMMANDS = (
    Command(
        word="ticket reply",
        run=reply,
        says="answers the customer; without words it asks for them",
        usage="ticket reply REF [TEXT]",
        example=EXAMPLE,
        rule="reply",
    ),
)
