"""Forms as cards with inputs, for dialogs and for chats, and what was filled in.

Errors stand below their fields, and what the person filled in stays there.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlencode

from adapters.teams import ids
from adapters.teams.render_fit import WHOLE
from adapters.teams.render_input import OPTION, Look, inputs, tzinfo
from adapters.teams.render_line import Mentioned, blocks
from adapters.teams.render_press import LABEL, press
from adapters.teams.render_text import Json, one_line, sendable, weight
from bot.domain.form import Answer, AnyField, Form, MomentField, TextField, TicketsField

CONTENT = "application/vnd.microsoft.card.adaptive"
TICKETS = "tickets"
"""Name of what is searched in, as Teams calls it back."""
TITLE, ERROR, INTRO, WORDS = 60, 500, 1000, 3000
_TALL = {"TicketsField": 75, "TextField": 75, "NumberField": 75, "MomentField": 90, "PersonField": 125}


def form(
    form: Form,
    *,
    values: Mapping[str, Answer] | None = None,
    errors: Mapping[str, str] | None = None,
    zone: str = "",
    picker: bool = True,
    also: Mapping[str, str] | None = None,
) -> Json:
    """A card that asks what the form asks.

    `values` are what the person filled in before, `zone` is theirs, `also` comes back with the answers.
    Without `picker` people are named in a text field.
    """
    drawn: Json = {}
    for room in (OPTION, 80, 40, 20):
        body = _body(
            form, values, errors or {}, Look(zone=zone, picker=picker, option=room, tickets=dataset(form))
        )
        drawn = _card(form, body, {"also": dict(also or {}), "zone": zone if _asks_when(form) else ""})
        if weight(drawn) <= WHOLE:
            break
    return drawn


def dataset(form: Form) -> str:
    """For which form a search is made, in words that come back with it."""
    about = {"does": form.does, "about": sendable(form.about)}
    search = next((one.search for one in form.fields if isinstance(one, TicketsField)), "")
    return f"{TICKETS}?{urlencode(about | ({'search': sendable(search)} if search else {}))}"


def _body(
    form: Form, values: Mapping[str, Answer] | None, errors: Mapping[str, str], look: Look
) -> list[Json]:
    names = {one.name for one in form.fields}
    body = [_title(form)]
    body += [_wrong(sentence) for name, sentence in errors.items() if name not in names]
    body += list(blocks(form.intro, Mentioned(silent=True), INTRO)) if form.intro else []
    for one in form.fields:
        body += inputs(one, one.value if values is None else values.get(one.name), look)
        body += [_wrong(errors[one.name])] if one.name in errors else []
    return body


def _card(form: Form, body: list[Json], more: Json) -> Json:
    about, words = sendable(form.about), sendable(form.words[:WORDS])
    data = {"does": form.does, "about": about, "words": words, "form": True}
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "fallbackText": one_line(form.title, 300),
        "body": body,
        "actions": [_send(form, {name: value for name, value in (data | more).items() if value})],
    }


def dialog(form_: Form, **given: Any) -> Json:
    """The value of a task module: `{"task": {"type": "continue", "value": …}}`. Takes what `form` takes.

    A dialog shows the title itself, and knows `Action.Submit` alone.
    """
    content = form(form_, **given)
    (send,) = content["actions"]
    submit = {name: send[name] for name in ("title", "style", "data")}
    content["actions"] = [{"type": "Action.Submit", **submit}]
    content["body"] = content["body"][1:] or content["body"]
    tall = 140 + sum(map(_height, form_.fields)) + 35 * len(given.get("errors") or {})
    return {
        "title": one_line(form_.title, TITLE),
        "height": min(max(tall, 200), 700),
        "width": 600,
        "card": {"contentType": CONTENT, "content": content},
    }


def _asks_when(form: Form) -> bool:
    return any(isinstance(one, MomentField) for one in form.fields)


def _height(one: AnyField) -> int:
    choices = getattr(one, "choices", ())
    tall = 60 + 32 * len(choices) if choices else _TALL.get(type(one).__name__, 75)
    return tall + 60 * (isinstance(one, TextField) and one.long) + 25 * bool(one.hint)


def _title(form: Form) -> Json:
    run = {"type": "TextRun", "text": one_line(form.title, 300), "weight": "Bolder", "size": "Medium"}
    return {"type": "RichTextBlock", "inlines": [run]}


def _wrong(sentence: str) -> Json:
    run = {"type": "TextRun", "text": one_line(sentence, ERROR), "color": "Attention", "weight": "Bolder"}
    return {"type": "RichTextBlock", "inlines": [run], "spacing": "Small"}


def _send(form: Form, data: Json) -> Json:
    title = {"title": one_line(form.submit, LABEL), "style": "positive"}
    return {**press(form.does, data, inputs=True), **title}


def answers(data: Mapping[str, Any]) -> dict[str, Answer]:
    """What was filled in, by field name; a field left empty is absent.

    A person is `teams:` and an id of the directory when picked, and the bare words when typed.
    A moment without a day comes back as the words that were typed, since only the bot knows the day.
    """
    found: dict[str, Answer] = {}
    for key, value in data.items():
        kind, colon, name = str(key).partition(":")
        answer = _answer(kind, value, name, data) if colon and name else None
        if answer not in (None, "", ()) and not (kind == "named" and name in found):
            found[name] = answer
    return found


def _answer(kind: str, value: object, name: str, data: Mapping[str, Any]) -> Answer | None:  # noqa: PLR0911
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    match kind:
        case "text" | "named":
            return text
        case "number":
            return _counted(text)
        case "choice":
            return _decoded(text)
        case "choices":
            return tuple(_decoded(one) for one in text.split(",") if one)
        case "person":
            return ids.ours(text)
        case "day" | "time":
            return _instant(data, name)
        case _:
            return None


def _decoded(code: str) -> str:
    return code.replace("%2C", ",").replace("%25", "%")


def _counted(text: str) -> Answer | None:
    """A whole number, or what was typed instead, for the form to complain about."""
    whole = text.removesuffix(".0")
    return int(whole) if whole.removeprefix("-").isdecimal() and len(whole) < 16 else text or None


def _instant(data: Mapping[str, Any], name: str) -> Answer | None:
    day, at = (str(data.get(f"{kind}:{name}") or "").strip() for kind in ("day", "time"))
    try:
        when = datetime.combine(date.fromisoformat(day), time.fromisoformat(at or "00:00"))
        return when.replace(tzinfo=tzinfo(str(data.get("zone") or ""))).astimezone(UTC)
    except (ValueError, OverflowError):
        return f"{day} {at}".strip() or None
