"""What changed between two texts, word by word, as people compare them."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

LONGEST = 4_000
"""Characters up to which words are compared; of longer texts only whole ones."""

_PIECES = re.compile(r"\s+|[^\s]+")


class Fate(StrEnum):
    """What became of these words: they stay as they were, are GONE, or NEW."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    fate: Fate
    text: str


def diff(before: str, after: str) -> tuple[Piece, ...]:
    """In reading order; what is GONE stands before what is NEW in its place."""
    if len(before) > LONGEST or len(after) > LONGEST:
        both = (Piece(Fate.GONE, before), Piece(Fate.NEW, after))
        return (Piece(Fate.SAME, after),) if before == after else both
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Piece] = []
    for _, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, fresh = "".join(old[i:j]), "".join(new[k:m])
        if gone == fresh:
            found.append(Piece(Fate.SAME, fresh))
            continue
        found += [Piece(fate, text) for fate, text in ((Fate.GONE, gone), (Fate.NEW, fresh)) if text]
    return tuple(found)


def is_changed(pieces: tuple[Piece, ...]) -> bool:
    return any(one.fate is not Fate.SAME for one in pieces)
