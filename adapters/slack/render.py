"""The pen: a card as Block Kit. What is foreign stays literal, what is too long is cut here.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, assert_never

from adapters.doors.text import size
from adapters.slack import render_press
from adapters.slack.render_table import as_block, as_list
from adapters.slack.render_text import (
    Json,
    address,
    can_be_mrkdwn,
    escaped,
    literal,
    mrkdwn,
    plain,
    rich,
    section,
    words,
)
from bot.domain.card import (
    Bold,
    Bullets,
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
from bot.domain.wording import language, say

IN_MESSAGE, IN_VIEW = 50, 100
TEXT_OF_A_MESSAGE = 12_000
"""Slack refuses somewhat more than this, over all blocks together."""
REMEMBERED = 256
"""Parts that are not drawn anew when they are shown again: help and buttons are the same for everybody."""
_MARK = {Tone.CALM: "", Tone.WARNING: "🟠 ", Tone.URGENT: "🔴 ", Tone.DONE: "✅ "}


def message(card: Card, *, newer: bool = True) -> Json:
    """`text` and `blocks`. Not `newer`: without the block types that some workspaces refuse."""
    return {
        "text": escaped(card.title, 3000).strip() or "–",
        "blocks": _blocks(card, IN_MESSAGE, newer=newer),
    }


def bare(card: Card) -> str:
    """The whole card as one text, for a Slack that refuses its blocks."""
    title = [] if card.spoken and card.parts else [escaped(card.title, 3000)]
    lines = [*title, *(line for part in card.parts for line in _bare(part))]
    text, left = "", TEXT_OF_A_MESSAGE
    for line in lines:
        if line and size(line) < left:
            text, left = f"{text}\n{line}", left - size(line) - 1
    return text.strip() or "–"


def home(card: Card) -> Json:
    """A view for `views.publish`."""
    return {"type": "home", "blocks": _blocks(card, IN_VIEW, newer=False)}


def errors(sentences: Mapping[str, str], blocks: list[Mapping[str, object]] | None = None) -> Json:
    """What a form's submission is answered with; a field that the form lacks is told at its first one."""
    names = [str(block.get("block_id")) for block in blocks or [] if block.get("type") == "input"]
    told: dict[str, str] = {}
    for name, sentence in sentences.items():
        where = name if not names or name in names else names[0]
        told[where] = literal(f"{told.get(where, '')} {sentence}".strip(), 1000) or "–"
    return {"response_action": "errors", "errors": told}


def _blocks(card: Card, at_most: int, *, newer: bool) -> list[Json]:
    """Blocks within Slack's limits: buttons are always kept, text that does not fit any more is not."""
    header = _header(card)
    drawn, text = header, _text_in(header)
    for part in card.parts:
        blocks, more = _drawn(
            part, newer and not any(block["type"] == "table" for block in drawn), language()
        )
        drawn, text = [*drawn, *blocks], text + more
    if len(drawn) <= at_most and text <= TEXT_OF_A_MESSAGE:
        return drawn
    return _shortened(card, header, at_most, newer=newer)


def _header(card: Card) -> list[Json]:
    """None above somebody's own words, unless there is nothing else."""
    if card.spoken:
        return [] if card.parts else [_rich_text(section((card.title,)))]
    return [{"type": "header", "text": plain(_MARK[card.tone] + card.title, 150)}]


def _shortened(card: Card, drawn: list[Json], at_most: int, *, newer: bool) -> list[Json]:
    kept = sum(1 for part in card.parts if isinstance(part, Buttons | Menu)) + 2
    left, shortened = TEXT_OF_A_MESSAGE - size(card.title[:150]), False
    for part in card.parts:
        blocks, text = _drawn(part, newer and not any(b["type"] == "table" for b in drawn), language())
        if isinstance(part, Buttons | Menu):
            drawn += blocks[: at_most - 1 - len(drawn)]
            kept -= 1
        elif text <= left and len(drawn) + len(blocks) + kept <= at_most:
            drawn, left = [*drawn, *blocks], left - text
        else:
            shortened = True
    return drawn + [_quiet((say("… This is longer than Slack can show."),))] * shortened


@lru_cache(maxsize=REMEMBERED)
def _drawn(part: Part, newer: bool, _language: object) -> tuple[tuple[Json, ...], int]:
    """A part's blocks, and how much text stands in them; nobody may change what was drawn."""
    blocks = tuple(_part(part, newer=newer))
    return blocks, _text_in(blocks)


def _text_in(blocks: Sequence[Json]) -> int:
    """How much text stands in these blocks, without buttons and menus."""
    found, open_nodes = 0, [block for block in blocks if block["type"] != "actions"]
    while open_nodes:
        for name, value in open_nodes.pop().items():
            if name == "text" and type(value) is str:
                found += size(value)
            elif type(value) is dict:
                open_nodes.append(value)
            elif type(value) is list:
                open_nodes += _objects(value)
    return found


def _objects(values: list[Any]) -> Iterator[Json]:
    for value in values:
        if type(value) is list:
            yield from _objects(value)
        elif type(value) is dict:
            yield value


def _part(part: Part, *, newer: bool) -> Iterator[Json]:  # noqa: C901 - one case for every part
    match part:
        case Paragraph():
            yield _rich_text(section(part.line))
        case Note():
            yield _quiet(part.line)
        case Quote():
            yield _rich_text({"type": "rich_text_quote", "elements": rich((part.text,))})
        case Facts():
            yield from _facts(part)
        case Bullets():
            yield from _bullets(part)
        case Table():
            yield from as_block(part) if newer else as_list(part)
        case Picture():
            yield _picture(part)
        case Divider():
            yield {"type": "divider"}
        case Buttons():
            yield from render_press.actions(part)
            if lost := [b.label for b in (*part.buttons, *part.more) if render_press.too_long(b)]:
                sentence = say("Too long for a button, please type it: {labels}", labels=", ".join(lost))
                yield _quiet((sentence,))
        case Menu():
            yield from render_press.choice(part)
        case _:
            assert_never(part)


def _rich_text(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def _quiet(line: Line) -> Json:
    """Small and grey where Slack can show these words so; otherwise ordinary."""
    if can_be_mrkdwn(line):
        text = mrkdwn(line, 2000).strip() or "–"
        return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}
    if all(isinstance(span, str) for span in line):
        return {"type": "context", "elements": [plain("".join(map(words, line)), 2000)]}
    return _rich_text(section(line, 2000))


def _facts(part: Facts) -> Iterator[Json]:
    """Two columns where markup can show the values, otherwise one line each."""
    if all(can_be_mrkdwn((fact.label,)) and can_be_mrkdwn(fact.value) for fact in part.facts):
        fields = [
            f"*{escaped(fact.label, 200).strip() or '–'}*\n{mrkdwn(fact.value, 1700) or '–'}"
            for fact in part.facts
        ]
        for start in range(0, len(fields), 10):
            drawn = [
                {"type": "mrkdwn", "text": text, "verbatim": True} for text in fields[start : start + 10]
            ]
            yield {"type": "section", "fields": drawn}
        return
    for start in range(0, len(part.facts), 10):
        lines = [(Bold(f"{fact.label}: "), *fact.value) for fact in part.facts[start : start + 10]]
        yield _rich_text(*(section(line, 2000) for line in lines))


def _bullets(part: Bullets) -> Iterator[Json]:
    """As many lines as Slack can take, and how many there are besides."""
    items: list[Json] = []
    left = 6000
    for line in part.lines:
        item = section(line, 1000)
        left -= _text_in([item]) + 10
        if left < 0:
            break
        items.append(item)
    if items:
        yield _rich_text({"type": "rich_text_list", "style": "bullet", "elements": items})
    if len(items) < len(part.lines):
        yield _quiet((say("… and {count} more", count=len(part.lines) - len(items)),))


def _picture(part: Picture) -> Json:
    if url := address(part.url):
        return {"type": "image", "image_url": url, "alt_text": literal(part.alternative, 2000) or "–"}
    return _quiet((part.alternative,))


def _bare(part: Part) -> Iterator[str]:  # noqa: C901 - one case for every part
    match part:
        case Paragraph() | Note():
            yield mrkdwn(part.line, 3000)
        case Quote():
            yield from (f">{line}" for line in escaped(part.text, 3000).split("\n"))
        case Facts():
            yield from (mrkdwn((f"{fact.label}: ", *fact.value), 2000) for fact in part.facts)
        case Bullets():
            yield from (mrkdwn(("• ", *line), 1000) for line in part.lines)
        case Table():
            for row in part.rows:
                yield mrkdwn(tuple(span for cell in row for span in (*cell, "  ")), 1000)
        case Picture():
            yield escaped(part.alternative, 2000)
        case Divider() | Buttons() | Menu():
            return
        case _:
            assert_never(part)
