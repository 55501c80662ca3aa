"""Words that have a ticket made."""

from bot.actions import ticket as actions
from bot.cards import forms_ticket as forms
from bot.cards import ticket as cards
from bot.commands import ticket_finding as finding
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.ticket import Draft, Priority
from bot.domain.wording import say
from bot.errors import BadInput


def ticket_new(asked: Asked) -> Reply:
    """The form, or `ticket new SYSTEM SUBJECT`."""
    finding.must_have_desks(asked)
    system, _, told = asked.prose.strip().partition(" ")
    if asked.from_form:
        return _made(asked, asked.text("system"), _draft(asked))
    if system.casefold() in asked.world.desks and told.strip():
        draft = Draft(subject=told.strip().splitlines()[0], text=told.strip())
        return _made(asked, system.casefold(), draft)
    return Reply(form=forms.ticket(asked.dossier(), asked.world.desks, subject=asked.prose))


def _draft(asked: Asked) -> Draft:
    if not asked.text("subject"):
        raise BadInput(say("Say in one line what it is about."), field="subject")
    return Draft(
        subject=asked.text("subject"),
        text=asked.text("text") or asked.text("subject"),
        target=asked.text("target"),
        priority=Priority(asked.text("priority")),
        requester_email=asked.text("email"),
    )


def _made(asked: Asked, system: str, draft: Draft) -> Reply:
    if system not in asked.world.desks:
        raise BadInput(say("There is no system {system}.", system=system or "—"), field="system")
    actions.create(asked.world, asked.by, asked.key, system, draft)
    return Reply(card=cards.asked_for(system, asked.key))


def ticket_from(asked: Asked) -> Reply:
    """A chat message that becomes a ticket; the form holds what was said."""
    finding.must_have_desks(asked)
    text = finding.said(asked)
    subject = next(iter(text.splitlines()), "")[:120]
    return Reply(form=forms.ticket(asked.dossier(), asked.world.desks, subject=subject, text=text))


COMMANDS = (
    Command(
        word="ticket new",
        run=ticket_new,
        says="has a ticket made and links it",
        usage="ticket new [SYSTEM SUBJECT]",
        example="ticket new github Retry card payments once",
        about=True,
        free_text=True,
        rule="ticket",
    ),
    Command(
        word="ticket_from",
        run=ticket_from,
        says="a message that becomes a ticket",
        usage="",
        hidden=True,
        about=True,
        rule="ticket",
        carries=lambda asked: finding.said(asked)[: finding.CARRIED],
    ),
)
