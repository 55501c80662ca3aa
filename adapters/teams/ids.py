"""How the ids of Teams look inside the bot, and back again; the only place that knows the prefix.

A person is `teams:29:1x`, as the bot's own connector calls them, or `teams:<GUID>`, as the
directory and the people picker do. A room is its conversation: `teams:19:abc@thread.tacv2`,
with `;messageid=…` behind it for a thread.
"""

import re
from urllib.parse import quote

CHAT = "teams"
_PERSON = re.compile(r"(?:28|29|8):[\w.:@+=-]{1,200}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ROOM = re.compile(r"19:[\w.:@+=-]{1,200}(?:;messageid=\d{1,20})?")
_LINKS = "https://teams.microsoft.com/l"


def ours(id: str) -> str:
    """`29:1x` becomes `teams:29:1x`; an empty id stays empty."""
    return f"{CHAT}:{id}" if id else ""


def theirs(id: str) -> str:
    """`teams:29:1x` becomes `29:1x`; what belongs to another chat becomes empty."""
    chat, colon, rest = id.partition(":")
    return rest if colon and chat == CHAT else ""


def person(id: str) -> str:
    """What Teams calls this person, or an empty string when Teams does not know them."""
    found = theirs(id)
    return found if _PERSON.fullmatch(found) else ""


def room_link(id: str) -> str:
    """Opens this conversation in Teams; empty for one to one chats and rooms of other chats.

    https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
    """
    found = theirs(id)
    if not _ROOM.fullmatch(found):
        return ""
    room, _, message = found.partition(";messageid=")
    if message:
        return f"{_LINKS}/message/{quote(room, safe='')}/{message}"
    kind = "chat" if room.endswith(("@thread.v2", "@unq.gbl.spaces")) else "channel"
    return f"{_LINKS}/{kind}/{quote(room, safe='')}/0"
