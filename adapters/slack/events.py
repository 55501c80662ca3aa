"""What happens in Slack without anybody speaking to us directly, read into wishes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from adapters.doors.payload import Payload, part_at, text_at
from adapters.slack import ids
from adapters.slack.interactions import message_of
from adapters.slack.payload import id_at
from adapters.slack.wish import Place, Wish, room_at, wish_id
from adapters.slack.words import said, spoken_to, typed
from bot.domain.interaction import Message

MARKS = frozenset({"pushpin", "round_pushpin"})
"""Reactions that put a message on the timeline."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One event; `bot` is our own user id in this workspace, `id` is equal for redeliveries."""

    team: str
    bot: str
    id: str
    event: Payload


def wish_of(raw: Payload, team: str, bot: str) -> Wish | None:
    """None for events that mean nothing to us, our own doings among them."""
    told = Heard(team, bot, text_at(raw, "event_id"), part_at(raw, "event"))
    read = READERS.get(text_at(told.event, "type"))
    return read(told) if read else None


def _wish(told: Heard, command: str, *, channel: str = "", user: str = "") -> Wish:
    user = user or text_at(told.event, "user")
    channel = channel or id_at(told.event, "channel")
    return Wish(
        id=wish_id(told.team, told.id),
        command=command,
        user=user,
        user_team=text_at(told.event, "user_team"),
        room=room_at(told.team, channel, text_at(told.event, "channel", "name")),
        place=Place(
            user=user,
            channel=channel,
            thread=text_at(told.event, "thread_ts"),
            message=text_at(told.event, "ts"),
            direct=channel.startswith("D"),
        ),
    )


def _spoken(told: Heard) -> Wish | None:
    """`@Caseline …`, and everything that is said to us in private."""
    if _is_a_machine(told.event) or text_at(told.event, "user") == told.bot:
        return None
    words = said(spoken_to(text_at(told.event, "text"), told.bot))
    first, rest = typed(words.text)
    return replace(_wish(told, first), words=rest, mentions=words.mentions)


def _message(told: Heard) -> Wish | None:
    kind = text_at(told.event, "subtype")
    if kind in {"message_changed", "message_deleted"}:
        return _rewritten(told, kind)
    spoken = kind in {"", "file_share", "me_message", "thread_broadcast"}
    if not spoken:
        return None
    return _spoken(told) if id_at(told.event, "channel").startswith("D") else _said(told)


def _said(told: Heard) -> Wish | None:
    """What people write to each other in a channel; what is said to us there comes as an event of its own."""
    text, message = text_at(told.event, "text"), message_of(told.event)
    own = _is_a_machine(told.event) or text_at(told.event, "user") == told.bot
    if message is None or own or (told.bot and f"<@{told.bot}" in text):
        return None
    return replace(_wish(told, "said"), message=message, mentions=said(text).mentions)


def _rewritten(told: Heard, kind: str) -> Wish | None:
    """Somebody changed or removed what they said. Slack also reports its own link previews so."""
    before = part_at(told.event, "previous_message")
    after = part_at(told.event, "message") if kind == "message_changed" else before
    message = message_of(after)
    if message is None or _is_a_machine(after) or text_at(after, "user") == told.bot:
        return None
    if id_at(told.event, "channel").startswith("D"):
        return None
    if text_at(after, "subtype") == "tombstone":
        kind = "message_deleted"
    elif kind == "message_changed" and text_at(before, "text") == text_at(after, "text"):
        return None
    word = "message_edited" if kind == "message_changed" else "message_deleted"
    who = text_at(after, "edited", "user") or text_at(after, "user") or text_at(before, "user")
    mentions = said(text_at(after, "text")).mentions
    return replace(_wish(told, word, user=who), message=message, mentions=mentions)


def _is_a_machine(message: Payload) -> bool:
    return bool(message.get("bot_id")) or text_at(message, "subtype") == "bot_message"


def _joined(told: Heard) -> Wish:
    """When it was us who came in, the room may be one that we had been taken out of."""
    return _wish(told, "room_back" if text_at(told.event, "user") == told.bot else "joined")


def _left(told: Heard) -> Wish:
    """When it was us who left, the room is gone for us."""
    return _wish(told, "room_gone" if text_at(told.event, "user") == told.bot else "left")


def _home(told: Heard) -> Wish | None:
    if text_at(told.event, "tab") != "home":
        return None
    return _wish(told, "home_opened")


def _marked(told: Heard) -> Wish | None:
    """The text is not in the event; who needs it asks Slack for it."""
    item = part_at(told.event, "item")
    reaction = text_at(told.event, "reaction").partition("::")[0]
    if text_at(item, "type") != "message" or reaction not in MARKS or not text_at(item, "ts"):
        return None
    word = "pinned" if text_at(told.event, "type") == "reaction_added" else "unpinned"
    author = text_at(told.event, "item_user")
    ts = text_at(item, "ts")
    message = Message(ts, "", ids.ours(author), at=ids.said_at(ts))
    return replace(_wish(told, word, channel=text_at(item, "channel")), message=message)


def _gone(told: Heard) -> Wish:
    return _wish(told, "room_gone", user=_whoever(told))


def _back(told: Heard) -> Wish:
    return _wish(told, "room_back", user=_whoever(told))


def _renamed(told: Heard) -> Wish:
    return _wish(told, "room_renamed", user=_whoever(told))


def _whoever(told: Heard) -> str:
    """Slack does not always say who did it; then it is told in our own name."""
    return text_at(told.event, "user") or told.bot


READERS: Mapping[str, Callable[[Heard], Wish | None]] = {
    "app_mention": _spoken,
    "message": _message,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "app_home_opened": _home,
    "reaction_added": _marked,
    "reaction_removed": _marked,
    "channel_archive": _gone,
    "channel_deleted": _gone,
    "channel_left": _gone,
    "group_archive": _gone,
    "group_deleted": _gone,
    "group_left": _gone,
    "channel_unarchive": _back,
    "group_unarchive": _back,
    "channel_rename": _renamed,
    "group_rename": _renamed,
}
