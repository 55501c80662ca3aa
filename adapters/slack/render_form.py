"""Forms as modals, and their answers. A field's name is its `block_id`, so that errors find it.

https://docs.slack.dev/reference/views/modal-views
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, assert_never

from adapters.doors.text import cut, size
from adapters.slack import ids
from adapters.slack.render_text import Json, clean, plain, section
from bot.domain.form import (
    Answer,
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
from bot.domain.wording import say

METADATA, OPTION_VALUE, TITLE, IN_VIEW = 3000, 150, 24, 100
RADIOS, CHECKBOXES, OPTIONS = 5, 10, 100
ANSWER = "answer"
TICKETS = 50
"""Tickets that can be chosen at once; more are better pasted."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Which form was sent; `also` is what the door wanted to have back with it.

    `search` is what its ticket field looks for before anything is typed.
    """

    does: str
    about: str = ""
    words: str = ""
    also: Mapping[str, str] = field(default_factory=dict)
    search: str = ""


def modal(form: Form, *, also: Mapping[str, str] | None = None) -> Json:
    """A view for `views.open`, `views.update` and `response_action: update`."""
    intro = [{"type": "rich_text", "elements": [section(form.intro)]}] if form.intro else []
    inputs = [_input(one) for one in form.fields]
    return {
        "type": "modal",
        "callback_id": f"form:{form.does}"[:255],
        "private_metadata": _metadata(form, also or {}),
        "title": plain(form.title, TITLE),
        "submit": plain(form.submit, TITLE),
        "close": plain(say("Cancel"), TITLE),
        # Slack wants at least one block, also of a form that only asks to be sent.
        "blocks": (intro + inputs)[:IN_VIEW] or [{"type": "section", "text": plain(form.title, 2000)}],
    }


def _metadata(form: Form, also: Mapping[str, str]) -> str:
    """Slack keeps 3,000 characters; words that do not fit are cut, since nothing else can give way."""
    words = form.words
    search = next((one.search for one in form.fields if isinstance(one, TicketsField)), "")
    while True:
        carried = {"d": form.does, "a": form.about, "w": words, "x": dict(also), "s": search}
        text = json.dumps({k: v for k, v in carried.items() if v}, separators=(",", ":"))
        if size(text) <= METADATA or not words:
            return text
        words = words[: len(words) - max(1, (size(text) - METADATA) // 6)]


def sent(view: Mapping[str, Any]) -> Sent | None:
    """Which of our forms this view is; None when it is none."""
    try:
        raw = json.loads(view.get("private_metadata") or "")
    except (ValueError, TypeError):
        return None
    if not isinstance(raw, dict) or not isinstance(raw.get("d"), str):
        return None
    also = raw.get("x") if isinstance(raw.get("x"), dict) else {}
    about, words, search = (str(raw.get(name, "")) for name in "aws")
    return Sent(raw["d"], about, words, also or {}, search)


def _input(one: AnyField) -> Json:
    hint = {"hint": plain(one.hint, 2000)} if one.hint else {}
    element = _element(one)
    if not element:
        nothing = plain(say("{label}: there is nothing to choose from.", label=one.label), 2000)
        return {"type": "section", "block_id": one.name, "text": nothing}
    return {
        "type": "input",
        "block_id": one.name,
        "label": plain(one.label, 2000),
        "optional": not one.required,
        "element": {"action_id": ANSWER, **element},
        **hint,
    }


def _element(one: AnyField) -> Json:  # noqa: PLR0911 - one case for every field
    match one:
        case TextField():
            return _text(one)
        case NumberField():
            return _number(one)
        case ChoiceField():
            return _choice(one)
        case ChoicesField():
            return _choices(one)
        case TicketsField():
            return _tickets(one)
        case PersonField():
            known = ids.person(one.value) if one.value else ""
            return {"type": "users_select", **({"initial_user": known} if known else {})}
        case MomentField():
            at = {"initial_date_time": int(one.value.timestamp())} if one.value else {}
            return {"type": "datetimepicker", **at}
        case _:
            assert_never(one)


def _text(one: TextField) -> Json:
    at_most = max(1, min(one.at_most, 3000))
    element: Json = {"type": "plain_text_input", "multiline": one.long, "max_length": at_most}
    if value := cut(clean(one.value), at_most):
        element["initial_value"] = value
    if one.placeholder:
        element["placeholder"] = plain(one.placeholder, 150)
    return element


def _number(one: NumberField) -> Json:
    limits = {"min_value": str(one.at_least), "max_value": str(one.at_most)}
    value = {} if one.value is None else {"initial_value": str(one.value)}
    return {"type": "number_input", "is_decimal_allowed": False, **limits, **value}


def _choice(one: ChoiceField) -> Json:
    drawn = options(one.choices)
    if not drawn:
        return {}
    kind = "radio_buttons" if len(drawn) <= RADIOS else "static_select"
    initial = next((option for option in drawn if one.value and option["value"] == one.value), None)
    return {"type": kind, "options": drawn, **({"initial_option": initial} if initial else {})}


def _choices(one: ChoicesField) -> Json:
    drawn = options(one.choices)
    if not drawn:
        return {}
    kind = "checkboxes" if len(drawn) <= CHECKBOXES else "multi_static_select"
    initial = [option for option in drawn if option["value"] in one.value]
    return {"type": kind, "options": drawn, **({"initial_options": initial} if initial else {})}


def _tickets(one: TicketsField) -> Json:
    """Slack asks also before a letter is typed, so that there is something to choose from at once."""
    chosen = options(tuple(Choice(ref, ref) for ref in one.value))[:TICKETS]
    return {
        "type": "multi_external_select",
        "placeholder": plain(say("Search tickets"), 150),
        "min_query_length": 0,
        "max_selected_items": TICKETS,
        **({"initial_options": chosen} if chosen else {}),
    }


def options(choices: Sequence[Choice]) -> list[Json]:
    """Slack takes a hundred, with values of 150 characters; a longer value could not come back whole."""
    fitting = [choice for choice in choices if 0 < size(choice.value) <= OPTION_VALUE]
    return [{"text": plain(one.label, 75), "value": one.value} for one in fitting[:OPTIONS]]


def answers(view: Mapping[str, Any]) -> dict[str, Answer]:
    """What was filled in, by field name; a field left empty is absent."""
    values = (view.get("state") or {}).get("values") or {}
    found: dict[str, Answer] = {}
    for name, elements in values.items():
        for element in elements.values():
            answer = _answer(element)
            if answer not in (None, "", ()):
                found[str(name)] = answer
    return found


def _answer(element: Mapping[str, Any]) -> Answer | None:  # noqa: PLR0911 - one case for every element
    match element.get("type"):
        case "plain_text_input":
            return _typed(element.get("value"))
        case "number_input":
            return _counted(element.get("value"))
        case "radio_buttons" | "static_select":
            return _chosen(element.get("selected_option"))
        case "checkboxes" | "multi_static_select" | "multi_external_select":
            return tuple(_chosen(option) for option in element.get("selected_options") or ())
        case "users_select":
            return ids.ours(str(element.get("selected_user") or ""))
        case "datetimepicker":
            at = element.get("selected_date_time")
            return datetime.fromtimestamp(int(at), UTC) if at else None
        case _:
            return None


def _typed(value: Any) -> str:
    """Slack's documents say that text arrives escaped; text that does not is left as it is."""
    return str(value or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _counted(value: Any) -> Answer | None:
    """A whole number, or what was typed instead, for the form to complain about."""
    text = str(value or "").strip()
    return int(text) if text.removeprefix("-").isdecimal() else text or None


def _chosen(option: Any) -> str:
    return str(option.get("value") or "") if isinstance(option, Mapping) else ""
