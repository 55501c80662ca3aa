"""Sentences and clauses of a text, as places in it. A clause that is too long to be one is cut."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from bot.domain.status_tongues.tongue import Tongue

LONGEST = 400
"""Letters of a clause. Whatever is looked for in one costs no more than this allows."""

Span: TypeAlias = tuple[int, int]

_MONTHS = "jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez"
_ENDS = re.compile(
    r"[!?;。！？；]|(?<!\d)\.(?=\s{1,3}[^\s\da-zäöüçğışéèà])"
    rf"|(?<=\d)\.(?=\s{{1,3}}(?!(?i:{_MONTHS}))[^\s\da-zäöüçğışéèà])|\.(?=\s{{0,3}}\Z)"
    r"|\n[ \t\r]{0,20}\n|\n(?=[ \t]{0,8}[-*•])"
)


@lru_cache(maxsize=64)
def _breaks(parts: str, spaces: bool) -> re.Pattern[str]:
    conjunction = ""
    if parts:
        conjunction = rf"|(?<!\w)(?:{parts})(?!\w)" if spaces else f"|{parts}"
    return re.compile(
        rf"(?<!\d),|,(?!\d)|[，、()（）\n]|(?<!\d)[:：]|[:：](?!\d)|\s[-–—]\s{conjunction}", re.IGNORECASE
    )


def sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in _ENDS.finditer(text):
        if text[start : end.start()].strip():
            yield start, end.start()
        start = end.end()
    if text[start:].strip():
        yield start, len(text)


def clauses(text: str, sentence: Span, tongue: Tongue) -> Iterator[Span]:
    """Those of one sentence, in their order."""
    start, last = sentence
    for between in _breaks(tongue.parts, tongue.spaces).finditer(text, start, last):
        yield from _short(text, start, between.start())
        start = between.end()
    yield from _short(text, start, last)


def _short(text: str, start: int, end: int) -> Iterator[Span]:
    for first in range(start, end, LONGEST):
        last = min(first + LONGEST, end)
        if not text[first:last].isspace():
            yield first, last
