"""Finding things in what a chat sent, whatever shape it really has.

Objects are told by `dict`, which JSON gives; to ask for `Mapping` costs several times as much.
"""

from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]


def text_at(raw: Any, *path: str) -> str:
    """The text at this place, or an empty string where there is none."""
    for name in path:
        raw = raw.get(name) if isinstance(raw, dict) else None
    return raw if isinstance(raw, str) else ""


def part_at(raw: Any, *path: str) -> Payload:
    """The object at this place, or an empty one."""
    for name in path:
        raw = raw.get(name) if isinstance(raw, dict) else None
    return raw if isinstance(raw, dict) else {}


def parts_at(raw: Any, *path: str) -> list[Payload]:
    """The objects in the list at this place."""
    *way, last = path
    found = part_at(raw, *way).get(last)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def whole(text: str) -> str:
    """Without halves of characters, which JSON can carry but no database can keep."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
