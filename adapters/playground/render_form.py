"""The pen for forms: labelled fields, hints, and a place for what is wrong with each."""

import json
from collections.abc import Sequence
from typing import assert_never

from adapters.playground.people import Character
from adapters.playground.render_span import attribute, cut, draw_line, plain
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

TITLE = 120
RADIOS_AT_MOST = 5


def draw_form(form: Form, token: str, people: Sequence[Character]) -> str:
    """The inside of a dialog; `token` is how the answers find their form again."""
    fields = "".join(draw_field(field, token, people) for field in form.fields)
    intro = f'<p class="intro" dir="auto">{draw_line(form.intro)}</p>' if form.intro else ""
    return (
        f'<form class="form" novalidate data-token="{attribute(token)}">'
        f'<h2 id="{attribute(token)}-heading" dir="auto">{plain(cut(form.title, TITLE))}</h2>{intro}'
        f'<p class="wrong whole" role="alert" data-wrong="" hidden></p>{fields}'
        '<div class="form-end"><button type="button" class="button plain" data-close>Cancel</button>'
        f'<button type="submit" class="button primary">{plain(form.submit)}</button></div></form>'
    )


def draw_field(  # noqa: PLR0911  # One branch for each field.
    field: AnyField, token: str, people: Sequence[Character]
) -> str:
    id = attribute(f"{token}-{field.name}")
    match field:
        case TextField():
            return _labelled(field, id, _text(field, id))
        case NumberField():
            value = "" if field.value is None else str(field.value)
            limits = f'min="{field.at_least}" max="{field.at_most}" step="1" inputmode="numeric"'
            return _labelled(field, id, f'<input type="number" {limits} value="{value}" {_tied(field, id)}>')
        case ChoiceField():
            return _one_of(field, id)
        case ChoicesField():
            return _group(field, id, "checkbox", field.choices, field.value)
        case TicketsField():
            return _labelled(field, id, _seek(field, id))
        case PersonField():
            choices = tuple(Choice(f"{one.name} – {one.hat}", one.id) for one in people)
            return _labelled(field, id, _select(field, id, choices, field.value))
        case MomentField():
            at = attribute(field.value.isoformat()) if field.value else ""
            return _labelled(field, id, f'<input type="datetime-local" data-at="{at}" {_tied(field, id)}>')
        case _:
            assert_never(field)


def _tied(field: AnyField, id: str) -> str:
    required = ' aria-required="true"' if field.required else ""
    return f'id="{id}" name="{attribute(field.name)}" aria-describedby="{id}-hint {id}-wrong"{required}'


def _text(field: TextField, id: str) -> str:
    shown = f'placeholder="{attribute(field.placeholder)}" maxlength="{field.at_most}" dir="auto"'
    if field.long:
        # A line break right behind the tag is swallowed by browsers; this one is there to be swallowed.
        return f'<textarea rows="4" {shown} {_tied(field, id)}>\n{attribute(field.value)}</textarea>'
    return (
        f'<input type="text" autocomplete="off" value="{attribute(field.value)}" {shown} {_tied(field, id)}>'
    )


def _seek(field: TicketsField, id: str) -> str:
    """A box with a list below it and what was chosen above it; the page fills both while somebody types."""
    chosen = attribute(json.dumps(field.value))
    return (
        f'<div class="seek" data-seek="{attribute(field.name)}" data-chosen="{chosen}">'
        f'<ul class="chips" aria-label="Chosen" hidden></ul>'
        f'<input type="text" role="combobox" aria-expanded="false" aria-autocomplete="list" '
        f'aria-controls="{id}-list" autocomplete="off" autocapitalize="off" spellcheck="false" '
        f'placeholder="Search tickets" maxlength="2000" dir="auto" value="{attribute(field.search)}" '
        f"{_tied(field, id)}>"
        f'<ul class="found" role="listbox" aria-multiselectable="true" id="{id}-list" '
        f'aria-label="{attribute(field.label)}" hidden></ul>'
        f'<p class="seek-says" role="status"></p></div>'
    )


def _one_of(field: ChoiceField, id: str) -> str:
    if len(field.choices) <= RADIOS_AT_MOST:
        return _group(field, id, "radio", field.choices, (field.value,))
    return _labelled(field, id, _select(field, id, field.choices, field.value))


def _select(field: AnyField, id: str, choices: tuple[Choice, ...], value: str) -> str:
    nothing = '<option value="">Choose…</option>' if not value or not field.required else ""
    options = "".join(
        f'<option value="{attribute(one.value)}"{" selected" if one.value == value else ""}>'
        f"{attribute(one.label)}</option>"
        for one in choices
    )
    return f"<select {_tied(field, id)}>{nothing}{options}</select>"


def _group(field: AnyField, id: str, kind: str, choices: tuple[Choice, ...], chosen: tuple[str, ...]) -> str:
    rows = "".join(
        f'<label class="choice"><input type="{kind}" name="{attribute(field.name)}" '
        f'value="{attribute(one.value)}"{" checked" if one.value in chosen else ""}>'
        f'<span dir="auto">{plain(one.label)}</span></label>'
        for one in choices
    )
    return (
        f'<fieldset class="field" data-field="{attribute(field.name)}" '
        f'aria-describedby="{id}-hint {id}-wrong"><legend>{_label(field)}</legend>'
        f"{_hint(field, id)}{rows}{_wrong(field, id)}</fieldset>"
    )


def _labelled(field: AnyField, id: str, control: str) -> str:
    return (
        f'<div class="field" data-field="{attribute(field.name)}"><label for="{id}">{_label(field)}</label>'
        f"{_hint(field, id)}{control}{_wrong(field, id)}</div>"
    )


def _label(field: AnyField) -> str:
    return plain(field.label) + ("" if field.required else ' <span class="optional">optional</span>')


def _hint(field: AnyField, id: str) -> str:
    return f'<p class="hint" id="{id}-hint" dir="auto">{plain(field.hint)}</p>' if field.hint else ""


def _wrong(field: AnyField, id: str) -> str:
    return f'<p class="wrong" id="{id}-wrong" data-wrong="{attribute(field.name)}" hidden></p>'
