"""Which word was typed, and what may not be typed at all."""

from bot.domain.incident import KEY

HIDDEN = frozenset(
    "joined left said home_opened pinned unpinned message_edited message_deleted declare_from note_from "
    "link_from ticket_from room_gone room_back room_renamed".split()
)
"""Words that only the door itself may say; typed, they are words like any other unknown one."""


def first_word(text: str) -> tuple[str, str]:
    """The first word, and the rest; both empty when nothing was said."""
    first, *behind = text.split(None, 1) or [""]
    return first, behind[0].rstrip() if behind else ""


def sayable(first: str, rest: str) -> tuple[str, str]:
    """The same, with a hidden word spoilt; behind a key it is the second word that counts."""
    if KEY.match(first) and rest:
        second, *others = rest.split(None, 1)
        return first, " ".join((_spoilt(second), *others))
    return _spoilt(first), rest


def _spoilt(word: str) -> str:
    return f"{word}?" if word.strip(":,.!").casefold() in HIDDEN else word
