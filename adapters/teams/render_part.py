"""Each part of a card as elements, as long or as short as the card can afford."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from adapters.teams import render_press
from adapters.teams.render_line import Mentioned, block, blocks, markdown
from adapters.teams.render_press import Opens
from adapters.teams.render_text import Json, address, clean, escaped, one_line
from bot.domain.card import (
    Bold,
    Bullets,
    Buttons,
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
)
from bot.domain.wording import say

COLUMNS = 12
QUIET: Json = {"size": "Small", "isSubtle": True}


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each part may be shown: rows of lists and tables, and characters."""

    rows: int
    row: int
    quote: int
    text: int = 3000
    buttons: int = 100_000
    notes: bool = True


@dataclass(slots=True)
class Pen:
    """What parts of one card have in common."""

    room: Room
    opens: Opens
    mentioned: Mentioned = field(default_factory=Mentioned)
    menus: int = 0

    def draw(self, part: Part) -> Iterator[Json]:  # noqa: C901 - one case for every part
        match part:
            case Paragraph():
                yield from blocks(part.line, self.mentioned, self.room.text)
            case Note():
                yield from self._note(part.line)
            case Quote():
                yield from self._quote(part)
            case Facts():
                yield from self._facts(part)
            case Bullets():
                yield from self._bullets(part.lines)
            case Table():
                yield from self._table(part)
            case Picture():
                yield from self._picture(part)
            case Divider():
                return
            case Buttons():
                yield from self._buttons(part)
            case Menu():
                self.menus += 1
                yield from render_press.choice(part, self.menus)
            case _:
                assert_never(part)

    def _note(self, line: Line) -> Iterator[Json]:
        if self.room.notes:
            yield from blocks(line, self.mentioned, self.room.text, **QUIET)

    def _quote(self, part: Quote) -> Iterator[Json]:
        items = list(blocks((part.text,), self.mentioned, self.room.quote))
        if items:
            yield {"type": "Container", "style": "emphasis", "items": items}

    def _facts(self, part: Facts) -> Iterator[Json]:
        facts = [
            {
                "title": escaped(" ".join(clean(one.label).split()), 200) or "–",
                "value": markdown(one.value, self.mentioned, min(1000, self.room.text)).strip() or "–",
            }
            for one in part.facts
        ]
        if facts:
            yield {"type": "FactSet", "facts": facts}

    def _bullets(self, lines: tuple[Line, ...]) -> Iterator[Json]:
        for line in lines[: self.room.rows]:
            yield block(("• ", *line), self.mentioned, self.room.row, spacing="Small")
        yield from self._rest(len(lines) - self.room.rows)

    def _table(self, part: Table) -> Iterator[Json]:
        wide = min(COLUMNS, max([len(part.columns), *(len(row) for row in part.rows)]))
        if not wide:
            return
        head = [tuple((Bold(name),) for name in part.columns)] if part.columns else []
        rows = [self._row(row, wide) for row in (*head, *part.rows[: self.room.rows])]
        yield {
            "type": "Table",
            "columns": [{"width": 1} for _ in range(wide)],
            "firstRowAsHeader": bool(head),
            "rows": rows,
        }
        yield from self._rest(len(part.rows) - self.room.rows)

    def _row(self, row: tuple[Line, ...], wide: int) -> Json:
        padded = (*row, *((" ",) for _ in range(wide - len(row))))[:wide]
        cells = [{"type": "TableCell", "items": [block(c, self.mentioned, self.room.row)]} for c in padded]
        return {"type": "TableRow", "cells": cells}

    def _picture(self, part: Picture) -> Iterator[Json]:
        """Teams shows pictures over https alone; of others the words are left."""
        if not self.room.notes:
            return
        if url := address(part.url, secure=True):
            yield {"type": "Image", "url": url, "altText": one_line(part.alternative, 500)}
        else:
            yield from blocks((part.alternative,), self.mentioned, 500, **QUIET)

    def _buttons(self, part: Buttons) -> Iterator[Json]:
        rows, lost = render_press.actions(part, self.opens, self.room.buttons)
        yield from rows
        if lost:
            sentence = say("Too long for a button, please type it: {labels}", labels=", ".join(lost))
            yield block((sentence,), self.mentioned, 300, **QUIET)

    def _rest(self, count: int) -> Iterator[Json]:
        if count > 0:
            yield block((say("… and {count} more", count=count),), self.mentioned, 100, **QUIET)
