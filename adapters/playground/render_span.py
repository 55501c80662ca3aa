"""The one place where foreign text becomes HTML: escaped, and kept from disturbing its surroundings."""

import re
from html import escape
from typing import assert_never
from urllib.parse import urlsplit

from bot.domain.card import Bold, Code, Line, Link, Mention, Moment, RoomLink, Span, Struck

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def cut(text: str, at_most: int) -> str:
    return text if len(text) <= at_most else text[: at_most - 1].rstrip() + "…"


def attribute(text: str) -> str:
    """For use between double quotes."""
    return escape(_UNPRINTABLE.sub("\ufffd", text), quote=True)


def plain(text: str) -> str:
    """Text between tags; direction marks cannot reach beyond it."""
    safe = attribute(text)
    return f"<bdi>{safe}</bdi>" if _DIRECTION.search(safe) else safe


def address(url: str) -> str:
    """The address ready for an attribute, or an empty string when it is none that may be opened.

    Only http, https and paths of this very page are opened.
    """
    if any(ord(letter) < 33 or letter == "\\" for letter in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    outside = parts.scheme in {"http", "https"} and bool(parts.netloc)
    inside = not parts.scheme and not parts.netloc and url.startswith("/") and not url.startswith("//")
    return attribute(url) if outside or inside else ""


def short_name(id: str) -> str:
    """`ana` of `playground:ana`; ids of other chats stay whole."""
    return id.removeprefix("playground:")


def draw_line(line: Line) -> str:
    return "".join(draw_span(span) for span in line)


def draw_span(span: Span) -> str:  # noqa: C901, PLR0911  # One line for each span.
    match span:
        case str():
            return plain(span)
        case Bold(text):
            return f"<strong>{plain(text)}</strong>"
        case Code(text):
            return f'<code dir="ltr">{plain(text)}</code>'
        case Struck(text):
            return f'<s><span class="aloud">formerly </span>{plain(text)}</s>'
        case Mention(person, name):
            return mention(short_name(person), name)
        case RoomLink(room, name):
            return room_link(short_name(room), name)
        case Moment(at, show):
            written = at.strftime("%H:%M UTC" if show == "time" else "%Y-%m-%d %H:%M UTC")
            return f'<time datetime="{attribute(at.isoformat())}" data-show="{show.value}">{written}</time>'
        case Link(label, url):
            return link(label, url)
        case _:
            assert_never(span)


def mention(key: str, name: str) -> str:
    return f'<span class="mention" data-person="{attribute(key)}">@{plain(name or key)}</span>'


def room_link(name: str, shown: str) -> str:
    label = plain("#" + (shown or name).lstrip("#"))
    return f'<a class="room" href="#{attribute(name.lstrip("#"))}">{label}</a>'


def link(label: str, url: str) -> str:
    """A link that must not be opened is shown as its words alone."""
    target = address(url)
    if not target:
        return plain(label)
    outside = "" if target.startswith("/") else ' target="_blank" rel="noopener noreferrer nofollow"'
    return f'<a href="{target}"{outside}>{plain(label or url)}</a>'
