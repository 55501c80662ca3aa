"""The pen: a card as an Adaptive Card 1.5. What is foreign stays literal, what is too long is cut here.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""

from adapters.doors.text import cut
from adapters.teams.render_fit import body
from adapters.teams.render_form import answers, dialog, form
from adapters.teams.render_press import Opens, Pressed, Sent, decode
from adapters.teams.render_text import Json, clean, escaped, one_line
from adapters.teams.render_words import bare, spoken
from bot.domain.card import (
    Button,
    Card,
    Tone,
)

CONTENT = "application/vnd.microsoft.card.adaptive"
TITLE, SUMMARY = 300, 250
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
    """A message with this card; `summary` is what the notification says.

    What somebody said is words and no card.
    """
    if shown.spoken:
        return spoken(shown)
    return {
        "type": "message",
        "summary": one_line(shown.title, SUMMARY),
        "attachments": [{"contentType": CONTENT, "content": card(shown, opens=opens, more=more)}],
    }


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
