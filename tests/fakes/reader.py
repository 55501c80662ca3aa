"""Reads a card aloud, as a person would see it in a chat that knows only text."""

from bot.domain.card import (
    Bullets,
    Buttons,
    Card,
    Facts,
    Line,
    Link,
    Mention,
    Menu,
    Moment,
    Note,
    Paragraph,
    Part,
    Quote,
    RoomLink,
    Span,
    Struck,
    Table,
)


def read(card: Card) -> str:
    """Title and tone, then part by part; struck text is ~so~, buttons are [so], hidden ones (so)."""
    return "\n".join([f"{card.title}  <{card.tone.value}>", *(_part(part) for part in card.parts)])


def _part(part: Part) -> str:
    match part:
        case Paragraph(line) | Note(line):
            return f"{'  ' * isinstance(part, Note)}{spoken(line)}"
        case Quote(text):
            return "\n".join(f"> {row}" for row in text.split("\n"))
        case Facts(facts):
            return "\n".join(f"{fact.label}: {spoken(fact.value)}" for fact in facts)
        case Bullets(lines):
            return "\n".join(f"- {spoken(line)}" for line in lines)
        case Buttons(buttons, more):
            return " ".join([*(f"[{one.label}]" for one in buttons), *(f"({one.label})" for one in more)])
    return _last(part)


def _last(part: Part) -> str:
    if isinstance(part, Table):
        return "\n".join((" | ".join(part.columns), *(" | ".join(map(spoken, row)) for row in part.rows)))
    return f"{part.label}? {' | '.join(o.label for o in part.options)}" if isinstance(part, Menu) else "---"


def spoken(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span:
        case Struck(text):
            return f"~{text}~"
        case Mention(name=name):
            return f"@{name}"
        case RoomLink(name=name):
            return f"#{name}"
        case Moment(at):
            return f"{at:%H:%M}"
    return span if isinstance(span, str) else span.label if isinstance(span, Link) else span.text
