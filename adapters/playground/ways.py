"""By what people in the playground reach each word: for the table that compares the chats."""

from collections.abc import Iterator, Mapping

HAPPENS: Mapping[str, str] = {
    "declare_from": "*Declare an incident from this…* in a message's menu",
    "home_opened": "opening *Home*",
    "joined": "somebody joins a channel",
    "left": "somebody leaves it",
    "link_from": "*Link its tickets* in a message's menu",
    "message_deleted": "a message is deleted",
    "message_edited": "a message is edited",
    "note_from": "*Add to the timeline* in a message's menu",
    "pinned": "a message is marked",
    "said": "a message in a channel",
    "ticket_from": "*Make a ticket…* in a message's menu",
    "unpinned": "its mark is taken away",
}
ABSENT: Mapping[str, str] = {
    "room_back": "channels of the playground are archived for good",
    "room_gone": "only Caseline itself archives channels there",
    "room_renamed": "channels of the playground keep their names",
}


def ways(word: str, command: str) -> Iterator[str]:
    """Empty when there is none, and then `ABSENT` says why."""
    if word in HAPPENS:
        yield HAPPENS[word]
    elif word not in ABSENT:
        yield f"`{command} {word}`"
        yield f"`@Caseline {word}`"
