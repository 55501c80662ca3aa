"""What people typed in Teams, in the words of the bot.

Text arrives with `<at>Ana</at>` where somebody was mentioned, and who that is stands beside it, in
`entities`. Anybody can type such a tag, so only what stands there counts.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.doors.payload import Payload, part_at, parts_at, text_at, whole
from adapters.doors.words import first_word, sayable
from adapters.teams import ids

MENTIONS = 100
"""A wish that names more people than that is none."""
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" ?\n ?")
_EMPTY_TAG = re.compile(r"<at(?:\s[^<>]*)?>\s*</at>")
_MARK = re.compile("\ue000(\\d{1,3})\ue001")
_MARKS = {0xE000: None, 0xE001: None}


@dataclass(frozen=True, slots=True)
class Said:
    """`mentions` maps person ids to their names; `called` says that the bot itself was mentioned."""

    text: str
    mentions: Mapping[str, str] = field(default_factory=dict)
    called: bool = False


def said(activity: Payload) -> Said:
    """Behind the bot's mention, or before it when nothing follows; somebody else's reads `@teams:29:1x`."""
    people = _mentioned(activity)
    text = _marked(whole(text_at(activity, "text")).translate(_MARKS), people)
    bot = text_at(activity, "recipient", "id")
    calls = {str(n) for n, one in enumerate(people) if text_at(one, "mentioned", "id") == bot}
    pieces = _MARK.split(text)
    called = next((n for n, piece in enumerate(pieces) if n % 2 and piece in calls), 0)
    mentions: dict[str, str] = {}
    before = _spoken(pieces[:called] if called else pieces, people, calls, mentions)
    after = _spoken(pieces[called + 1 :], people, calls, mentions).strip(" :,\n") if called else ""
    return Said(after or before, mentions, bool(calls))


def _mentioned(activity: Payload) -> list[Payload]:
    found = [one for one in parts_at(activity, "entities") if text_at(one, "type") == "mention"]
    return [one for one in found if text_at(one, "mentioned", "id")][:MENTIONS]


def _marked(text: str, people: list[Payload]) -> str:
    """Every mention's tag replaced by its number between two marks, which no person can type."""
    for n, one in enumerate(people):
        tag, name = whole(text_at(one, "text")), whole(text_at(one, "mentioned", "name"))
        if not tag or tag not in text:
            found = re.search(rf"<at(?:\s[^<>]*)?>\s*{re.escape(name)}\s*</at>", text) if name else None
            tag = found.group() if found else ""
        if tag:
            text = text.replace(tag, f"\ue000{n}\ue001", 1)
    return text


def _spoken(pieces: list[str], people: list[Payload], calls: set[str], mentions: dict[str, str]) -> str:
    """Text and numbers of mentions in turn, as one readable text; whoever is in it is added to `mentions`."""
    words: list[str] = []
    for n, piece in enumerate(pieces):
        if n % 2 == 0:
            words.append(html.unescape(_EMPTY_TAG.sub(" ", piece)))
        elif piece not in calls and int(piece) < len(people):
            somebody = part_at(people[int(piece)], "mentioned")
            id = ids.ours(text_at(somebody, "id"))
            mentions[id] = whole(text_at(somebody, "name"))
            words.append(f"@{id}" if ids.person(id) else mentions.pop(id))
    return _BREAK.sub("\n", _BLANKS.sub(" ", "".join(words))).strip()


def typed(text: str, root: str) -> tuple[str, str]:
    """The first word, and the rest; `/case declare x` and `/case-declare x` are understood here too."""
    first, rest = first_word(text)
    if first.casefold() == root:
        return typed(rest, "") if rest else ("", "")
    if root and first.casefold().startswith(f"{root}-"):
        first = first[len(root) + 1 :]
    return sayable(first.removeprefix("/"), rest)
