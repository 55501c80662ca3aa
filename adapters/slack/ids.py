"""How Slack's ids look inside the bot, and back again; the only place that knows the prefix.

People and rooms are `slack:U012` and `slack:C012`. A message is its timestamp where the room is
known by id, and `C012/1700.1` where it was posted to a name or to a person, so that a slot
that says `slack:#incidents` can still be redrawn.
"""

import re

_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")
_ROOM = re.compile(r"[CDG][A-Z0-9]{2,30}")
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


def message(ts: str, channel: str, asked_for: str) -> str:
    """The id of a message that was posted to `asked_for` and landed in `channel`."""
    return ts if theirs(asked_for) == channel else f"{channel}/{ts}"


def place(asked_for: str, message: str) -> tuple[str, str]:
    """Channel and timestamp of a message, from its slot's room and its id."""
    channel, slash, ts = message.rpartition("/")
    return (theirs(channel), ts) if slash else (theirs(asked_for), message)
