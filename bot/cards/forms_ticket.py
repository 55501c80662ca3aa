"""Forms about tickets and customers."""

from collections.abc import Iterable, Sequence

from bot.domain.dossier import Dossier
from bot.domain.form import Choice, ChoiceField, Form, NumberField, TextField, TicketsField
from bot.domain.link import Linked
from bot.domain.ticket import Priority
from bot.domain.wording import say

TICKETS, PASTED = "tickets", "pasted"
"""Fields of the form that links: what was chosen, and what was pasted."""

SEARCHED = 100
"""Characters of a message that are searched for."""


def link(dossier: Dossier, systems: Iterable[str], *, search: str = "") -> Form:
    """`search` is what the first field looks for before anybody types."""
    system = next(iter(systems))
    fields = (
        TicketsField(
            name=TICKETS,
            label=say("Which tickets?"),
            hint=say("Search by words, by the customer's name or by number; choose as many as you like."),
            required=False,
            search=" ".join(search.split())[:SEARCHED],
        ),
        TextField(
            name=PASTED,
            label=say("Or paste them"),
            hint=say("Addresses, or {system}:123; several at once are fine.", system=system),
            required=False,
            long=True,
            at_most=3000,
        ),
    )
    return Form(say("Link tickets"), "link", fields, about=dossier.incident.key, submit=say("Link"))


def unlink(dossier: Dossier, found: Sequence[Linked]) -> Form:
    choices = tuple(Choice(_named(one), str(one.link.ref)) for one in found)
    field = ChoiceField(name="tickets", label=say("Which ticket?"), choices=choices[:100])
    return Form(say("Unlink a ticket"), "unlink", (field,), about=dossier.incident.key, submit=say("Unlink"))


def _named(one: Linked) -> str:
    return f"{one.link.ref} {one.ticket.subject}" if one.ticket else str(one.link.ref)


def ticket(dossier: Dossier, systems: Iterable[str], *, subject: str = "", text: str = "") -> Form:
    names = tuple(systems)
    fields = (
        ChoiceField(
            name="system",
            label=say("Where?"),
            choices=tuple(Choice(name.capitalize(), name) for name in names),
            value=names[0] if len(names) == 1 else "",
        ),
        TextField(name="subject", label=say("What is it about?"), value=subject, at_most=200),
        TextField(
            name="text",
            label=say("What should be known?"),
            value=text,
            long=True,
            required=False,
            at_most=3000,
        ),
        TextField(
            name="target",
            label=say("Project or repository"),
            hint=say("Leave empty for the usual one."),
            required=False,
        ),
        TextField(
            name="email",
            label=say("Address of the customer"),
            hint=say("Who filed it, where the system wants to know."),
            required=False,
        ),
        ChoiceField(
            name="priority",
            label=say("Priority"),
            required=False,
            choices=tuple(Choice(one.value.capitalize(), one.value) for one in Priority if one),
        ),
    )
    return Form(say("Make a ticket"), "ticket new", fields, about=dossier.incident.key, submit=say("Make it"))


def impact(dossier: Dossier) -> Form:
    known = dossier.impact
    fields = (
        NumberField(
            name="stated",
            label=say("How many customers are affected?"),
            hint=say("As far as you can vouch for it; it stands beside the counted number."),
            required=False,
            value=known.stated if known else None,
        ),
        TextField(
            name="sentiment",
            label=say("How do customers feel about it?"),
            hint=say("One line for the incident commander."),
            required=False,
            value=known.sentiment if known else "",
            at_most=300,
        ),
    )
    return Form(say("Customers"), "customers", fields, about=dossier.incident.key, submit=say("Note"))
