"""Tables: Slack's own block, one a message, or a list where that block is refused."""

from collections.abc import Iterator

from adapters.slack.render_text import Json, literal, plain, section, words
from bot.domain.card import Bold, Line, Table
from bot.domain.wording import say

ROWS, COLUMNS, CELL, TEXT = 100, 20, 150, 8000


def as_block(table: Table) -> Iterator[Json]:
    """The `table` block; rows beyond its limits are counted below it."""
    rows = [[_cell((Bold(name),)) for name in table.columns[:COLUMNS]]] if table.columns else []
    left, shown = TEXT, 0
    for row in table.rows[: ROWS - 1]:
        left -= sum(len(words(span)) for cell in row[:COLUMNS] for span in cell)
        if left < 0:
            break
        padded = (*row, *((),) * (len(table.columns) - len(row)))
        rows.append([_cell(cell) for cell in padded[:COLUMNS]])
        shown += 1
    if rows and all(rows):
        yield {"type": "table", "rows": rows}
    yield from _rest(table, shown)


def as_list(table: Table) -> Iterator[Json]:
    """One line a row: the first cell, and the others with the name of their column."""
    items: list[Json] = []
    left = 6000
    for row in table.rows:
        line = _line(table.columns, row)
        left -= sum(len(words(span)) for span in line) + 10
        if left < 0:
            break
        items.append(section(line, 1000))
    if items:
        listed = {"type": "rich_text_list", "style": "bullet", "elements": items}
        yield {"type": "rich_text", "elements": [listed]}
    yield from _rest(table, len(items))


def _cell(line: Line) -> Json:
    if all(isinstance(span, str) for span in line):
        return {"type": "raw_text", "text": literal("".join(map(words, line)), CELL) or " "}
    return {"type": "rich_text", "elements": [section(line, CELL)]}


def _line(columns: tuple[str, ...], row: tuple[Line, ...]) -> Line:
    line: Line = row[0] if row else ()
    for n, cell in enumerate(row[1:], 1):
        name = (f" · {columns[n]}: ",) if n < len(columns) else (" · ",)
        line = (*line, *name, *cell)
    return line


def _rest(table: Table, shown: int) -> Iterator[Json]:
    if rest := len(table.rows) - shown:
        yield {"type": "context", "elements": [plain(say("… and {count} more", count=rest), 150)]}
