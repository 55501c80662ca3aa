"""Buttons and menus, and what a press of one means when it comes back.

Three kinds of `action_id`, unique within their block: `press:…` is a button and `more:…` an
overflow, both with the whole wish in `value`; `menu:…` is a choice whose option holds the words.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from adapters.doors.text import size
from adapters.slack.render_text import Json, address, plain
from bot.domain.card import Button, Buttons, Menu, Option, Weight
from bot.domain.wording import say

VISIBLE = 4
IN_OVERFLOW = 5
IN_MENU = 100
IN_BLOCK = 25
VALUE, OPTION_VALUE, ACTION_ID, LABEL = 2000, 150, 255, 75
_STYLE = {Weight.PRIMARY: "primary", Weight.DANGER: "danger"}


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button or a choice wishes: the same as typing `does` with these words."""

    does: str
    about: str = ""
    words: str = ""
    once: bool = False


def decode(action: Mapping[str, Any]) -> Pressed | None:
    """The wish behind an entry of `actions`; None for a press that carries none, such as a link."""
    name = str(action.get("action_id") or "")
    chosen = action.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, Mapping) else action.get("value")
    if not isinstance(value, str):
        return None
    if name.startswith("menu:"):
        _, _, does, about = [*name.split(":", 3), "", "", ""][:4]
        return Pressed(does, about, value.removeprefix("=")) if does else None
    return _wish(value)


def _wish(value: str) -> Pressed | None:
    try:
        raw = json.loads(value)
    except ValueError:
        return None
    if not isinstance(raw, dict) or not isinstance(raw.get("d"), str):
        return None
    return Pressed(raw["d"], str(raw.get("a", "")), str(raw.get("w", "")), bool(raw.get("o")))


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=1024)
def _value(button: Button) -> str:
    wish: dict[str, object] = {"d": button.does, "a": button.about, "w": button.words, "o": int(button.once)}
    kept = {name: value for name, value in wish.items() if value}
    return _written(kept).encode("utf-8", "replace").decode()


def too_long(button: Button) -> bool:
    """No button can carry that many words; they have to be typed. Nor an address that is none."""
    return size(_value(button)) > VALUE or bool(button.url and not address(button.url))


def actions(part: Buttons) -> list[Json]:
    """At most four buttons can be seen; the others are in overflow menus beside them."""
    visible, hidden = list(part.buttons[:VISIBLE]), [*part.buttons[VISIBLE:], *part.more]
    elements = [_button(n, button) for n, button in enumerate(visible) if not too_long(button)]
    elements += _hidden(len(elements), [button for button in hidden if not too_long(button)])
    return _blocks(elements)


def _blocks(elements: list[Json]) -> list[Json]:
    return [
        {"type": "actions", "elements": elements[start : start + IN_BLOCK]}
        for start in range(0, len(elements), IN_BLOCK)
    ]


def _button(n: int, button: Button) -> Json:
    style = {"style": _STYLE[button.weight]} if button.weight in _STYLE else {}
    if button.url:
        name = {"type": "button", "action_id": f"link:{n}", "text": plain(button.label, LABEL)}
        return {**name, "url": address(button.url), **style}
    return {
        "type": "button",
        "action_id": f"press:{n}:{button.does}"[:ACTION_ID],
        "text": plain(button.label, LABEL),
        "value": _value(button),
        **style,
        **_confirm(button),
    }


def _confirm(button: Button) -> Json:
    if not button.confirm:
        return {}
    style = {"style": "danger"} if button.weight is Weight.DANGER else {}
    return {
        "confirm": {
            "title": plain(button.label, 100),
            "text": plain(button.confirm, 300),
            "confirm": plain(button.label, 30),
            "deny": plain(say("No"), 30),
            **style,
        }
    }


def _hidden(start: int, buttons: list[Button]) -> Iterator[Json]:
    """Slack asks one question for a whole overflow, so each button with a question gets its own.

    What does not fit into an option (150 characters) stays a visible button, and so does a link.
    """
    fitting = [button for button in buttons if size(_value(button)) <= OPTION_VALUE and not button.url]
    quiet = [button for button in fitting if not button.confirm]
    groups = [quiet] if quiet else []
    groups += [[button] for button in fitting if button.confirm]
    for n, group in enumerate(groups, start):
        yield _overflow(n, group) if len(group) <= IN_OVERFLOW else _more(n, group)
    for n, button in enumerate(buttons, start + len(groups)):
        if button not in fitting:
            yield _button(n, button)


def _overflow(n: int, group: list[Button]) -> Json:
    options = [{"text": plain(button.label, LABEL), "value": _value(button)} for button in group]
    return {"type": "overflow", "action_id": f"more:{n}", "options": options, **_confirm(group[0])}


def _more(n: int, group: list[Button]) -> Json:
    options = [{"text": plain(button.label, LABEL), "value": _value(button)} for button in group[:IN_MENU]]
    return {
        "type": "static_select",
        "action_id": f"more:{n}",
        "placeholder": plain(say("More …"), 150),
        "options": options,
    }


def choice(part: Menu) -> list[Json]:
    """A menu, or several when one cannot hold all options; long words become buttons."""
    short = [option for option in part.options if size(option.words) < OPTION_VALUE]
    elements = [_menu(n, part, some) for n, some in enumerate(_chunks(short, IN_MENU))]
    for n, option in enumerate(part.options, len(elements)):
        button = Button(option.label, part.does, part.about, option.words)
        if option not in short and not too_long(button):
            elements.append(_button(n, button))
    return _blocks(elements)


def _menu(n: int, part: Menu, options: list[Option]) -> Json:
    return {
        "type": "static_select",
        "action_id": f"menu:{n}:{part.does}:{part.about}"[:ACTION_ID],
        "placeholder": plain(part.label, 150),
        "options": [{"text": plain(option.label, LABEL), "value": f"={option.words}"} for option in options],
    }


def _chunks(options: Iterable[Option], count: int) -> Iterator[list[Option]]:
    every = list(options)
    for start in range(0, len(every), count):
        yield every[start : start + count]
