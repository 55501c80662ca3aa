"""What each chat can do, side by side; no cell is empty without a reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Ways = Callable[[str, str], Iterable[str]]
NOTHING = "Nothing:"
"""How the docstring of a voice's method begins that a chat has no use for; the reason follows."""

ASKED: Mapping[str, str] = {
    "open_room": "opens a war room",
    "close_room": "closes it at the end",
    "post": "posts cards",
    "redraw": "draws them again where they stand",
    "remove": "takes messages back",
    "whisper": "shows something to one person",
    "set_topic": "keeps the room's topic",
    "invite": "brings people in",
    "bookmark": "keeps links at hand",
    "pin": "pins the incident's card",
    "show_home": "keeps everybody's home up to date",
    "profile": "knows who people are",
    "link_to": "links to messages",
}
"""What the bot asks of every chat (`bot.ports.Voice`), in words."""


@dataclass(frozen=True)
class Chat:
    """What one chat says of itself: how words are reached there, why not, and its voice."""

    name: str
    ways: Ways
    absent: Mapping[str, str]
    voice: type


def words_table(words: Iterable[str], chats: Iterable[Chat], command: str) -> list[tuple[str, ...]]:
    chats = list(chats)
    rows = [(f"`{word}`", *(word_cell(one, word, command) for one in chats)) for word in words]
    return [("word", *(one.name for one in chats)), *rows]


def word_cell(chat: Chat, word: str, command: str) -> str:
    """Raises KeyError for a word that is not there and has no reason why."""
    return ", ".join(chat.ways(word, command)) or f"— {chat.absent[word]}"


def voices_table(chats: Iterable[Chat]) -> list[tuple[str, ...]]:
    chats = list(chats)
    rows = [(says, *(voice_cell(one.voice, method) for one in chats)) for method, says in ASKED.items()]
    return [("Caseline", *(one.name for one in chats)), *rows]


def voice_cell(voice: type, method: str) -> str:
    says = " ".join((getattr(voice, method).__doc__ or "").split())
    if not says.startswith(NOTHING):
        return "yes"
    return f"— {says.removeprefix(NOTHING).strip().rstrip('.')}"
