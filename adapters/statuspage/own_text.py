"""Where texts of people become part of a page: escaped, and kept from disturbing what stands beside them."""

import re
from collections.abc import Mapping, Sequence
from html import escape

TITLE = 200
"""Characters of a title that are shown; who writes more writes a text."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def spoken(texts: Mapping[str, str], wanted: str, others: Sequence[str]) -> tuple[str, str]:
    """(language, text): as wanted, else in the first of the other languages that has it, else in any."""
    for language in (wanted, *others, *texts):
        if text := texts.get(language):
            return language, text
    return wanted, ""


def printable(text: str) -> str:
    """Without characters that neither HTML nor XML can carry; line breaks are all of one kind."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def inline(text: str) -> str:
    """One line between tags; its direction cannot reach beyond it."""
    return f"<bdi>{escape(one_line(text))}</bdi>"


def bare(text: str) -> str:
    """One line, ready for HTML, for places that can hold no tags."""
    return escape(undirected(text))


def undirected(text: str) -> str:
    """One line without the characters that turn what follows them around, where nothing ends them."""
    return _DIRECTION.sub("", one_line(text))


def one_line(text: str) -> str:
    return cut(" ".join(printable(text).split()), TITLE)


def paragraphs(text: str, attributes: str = "") -> str:
    """What is separated by an empty line, each with its own direction; single breaks stay breaks."""
    parts = re.split(r"\n\s*\n", printable(text).strip())
    return "".join(f'<p dir="auto"{attributes}>{escape(one).replace(chr(10), "<br>")}</p>' for one in parts)


def cut(text: str, at_most: int) -> str:
    return text if len(text) <= at_most else text[: at_most - 1].rstrip() + "…"
