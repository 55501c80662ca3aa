"""A form, packed so that it can travel with itself.

Teams forgets what a dialog asked as soon as it is sent. To show it again, with what is wrong in it,
the question has to come back with the answers: nothing is kept in between, so any replica can.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.form import (
    AnyField,
    Choice,
    ChoiceField,
    ChoicesField,
    Form,
    MomentField,
    NumberField,
    PersonField,
    TextField,
    TicketsField,
)

FORM, ONCE, OWN = "form", "once", "own"
"""What travels with a form: itself, what tells it from others, and that it has a message of its own."""
LONGEST = 8_000
"""Characters; a form that needs more is not shown again when something is wrong in it."""
_KINDS: Mapping[str, type[AnyField]] = {
    one.__name__: one
    for one in (TextField, NumberField, ChoiceField, ChoicesField, TicketsField, PersonField, MomentField)
}


def packed(form: Form, *, own: bool = False) -> dict[str, str]:
    """For the pen's `also`. Pressing twice sends the same `once`."""
    fields = [{"kind": type(one).__name__, **asdict(one)} for one in form.fields]
    data = {"title": form.title, "submit": form.submit, "fields": fields}
    text = json.dumps(data, default=datetime.isoformat, separators=(",", ":"))
    kept = {FORM: text} if len(text) <= LONGEST else {}
    return {**kept, ONCE: secrets.token_hex(8)} | ({OWN: "1"} if own else {})


def unpacked(also: Mapping[str, str], does: str, about: str, words: str) -> Form | None:
    """The form that was sent, without its introduction; None when it did not travel or was tampered with."""
    try:
        data = json.loads(also.get(FORM, ""))
        fields = tuple(_field(one) for one in data["fields"])
        return Form(str(data["title"]), does, fields, about, words, str(data["submit"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _field(data: dict[str, Any]) -> AnyField:
    given = dict(data)
    kind = _KINDS[given.pop("kind")]
    for name in {"choices", "offered"} & set(given):
        given[name] = tuple(Choice(str(one["label"]), str(one["value"])) for one in given[name])
    if kind in (ChoicesField, TicketsField):
        given["value"] = tuple(map(str, given["value"]))
    if kind is MomentField and given.get("value"):
        given["value"] = datetime.fromisoformat(given["value"])
    return _sound(kind(**given))


def _sound(one: AnyField) -> AnyField:
    """Raises TypeError for what no form of ours has, so that the pen can trust it."""
    texts = [one.name, one.label, one.hint, getattr(one, "placeholder", ""), getattr(one, "search", "")]
    texts += [one.value] if isinstance(one, TextField | ChoiceField | PersonField) else []
    numbers = [getattr(one, name, 0) or 0 for name in ("at_most", "at_least")]
    numbers += [one.value or 0] if isinstance(one, NumberField) else []
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(n, int) for n in numbers):
        raise TypeError("not a field of ours")
    return one
