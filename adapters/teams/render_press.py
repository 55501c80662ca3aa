"""Buttons and menus, and what a press of one means when it comes back.

A button is an `Action.Execute` whose data is the whole wish, and carries the same as an
`Action.Submit` for clients that know no `Execute`. One that opens a dialog is a `Submit` alone.
https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.doors.text import size
from adapters.teams.render_text import Json, address, one_line, sendable, weight
from bot.domain.card import Button, Buttons, Menu, Option, Weight
from bot.domain.wording import say

VISIBLE, LABEL, WORDS, QUESTION = 4, 60, 2000, 500
MENU = "menu"
"""The key of a menu's input, followed by its number; in data, the name of the input that was chosen in."""
_STYLE = {Weight.PRIMARY: "positive", Weight.DANGER: "destructive"}
Opens = Callable[[Button], bool]
"""Whether a press of this button is known to open a dialog."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button or a choice wishes: the same as typing `does` with these words."""

    does: str
    about: str = ""
    words: str = ""
    once: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Which form was sent; `also` is what the door wanted to have back with it."""

    does: str
    about: str = ""
    words: str = ""
    also: Mapping[str, str] = field(default_factory=dict)


def decode(data: object) -> Pressed | Sent | None:
    """The wish behind a press or a form; None for data that is none of ours."""
    if not isinstance(data, Mapping) or not isinstance(data.get("does"), str) or not data["does"]:
        return None
    does, about, words = (_said(data.get(name)) for name in ("does", "about", "words"))
    if data.get("form"):
        also = data.get("also")
        back = {str(k): str(v) for k, v in also.items()} if isinstance(also, Mapping) else {}
        return Sent(does, about, words, back)
    if menu := _said(data.get(MENU)):
        words = _said(data.get(menu)).removeprefix("=")
    return Pressed(does, about, words, bool(data.get("once")))


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def wish(button: Button) -> Json:
    """A button's data, as `decode` reads it."""
    data: Json = {"does": button.does, "about": sendable(button.about), "words": sendable(button.words)}
    return {name: value for name, value in (data | {"once": button.once}).items() if value}


def too_long(button: Button) -> bool:
    """No button can carry that many words; they have to be typed. Nor an address that is none."""
    if button.url:
        return not address(button.url)
    return size(button.does) + size(button.about) + size(button.words) > WORDS


def action(button: Button, opens: Opens, **more: Any) -> Json:
    style = {"style": _STYLE[button.weight]} if button.weight in _STYLE else {}
    title = {"title": one_line(button.label, LABEL)}
    if button.url:
        return {"type": "Action.OpenUrl", "url": address(button.url), **title, **style, **more}
    if button.confirm:
        return {"type": "Action.ShowCard", **title, **style, "card": _question(button, opens), **more}
    return {**press(button.does, wish(button), dialog=opens(button)), **title, **style, **more}


def press(verb: str, data: Json, *, dialog: bool = False, inputs: bool = False) -> Json:
    """What is sent when it is pressed; without `inputs`, what stands in a card's fields stays there."""
    only = {} if inputs else {"associatedInputs": "None"}
    if dialog:
        return {"type": "Action.Submit", "data": {**data, "msteams": {"type": "task/fetch"}}, **only}
    submit: Json = {"type": "Action.Submit", "data": data, **only}
    return {"type": "Action.Execute", "verb": verb, "data": data, "fallback": submit, **only}


def _question(button: Button, opens: Opens) -> Json:
    """Teams cannot ask before something is pressed, so the question unfolds, with the button in it."""
    asked = {
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", "text": one_line(button.confirm, QUESTION)}],
    }
    sure = Button(button.label, button.does, button.about, button.words, button.weight, once=button.once)
    return {"type": "AdaptiveCard", "body": [asked], "actions": [action(sure, opens)]}


def actions(part: Buttons, opens: Opens, at_most: int = 100_000) -> tuple[list[Json], list[str]]:
    """Rows of buttons, and the labels of those that no button can carry, or not all of them together.

    Four can be seen, the others are behind them. Hidden ones that ask a question stand in a row of their
    own: whether a menu can unfold one differs between clients.
    """
    shown: list[Json] = []
    asking: list[Json] = []
    lost: list[str] = []
    for n, one in enumerate((*part.buttons, *part.more)):
        hidden = n >= min(VISIBLE, len(part.buttons))
        drawn = action(one, opens, **({"mode": "secondary"} if hidden and not one.confirm else {}))
        at_most -= weight(drawn)
        if too_long(one) or at_most < 0:
            lost.append(one.label)
        else:
            (asking if hidden and one.confirm else shown).append(drawn)
    rows = [shown, *(asking[start : start + VISIBLE] for start in range(0, len(asking), VISIBLE))]
    return [{"type": "ActionSet", "actions": row} for row in rows if row], lost


def choice(part: Menu, n: int) -> list[Json]:
    """A list to choose from and the button that says so; what is chosen in other lists does not matter."""
    name = f"{MENU}{n}"
    options = [option for option in part.options if size(option.words) <= WORDS]
    if not options:
        return []
    chosen = press(part.does, {"does": part.does, "about": sendable(part.about), MENU: name}, inputs=True)
    return [
        {
            "type": "Input.ChoiceSet",
            "id": name,
            "label": one_line(part.label, LABEL),
            "placeholder": say("Choose …"),
            "choices": [_option(option) for option in options],
        },
        {"type": "ActionSet", "actions": [{**chosen, "title": one_line(part.label, LABEL)}]},
    ]


def _option(option: Option) -> Json:
    return {"title": one_line(option.label, LABEL * 2), "value": f"={sendable(option.words)}"}
