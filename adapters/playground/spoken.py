"""What was typed, told apart: a command for Caseline, or words for people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.playground.people import BOT, CHAT, Character
from bot.domain.room import Room

_MENTION = re.compile(r"(?<![\w@])@([A-Za-z][A-Za-z0-9]*)\b")
_TO_BOT = re.compile(rf"(?i)^\s*@{BOT}\b[,:]?\s*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """`mentions` maps person ids to names, as `Interaction` wants them."""

    word: str
    words: str
    mentions: Mapping[str, str]


def to_bot(text: str, command: str, room: Room) -> str | None:
    """What is said to Caseline, or None when it is said to people; a slash that nobody owns is None too."""
    stripped = text.strip()
    first, _, rest = stripped.partition(" ")
    if first.casefold() == command:
        return rest
    if first.casefold().startswith(f"{command}-"):
        return f"{first[len(command) + 1 :]} {rest}"
    if found := _TO_BOT.match(text):
        return text[found.end() :]
    return stripped if room.direct else None


def is_slash(text: str) -> bool:
    return re.match(r"\s*/[a-z][a-z0-9_-]*(\s|$)", text) is not None


def understand(said: str, people: Mapping[str, Character]) -> Spoken:
    """The first word, the rest as typed, and who is mentioned in it by a known name."""
    found = {one.name.casefold(): one for one in people.values()} | {one.key: one for one in people.values()}
    mentions: dict[str, str] = {}

    def known(match: re.Match[str]) -> str:
        person = found.get(match[1].casefold())
        if person is None:
            return match[0]
        mentions[person.id] = person.name
        return f"@{CHAT}:{person.key}"

    parts = said.strip().split(None, 1)
    word = parts[0].casefold() if parts else ""
    words = _MENTION.sub(known, parts[1]) if len(parts) > 1 else ""
    return Spoken(word=word, words=words, mentions=mentions)
