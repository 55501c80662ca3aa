"""How Slack's ids look inside the bot, and back again; the only place that knows the prefix.

People and rooms are `slack:U012` and `slack:C012`; a room may also be named, `slack:#incidents`,
where something is only posted. A message is its timestamp.
"""

import re
from datetime import UTC, datetime

_PERSON = re.compile(r"[UW][A-Z0-9]{1,30}")
_ROOM = re.compile(r"[CDG][A-Z0-9]{1,30}")
_MESSAGE = re.compile(r"(\d{1,10})\.(\d{1,6})", re.ASCII)
CHAT = "slack"


def ours(id: str) -> str:
    """`U012` becomes `slack:U012`; an empty id stays empty."""
    return f"{CHAT}:{id}" if id else ""


def theirs(id: str) -> str:
    """`slack:U012` becomes `U012`; what belongs to another chat becomes empty."""
    chat, colon, rest = id.partition(":")
    if not colon:
        return id
    return rest if chat == CHAT else ""


def person(id: str) -> str:
    """Slack's own id of this person, or an empty string when Slack does not know them."""
    found = theirs(id)
    return found if _PERSON.fullmatch(found) else ""


def room(id: str) -> str:
    """Slack's own id of this room, or an empty string when it is a name or of another chat."""
    found = theirs(id)
    return found if _ROOM.fullmatch(found) else ""


def said_at(message: str) -> datetime | None:
    """When this message was said, in Slack's own order; None for what is no message's id."""
    if not (found := _MESSAGE.fullmatch(message)):
        return None
    return datetime.fromtimestamp(int(found[1]), UTC).replace(microsecond=int(found[2].ljust(6, "0")))
