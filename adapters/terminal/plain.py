"""Text for a terminal: foreign text may neither move the cursor nor turn the line around."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def harmless(text: str) -> str:
    """Control and direction characters become visible escapes; line breaks become spaces."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs"} and character != "\u200d":
        return f"\\u{ord(character):04x}"
    return character


def instant(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%SZ") if at else "–"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Harmless lines with columns of equal width; the last column is as long as it is."""
    cells = [[harmless(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]


def record(noun: "DataclassInstance") -> dict[str, Any]:
    """A noun as plain JSON values."""
    return {name: _plain(value) for name, value in asdict(noun).items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def as_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)
