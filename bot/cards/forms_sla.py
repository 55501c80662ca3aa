"""What is asked about promises: the words for a customer, why something was late, what help is needed."""

from collections.abc import Mapping

from bot.cards.sla_words import name
from bot.domain.card import Line
from bot.domain.form import Choice, ChoiceField, Form, TextField
from bot.domain.sla_tracked import Missed
from bot.domain.ticket import Ref, Ticket
from bot.domain.wording import line, say


def reply(ref: Ref, ticket: Ticket | None, *, answered: bool, text: str = "") -> Form:
    """`answered` says that a reply went out meanwhile, so that nobody writes twice unknowingly."""
    words = TextField(
        name="text",
        label=say("What should the customer read?"),
        hint=say("It is sent as a public reply, just as you write it."),
        value=text,
        long=True,
        at_most=3000,
    )
    return Form(
        say("Reply to the customer"),
        "ticket reply",
        (words,),
        words=str(ref),
        submit=say("Send"),
        intro=_replies(ref, ticket, answered=answered),
    )


def _replies(ref: Ref, ticket: Ticket | None, *, answered: bool) -> Line:
    name = f"{ref} {ticket.subject}" if ticket else str(ref)
    if answered:
        return line("{ticket}. Nobody waits for a reply now: it was answered.", ticket=name)
    return (name,)


def reason(missed: Missed, reasons: Mapping[str, str]) -> Form:
    choices = tuple(Choice(sentence, name) for name, sentence in reasons.items())
    fields = (
        ChoiceField(name="reason", label=say("Why was it late?"), choices=choices, value=missed.reason),
        TextField(
            name="note",
            label=say("What should others know?"),
            value=missed.note,
            required=False,
            long=True,
            at_most=1000,
        ),
    )
    words = f"{missed.about} {missed.metric} {missed.instance}"
    about = line("{what} of {name}", what=name(missed.metric), name=missed.about)
    title = say("Why it was late")
    return Form(title, "sla reason", fields, words=words, submit=say("Note it"), intro=about)


def escalate(ref: Ref, ticket: Ticket | None) -> Form:
    why = TextField(
        name="why",
        label=say("What do you need?"),
        hint=say("The lead of the team reads this at once."),
        long=True,
        at_most=1000,
    )
    name = f"{ref} {ticket.subject}" if ticket else str(ref)
    return Form(say("Ask for help"), "sla escalate", (why,), words=str(ref), submit=say("Ask"), intro=(name,))
