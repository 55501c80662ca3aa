"""By what people in Slack reach each word: for the table that compares the chats."""

from collections.abc import Iterator, Mapping

from adapters.slack.manifest import HYPHENATED

HAPPENS: Mapping[str, str] = {
    "declare_from": "*Declare from message* in a message's menu",
    "home_opened": "the app's Home tab",
    "joined": "somebody joins a channel that Caseline is in",
    "left": "somebody leaves it",
    "link_from": "*Link its tickets* in a message's menu",
    "message_deleted": "a message is deleted",
    "message_edited": "a message is edited",
    "note_from": "*Add to timeline* in a message's menu",
    "pinned": "the reaction 📌 or 📍",
    "room_back": "a channel is unarchived",
    "room_gone": "a channel is archived or deleted, or Caseline is taken out of it",
    "room_renamed": "a channel is renamed",
    "said": "a message in a channel that Caseline is in",
    "ticket_from": "*Make a ticket* in a message's menu",
    "unpinned": "that reaction is taken away",
}
ABSENT: Mapping[str, str] = {}


def ways(word: str, command: str) -> Iterator[str]:
    """Empty when there is none, and then `ABSENT` says why."""
    if word in HAPPENS:
        yield HAPPENS[word]
        return
    yield f"`{command} {word}`"
    if word in HYPHENATED:
        yield f"`{command}-{word}`"
    if word == "declare":
        yield "shortcut *Declare an incident*"
    yield f"`@Caseline {word}`"
