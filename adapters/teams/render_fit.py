"""A card within the size that Teams takes: what matters least is shortened first, then left out.

Teams takes 100 KB for a whole message by its documents, and less by people's reports.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

from adapters.teams.render_line import block
from adapters.teams.render_part import QUIET, Pen, Room
from adapters.teams.render_press import Opens
from adapters.teams.render_text import Json, weight
from bot.domain.card import (
    Bullets,
    Buttons,
    Card,
    Divider,
    Facts,
    Line,
    Link,
    Menu,
    Note,
    Paragraph,
    Part,
    Picture,
    Quote,
    Table,
)
from bot.domain.wording import say

WHOLE, RESERVED = 20_000, 1_500
"""The most characters of JSON that a card has, and how many of them are kept for what encloses its parts."""

ROOMS = (
    Room(rows=100, row=1000, quote=5000),
    Room(rows=40, row=500, quote=3000),
    Room(rows=20, row=300, quote=1500),
    Room(rows=10, row=200, quote=1000, notes=False),
    Room(rows=5, row=150, quote=500, notes=False, text=1000),
    Room(rows=3, row=100, quote=200, notes=False, text=300, buttons=12_000),
)
_DROPPED_FIRST: tuple[type[Part], ...] = (
    Divider,
    Picture,
    Note,
    Table,
    Bullets,
    Quote,
    Paragraph,
    Facts,
    Menu,
    Buttons,
)


def body(card: Card, header: list[Json], opens: Opens, *, more: str) -> tuple[list[Json], Pen]:
    """The elements of a card, and the pen that drew them; `more` is where the whole of it can be read."""
    left = WHOLE - RESERVED - weight(header)
    for room in ROOMS:
        pen = Pen(room, opens)
        drawn = [(part, list(pen.draw(part))) for part in card.parts]
        if weight([elements for _, elements in drawn]) + _mentions(pen) <= left:
            return header + _joined(drawn) + _said(pen, room is not ROOMS[0], more), pen
    return header + _joined(_kept(drawn, left - _mentions(pen))) + _said(pen, True, more), pen


def _mentions(pen: Pen) -> int:
    """Entities stand in the card too, for people who may be on it."""
    return weight(pen.mentioned.everybody())


def _kept(drawn: list[tuple[Part, list[Json]]], left: int) -> list[tuple[Part, list[Json]]]:
    """What fits, the most important first and the earlier first; order stays."""
    kept: set[int] = set()
    ranked = sorted(range(len(drawn)), key=lambda n: (-_DROPPED_FIRST.index(type(drawn[n][0])), n))
    for n in ranked:
        if (size := weight(drawn[n][1])) <= left:
            kept.add(n)
            left -= size
    return [drawn[n] for n in sorted(kept)]


def _joined(drawn: list[tuple[Part, list[Json]]]) -> list[Json]:
    """One after the other; a divider is a line above whatever follows it."""
    elements: list[Json] = []
    divided = False
    for part, those in drawn:
        if isinstance(part, Divider):
            divided = bool(elements) or divided
            continue
        for n, element in enumerate(those):
            line = {"separator": True, "spacing": "Medium"} if divided and n == 0 else {}
            elements.append({**element, **line})
        divided = divided and not those
    return elements


def _said(pen: Pen, shortened: bool, more: str) -> list[Json]:
    if not shortened:
        return []
    link: Line = (" ", Link(say("All of it"), more)) if more else ()
    sentence: Line = (say("… This is longer than Teams can show."), *link)
    return [block(sentence, pen.mentioned, 1000, **QUIET)]
