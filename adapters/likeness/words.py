"""Takes a text apart into the words by which it is compared."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

LONGEST = 600
"""Characters of a text that are looked at; what it is about stands in front."""

_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_QUOTED = re.compile(
    r"^[ \t]*(?:>|-{2,}[ \t]*$|_{5,}|-{2,}\s*(?:original|urspr|forwarded|weitergeleitet|mensaje|message)"
    r"|(?:on|am|le|el|il|em)\b[^\n]{5,120}(?:wrote|schrieb|écrit|escribió|ha scritto|escreveu)\b[^\n]{0,60}:"
    r"|(?:from|von|de|da|kimden)[ \t]*:[^\n]*@)",
    re.IGNORECASE | re.MULTILINE,
)
"""Where somebody else's words, or a signature, begin."""
_PREFIX = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|rv|tr|ynt|ilt|sv|antw|res|enc)\s*:\s*|\[[^\]\n]{1,30}\]\s*)+", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]+", re.IGNORECASE)
_HTTP = re.compile(r"4[0-2]\d|50\d")
_ID = re.compile(r"(?=.*\d)(?:\d+|.{5,})|.{41,}")
"""Numbers and names of single things; `2fa` and `3ds` are words."""
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Japanese, Chinese
)
_RUN = re.compile(f"[{_NO_SPACES}]+")
_WORD = re.compile(rf"[{_NO_SPACES}]+|[^\W_{_NO_SPACES}]+(?:['’.&-][^\W_{_NO_SPACES}]+)*")
_JOINT = re.compile(r"['’.&-]")
_ARTICLE = re.compile(r"^(?:[dlnsjmct]|qu)['’](?=\w{3})|['’]s$", re.IGNORECASE)
"""What French and Italian put in front of a word with an apostrophe, and English behind it."""


class Word(NamedTuple):
    """`written` is how it reads in the text, `folded` what it is compared by."""

    written: str
    folded: str


def tidy(text: str) -> str:
    """The beginning of what the writer says here: no marks of replies, quoted mails, addresses."""
    seen = _UNSEEN.sub("", text[: 2 * LONGEST])[:LONGEST]
    if not seen.isascii():
        seen = unicodedata.normalize("NFKC", seen)[:LONGEST]
    if quoted := _QUOTED.search(seen):
        seen = seen[: quoted.start()]
    return _ADDRESS.sub(" ", _PREFIX.sub("", seen))


class Splitter:
    """Takes apart many tidy texts that say much the same: what was seen before need not be read again."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Word, ...]] = {}

    def split(self, text: str) -> list[Word]:
        """Every word, in order; pairs of characters where a script has no spaces."""
        words: list[Word] = []
        for found in _WORD.findall(text):
            if (parts := self._seen.get(found)) is None:
                parts = self._seen[found] = tuple(_parts(found))
            words += parts
        return words


def _parts(found: str) -> Iterator[Word]:
    """`check-out` is one word and `card-payments` are two: what is short does not stand alone."""
    if found.isascii() and found.isalpha() and len(found) < 41:
        yield Word(found, found.lower())
        return
    if _RUN.match(found):
        yield from (Word(pair, pair) for pair in map("".join, pairwise(found)))
        return
    bare = _ARTICLE.sub("", found)
    pieces = _JOINT.split(bare)
    if len(pieces) > 1 and any(len(piece) < 4 for piece in pieces):
        yield from _whole(bare, fold("".join(pieces)))
        return
    for piece in pieces:
        yield from _whole(piece, fold(piece))


def _whole(written: str, folded: str) -> Iterator[Word]:
    if _HTTP.fullmatch(folded) or not _ID.fullmatch(folded):
        yield Word(written, folded)


def fold(word: str) -> str:
    """In small letters and without accents, so that `Ödeme` and `odeme` are one word."""
    small = word.casefold()
    if small.isascii():
        return small
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", small)).replace("ı", "i")
    return unicodedata.normalize("NFKC", bare)
