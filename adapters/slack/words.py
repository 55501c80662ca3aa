"""What people typed in Slack, in the words of the bot.

Slack sends text escaped (`&amp;`) and writes people, rooms and links between angle
brackets; a typed bracket arrives as `&lt;`, so every real one belongs to Slack.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.doors.payload import whole
from adapters.doors.words import first_word, sayable
from adapters.slack import ids

_TOKEN = re.compile(r"<([^<>]*)>")
_PERSON = re.compile(r"[UW][A-Z0-9]{1,30}")


@dataclass(frozen=True, slots=True)
class Said:
    """`mentions` maps person ids to their names, empty where Slack told none."""

    text: str
    mentions: Mapping[str, str] = field(default_factory=dict)


def said(raw: str) -> Said:
    """Text as typed: mentions as `@slack:U012`, rooms as `#name`, links as plain addresses."""
    raw = whole(raw)
    if "<" not in raw:
        return Said(unescape(raw))
    mentions: dict[str, str] = {}
    pieces: list[str] = []
    end = 0
    for found in _TOKEN.finditer(raw):
        pieces += unescape(raw[end : found.start()]), _token(found[1], mentions)
        end = found.end()
    pieces.append(unescape(raw[end:]))
    return Said("".join(pieces), mentions)


def unescape(text: str) -> str:
    """The three entities that Slack writes, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(inside: str, mentions: dict[str, str]) -> str:
    target, _, label = inside.partition("|")
    label = unescape(label)
    if target.startswith("@") and _PERSON.fullmatch(target[1:]):
        mentions[ids.ours(target[1:])] = label
        return f"@{ids.ours(target[1:])}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return unescape(target.removeprefix("mailto:"))


def spoken_to(raw: str, bot: str) -> str:
    """What was said to the bot: the text behind its first mention, or before it when nothing follows."""
    parts = re.split(rf"<@{re.escape(bot)}(?:\|[^<>]*)?>", raw, maxsplit=1) if bot else [raw]
    if len(parts) == 1:
        return raw.strip()
    before, after = parts
    return after.strip(" \t\r\n:,") or before.strip()


def typed(text: str) -> tuple[str, str]:
    """The first word, and the rest."""
    return sayable(*first_word(text))


def command_of(command: str, text: str, root: str) -> tuple[str, str]:
    """`/case declare x` and `/case-declare x` are the same wish."""
    if command != root and command.startswith(f"{root}-"):
        return sayable(command.removeprefix(f"{root}-"), text.strip())
    return typed(text)
