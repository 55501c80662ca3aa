"""A card without a box: as the text of a message, for somebody's own words that are passed on.

It is sent as `xml`, the few tags of HTML that Teams takes: there every sign has one certain escape.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

from collections.abc import Iterator
from typing import assert_never

from adapters.doors.text import cut, fallback
from adapters.teams import ids
from adapters.teams.render_text import Json, address, clean, literal, one_line, words
from bot.domain.card import (
    Bold,
    Bullets,
    Buttons,
    Card,
    Code,
    Divider,
    Facts,
    Line,
    Link,
    Mention,
    Menu,
    Moment,
    Note,
    Paragraph,
    Part,
    Picture,
    Quote,
    RoomLink,
    Span,
    Struck,
    Table,
)

SUMMARY, TEXT, LINE = 250, 10_000, 4_000


def spoken(card: Card) -> Json:
    """A message that looks as if somebody had written it; nobody is mentioned in it."""
    lines = ["".join(_tagged(span) for span in line) for part in card.parts for line in lines_of(part)]
    return {
        "type": "message",
        "textFormat": "xml",
        "text": "<br>".join(_fitting(lines)) or _escaped(card.title) or "–",
        "summary": one_line(card.title, SUMMARY),
    }


def bare(card: Card) -> Json:
    """The same message as plain text, for a Teams that refuses the card."""
    lines = [card.title, *("".join(map(words, line)) for part in card.parts for line in lines_of(part))]
    text = literal("\n\n".join(line for line in map(str.strip, lines) if line), TEXT)
    return {
        "type": "message",
        "textFormat": "plain",
        "text": text or "–",
        "summary": one_line(card.title, SUMMARY),
    }


def _fitting(lines: list[str]) -> Iterator[str]:
    left = TEXT
    for line in lines:
        left -= len(line) + 4
        if left < 0:
            yield "…"
            return
        yield line


def _escaped(text: str) -> str:
    text = literal(cut(clean(text), LINE), LINE)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "<br>")):
        text = text.replace(sign, entity)
    return text


def _tagged(span: Span) -> str:  # noqa: PLR0911 - one case for every span
    text = _escaped(words(span))
    match span:
        case str() | Mention():
            return text
        case Bold():
            return f"<b>{text}</b>"
        case Code():
            return f"<code>{text}</code>"
        case Struck():
            return f"<s>{text}</s>"
        case RoomLink():
            return _anchor(text, ids.room_link(span.room))
        case Moment():
            return fallback(span.at)
        case Link():
            return _anchor(text, address(span.url))
        case _:
            assert_never(span)


def _anchor(text: str, url: str) -> str:
    return f'<a href="{_escaped(url)}">{text}</a>' if url else text


def lines_of(part: Part) -> Iterator[Line]:
    """A part as lines; what can only be pressed is left out."""
    match part:
        case Paragraph() | Note():
            yield part.line
        case Quote():
            yield (f"“{part.text}”",)
        case Facts():
            yield from ((f"{fact.label}: ", *fact.value) for fact in part.facts)
        case Bullets():
            yield from (("• ", *line) for line in part.lines)
        case Table():
            yield from (tuple(span for cell in row for span in (*cell, "  ")) for row in part.rows)
        case Picture():
            yield (part.alternative,)
        case Divider() | Buttons() | Menu():
            return
        case _:
            assert_never(part)
