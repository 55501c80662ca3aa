"""Words, as Teams wants them: cleaned, cut, and unable to format, link or mention.

Two ways of writing. *Literal* is for `TextRun`, inputs and buttons, where Markdown is not read;
*escaped* is for `TextBlock` and `Fact`, where it is. In both, `{{DATE(…)}}` is broken, which
clients replace everywhere, and `<at>`, which would be a mention.
Sizes are counted in UTF-16 units, as Teams counts them.
https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
"""

import json
import re
from collections.abc import Callable
from datetime import UTC
from typing import Any, assert_never

from adapters.doors.text import BREAKS, WORD_JOINER, cut, fallback, isolated, size
from bot.domain.card import Bold, Code, Link, Mention, Moment, RoomLink, Show, Span, Struck

Json = dict[str, Any]

# Controls, explicit direction marks and lone surrogates: nobody types them to be read.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ORDINARY = re.compile("[A-Za-z(·][ !\"$%'(),./0-9:;?@A-Z^a-z\u00a1-\u024f\u2010-\u2026-]*").fullmatch
"""Nothing in it has to be cleaned, escaped or counted with care, wherever it stands."""
_TAG = re.compile("<(?=[^\\s<])")
_BRACES = re.compile(r"\{(?=\{)")
_MARKS = re.compile(r"[\\*_~`\[\]]")
_ENTITY = re.compile(r"&(?=#|[A-Za-z0-9]*(?:;|$))", re.MULTILINE)
_LINE_START = re.compile(r"^([ \t]*)(?=[#>+=|-])", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})(?=[.)])", re.MULTILINE)
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def weight(drawn: object) -> int:
    """How much of a card's size this takes: its JSON, in UTF-16 units."""
    return size(written(drawn))


def sendable(text: str) -> str:
    """For data that comes back: whole, but for half characters, which no JSON may carry."""
    return text.encode("utf-8", "replace").decode()


def clean(text: str) -> str:
    """Without what is unseen and would change how the rest is shown."""
    return _UNSEEN.sub("", BREAKS.sub("\n", text))


def literal(text: str, at_most: int) -> str:
    """For places where Markdown is not read; what would be markup elsewhere is broken all the same."""
    return _written(text, at_most, _unmarked)


def escaped(text: str, at_most: int, *, begins: bool = True) -> str:
    """For places where Markdown is read; not `begins`: where words stand before it on its line."""
    return _written(text, at_most, _begun if begins else _backslashed)


def one_line(text: str, at_most: int) -> str:
    """A label or title; never empty, since clients show nothing to press then."""
    return literal(" ".join(clean(text).split()), at_most) or "–"


def _written(text: str, at_most: int, write: Callable[[str], str]) -> str:
    if len(text) <= at_most and _ORDINARY(text):
        return text
    return isolated(write(cut(clean(text), at_most)))


def _unmarked(text: str) -> str:
    return _BRACES.sub("{" + WORD_JOINER, _TAG.sub("<" + WORD_JOINER, text))


def _backslashed(text: str) -> str:
    """Only what could mean something is escaped, so that little goes wrong where a client reads less.

    A joiner stands behind every brace and tag, since another span may follow that completes it.
    """
    text = _MARKS.sub(r"\\\g<0>", text)
    text = _ENTITY.sub("&amp;", text)
    text = text.replace("<", f"&lt;{WORD_JOINER}")
    return text.replace("{", "{" + WORD_JOINER)


def _begun(text: str) -> str:
    """Lists, headings and quotes are what they are only at the beginning of a line."""
    return _NUMBERED.sub(r"\1\\", _LINE_START.sub(r"\1\\", _backslashed(text.lstrip(" \t"))))


def address(url: str, *, secure: bool = False) -> str:
    """A web address that can stand in a link, or an empty string when it is none."""
    url = re.sub(r"\s", "", clean(url))
    if not _WEB.match(url) or size(url) > 2000 or (secure and not url.lower().startswith("https")):
        return ""
    for mark in '<>()[]{}"\\|`':
        url = url.replace(mark, f"%{ord(mark):02X}")
    return url


def moment(one: Moment) -> str:
    """Replaced by each client, with the time in its reader's zone."""
    at = f"{one.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    time = f"{{{{TIME({at})}}}}"
    return time if one.show is Show.TIME else f"{{{{DATE({at}, SHORT)}}}} {time}"


def words(span: Span) -> str:
    """A span as bare words."""
    match span:
        case str():
            return span
        case Bold() | Code() | Struck():
            return span.text
        case Mention():
            return span.name or span.person
        case RoomLink():
            return f"#{span.name.removeprefix('#')}"
        case Moment():
            return fallback(span.at)
        case Link():
            return span.label or span.url
        case _:
            assert_never(span)
