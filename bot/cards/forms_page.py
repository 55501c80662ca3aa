"""What is asked before somebody is paged."""

from collections.abc import Mapping

from bot.domain.dossier import Dossier
from bot.domain.escalation import Target
from bot.domain.form import AnyField, Choice, ChoiceField, Form, PersonField, TextField
from bot.domain.wording import say

__all__ = ["Form", "page"]


def page(names: Mapping[Target, str], about: Dossier | None) -> Form:
    """`names` are those that can be paged, with who would be woken; what customers see is filled in."""
    fields: list[AnyField] = []
    if names:
        choices = tuple(Choice(_label(one, who), str(one)) for one, who in names.items())
        fields.append(
            ChoiceField(name="who", label=say("Who is to come?"), choices=choices[:100], required=False)
        )
    hint = say("Instead of the above: one person alone.") if names else ""
    fields.append(PersonField(name="person", label=say("One person"), hint=hint, required=not names))
    incident = about.incident if about else None
    seen = (incident.last_update or incident.description) if incident else ""
    fields.append(
        TextField(
            name="why",
            label=say("What should they know?"),
            hint=say("What is on record is added for them."),
            value=seen,
            required=False,
            long=True,
            at_most=2000,
        )
    )
    return Form(
        say("Page somebody"),
        "page",
        tuple(fields),
        about=incident.key if incident else "",
        submit=say("Page"),
        intro=(incident.title,) if incident else (),
    )


def _label(one: Target, who: str) -> str:
    return say("{name} — {who}", name=one.name, who=who or say("nobody is on call now"))
