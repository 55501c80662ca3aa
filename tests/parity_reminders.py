"""What can be pressed on reminders of promises, as each chat's pen draws it."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from adapters.playground import render as playground
from adapters.slack import render as slack
from adapters.teams import render as teams
from bot.domain.card import Buttons, Card
from tests.cards.examples import examples

BUTTON, MENU = "a button", "in *More*"
REMINDERS = "nag.reminder", "nag.digest", "sla_wish.escalated"
"""Cards that people get unasked."""

Drawn = Iterator[tuple[str, str]]
"""Labels, and where they stand."""
_IN_PAGE = re.compile(r'<button [^>]*class="(button|item) [^"]*" data-does=[^>]*>([^<]*)</button>')


def buttons_table() -> list[tuple[str, ...]]:
    """A cell is empty where a chat does not draw what stands on the card."""
    head = ("button", "word", "Slack", "Microsoft Teams", "playground")
    places = [_places(chat, draw) for chat, draw in _PENS.items()]
    rows = pressed().items()
    return [head, *((label, f"`{word}`", *(_cell(known, label) for known in places)) for label, word in rows)]


def pressed() -> dict[str, str]:
    """The word behind each label, in the order in which people meet them."""
    parts = (part for card in _cards("slack") for part in card.parts if isinstance(part, Buttons))
    return {one.label: one.does for part in parts for one in (*part.buttons, *part.more)}


def _cards(chat: str) -> list[Card]:
    found = examples(chat).items()
    return [one for name, one in found if name.partition(" · ")[0] in REMINDERS and isinstance(one, Card)]


def _places(chat: str, draw: Callable[[Card], Drawn]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for card in _cards(chat):
        for label, place in draw(card):
            found.setdefault(label, set()).add(place)
    return found


def _cell(places: Mapping[str, set[str]], label: str) -> str:
    return " or ".join(sorted(places.get(label, ())))


def _objects(drawn: Any) -> Iterator[dict[str, Any]]:
    if isinstance(drawn, dict):
        yield drawn
    values = drawn.values() if isinstance(drawn, dict) else drawn if isinstance(drawn, list | tuple) else ()
    for value in values:
        yield from _objects(value)


def _in_slack(card: Card) -> Drawn:
    for one in _objects(slack.message(card)):
        if one.get("type") == "button":
            yield one["text"]["text"], BUTTON
        elif one.get("type") in ("static_select", "overflow"):
            yield from ((option["text"]["text"], MENU) for option in one["options"])


def _in_teams(card: Card) -> Drawn:
    for one in _objects(teams.card(card)):
        if str(one.get("type", "")).startswith("Action.") and "title" in one:
            yield one["title"], MENU if one.get("mode") == "secondary" else BUTTON


def _in_playground(card: Card) -> Drawn:
    for kind, label in _IN_PAGE.findall(playground.draw(card)):
        yield html.unescape(label), BUTTON if kind == "button" else MENU


_PENS: dict[str, Callable[[Card], Drawn]] = {
    "slack": _in_slack,
    "teams": _in_teams,
    "playground": _in_playground,
}
