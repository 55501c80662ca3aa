"""By what people in Teams reach each word: for the table that compares the chats."""

from collections.abc import Iterator, Mapping

from adapters.teams.extension import COMMANDS as ACTIONS
from adapters.teams.manifest import ALONE, EXTENSIONS, TOGETHER

HAPPENS: Mapping[str, str] = {
    "home_opened": "`home` in the personal chat, or adding the app there",
    "joined": "somebody joins a team or chat that Caseline is in",
    "left": "somebody leaves it",
    "message_deleted": "a message is deleted, where the team lets Caseline read its messages",
    "message_edited": "a message is edited, likewise",
    "room_back": "a channel is restored",
    "room_gone": "a channel is deleted, or the app is removed from a team or chat",
    "room_renamed": "a channel is renamed",
    "said": "a message, where the team lets Caseline read its messages",
    "unpinned": "the reaction 📌 is taken away from a message that is on the timeline",
}
MENU = "in a message's menu"
ABSENT: Mapping[str, str] = {
    "pinned": "a reaction does not tell which words it stands on; *Add to timeline* does",
}


def ways(word: str, command: str) -> Iterator[str]:  # noqa: ARG001 - Teams knows no command but the mention
    """Empty when there is none, and then `ABSENT` says why."""
    if word in HAPPENS:
        yield HAPPENS[word]
    elif word not in {*ABSENT, *EXTENSIONS} - {"declare"}:
        yield f"`@Caseline {word}`"
        yield f"`{word}` in the personal chat"
        if word in {*ALONE, *TOGETHER}:
            yield f"`/{word}` from the list of commands"
    for action, meant in ACTIONS.items():
        if meant == word:
            title, _, places = EXTENSIONS[action]
            yield f"*{title}* {MENU if 'message' in places else 'in the compose box'}"
