"""The pen: a card as an Adaptive Card 1.5. What is foreign stays literal, what is too long is cut here.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""

from collections.abc import Iterator
from typing import assert_never

from adapters.teams.render_fit import body
from adapters.teams.render_form import answers, dialog, form
from adapters.teams.render_press import Opens, Pressed, Sent, decode
from adapters.teams.render_text import Json, clean, cut, escaped, literal, one_line, words
from bot.domain.card import (
    Bullets,
    Button,
    Buttons,
    Card,
    Divider,
    Facts,
    Line,
    Menu,
    Note,
    Paragraph,
    Part,
    Picture,
    Quote,
    Table,
    Tone,
)

CONTENT = "application/vnd.microsoft.card.adaptive"
TITLE, SUMMARY, TEXT = 300, 250, 10_000
_STYLE = {Tone.CALM: "emphasis", Tone.WARNING: "warning", Tone.URGENT: "attention", Tone.DONE: "good"}
_MARK = {Tone.CALM: "", Tone.WARNING: "🟠 ", Tone.URGENT: "🔴 ", Tone.DONE: "✅ "}

__all__ = ["Pressed", "Sent", "activity", "answers", "bare", "card", "decode", "dialog", "form"]


def _never(_: Button) -> bool:
    return False


def card(card: Card, *, opens: Opens = _never, more: str = "") -> Json:
    """An Adaptive Card.

    `opens` says which buttons are known to open a form: they ask for a dialog when they are pressed.
    `more` is an address where the whole of a card can be read that is too long for Teams.
    """
    elements, pen = body(card, [_header(card)], opens, more=more)
    teams: Json = {"entities": pen.mentioned.entities(elements)}
    if any(element["type"] == "Table" for element in elements):
        teams["width"] = "Full"
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "fallbackText": one_line(card.title, TITLE),
        "body": elements,
        "msteams": {name: value for name, value in teams.items() if value},
    }


def activity(shown: Card, *, opens: Opens = _never, more: str = "") -> Json:
    """A message with this card; `summary` is what the notification says."""
    return {
        "type": "message",
        "summary": one_line(shown.title, SUMMARY),
        "attachments": [{"contentType": CONTENT, "content": card(shown, opens=opens, more=more)}],
    }


def bare(shown: Card) -> Json:
    """The same message as plain text, for a Teams that refuses the card."""
    lines = [shown.title, *(line for part in shown.parts for line in _bare(part))]
    text = literal("\n\n".join(line for line in map(str.strip, lines) if line), TEXT) or "–"
    return {"type": "message", "textFormat": "plain", "text": text, "summary": one_line(shown.title, SUMMARY)}


def _header(card: Card) -> Json:
    """The title is a heading for those who listen; its colour says nothing that its mark does not."""
    title = escaped(_MARK[card.tone] + " ".join(clean(cut(card.title, TITLE)).split()), 2 * TITLE)
    text = {"type": "TextBlock", "text": title or "–", "wrap": True, "style": "heading", "weight": "Bolder"}
    return {
        "type": "Container",
        "style": _STYLE[card.tone],
        "bleed": True,
        "items": [{**text, "size": "Medium"}],
    }


def _line(line: Line) -> str:
    return "".join(map(words, line))


def _bare(part: Part) -> Iterator[str]:
    match part:
        case Paragraph() | Note():
            yield _line(part.line)
        case Quote():
            yield f"“{part.text}”"
        case Facts():
            yield from (f"{fact.label}: {_line(fact.value)}" for fact in part.facts)
        case Bullets():
            yield from (f"• {_line(line)}" for line in part.lines)
        case Table():
            yield from (" · ".join(map(_line, row)) for row in part.rows)
        case Picture():
            yield part.alternative
        case Divider() | Buttons() | Menu():
            return
        case _:
            assert_never(part)
