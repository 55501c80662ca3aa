"""What pens do to foreign words whatever the chat: count, cut, and keep their direction to themselves.

Sizes are UTF-16 units: Teams counts so, and for Slack it is the most cautious reading of "characters".
"""

import re
from datetime import UTC, datetime

WORD_JOINER = "\u2060"
BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029\x0b\x0c]")
"""Everything besides the line feed at which somebody's program begins a new line."""

_ISOLATE, _ISOLATE_END = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, at_most: int) -> str:
    """The text, or its beginning and an ellipsis."""
    if size(text) <= at_most:
        return text
    kept = text.encode("utf-16-le", "replace")[: 2 * (at_most - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip(" \n\t\u200d\ufe0f") + "…"


def isolated(text: str) -> str:
    """Text that runs from right to left is kept from reordering its neighbours."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    return "\n".join(f"{_ISOLATE}{line}{_ISOLATE_END}" if line else line for line in text.split("\n"))


def fallback(at: datetime) -> str:
    """A moment where it cannot be drawn in the reader's zone."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
