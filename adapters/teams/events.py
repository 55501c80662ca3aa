"""What happens in Teams without anybody speaking to us, read into wishes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from adapters.doors.payload import Payload, parts_at, text_at
from adapters.teams import ids
from adapters.teams.interactions import is_a_machine, message_of
from adapters.teams.wish import Shape, Wish, room_of, wish, wish_id
from adapters.teams.words import said
from bot.domain.interaction import Message
from bot.domain.room import Room

MARKS = ("pushpin", "1f4cc")
"""Reactions with one of these in their name put a message on the timeline."""
_ROOM_EVENTS = {
    "channelDeleted": "room_gone",
    "channelRenamed": "room_renamed",
    "channelRestored": "room_back",
}


def written(raw: Payload) -> Wish | None:
    """What people write among themselves, which we are only told where a team allowed it."""
    found = message_of(raw)
    if found is None or is_a_machine(raw) or not (found.text or found.files):
        return None
    base = wish(raw, "said", Shape.REPORTED)
    return None if base.where.alone else replace(base, message=found, mentions=said(raw).mentions)


def changed(raw: Payload) -> Iterator[Wish]:
    """People and channels that came, went or changed their names."""
    event = text_at(raw, "channelData", "eventType")
    if event in _ROOM_EVENTS:
        yield _of_the_channel(raw, _ROOM_EVENTS[event])
    bot = text_at(raw, "recipient", "id")
    for command, names in (("joined", "membersAdded"), ("left", "membersRemoved")):
        for n, member in enumerate(parts_at(raw, names)):
            if text_at(member, "id") != bot:
                yield _by_a_member(raw, command, member, n)
            elif command == "left":
                yield _in_our_name(raw, "room_gone")


def _of_the_channel(raw: Payload, command: str) -> Wish:
    """It is told in the team's General channel and is about another one."""
    channel = text_at(raw, "channelData", "channel", "id")
    name, tenant = text_at(raw, "channelData", "channel", "name"), text_at(raw, "channelData", "tenant", "id")
    room = Room(ids.ours(channel), name, tenant) if channel else room_of(raw)
    return replace(_in_our_name(raw, command), room=room)


def _in_our_name(raw: Payload, command: str) -> Wish:
    """Teams does not always say who did it."""
    base = wish(raw, command, Shape.REPORTED)
    bot = text_at(raw, "recipient", "id")
    return replace(base, person={"id": bot, "name": "Teams"}, where=replace(base.where, person=bot))


def _by_a_member(raw: Payload, command: str, member: Payload, n: int) -> Wish:
    base = wish(raw, command, Shape.REPORTED)
    where = replace(base.where, person=text_at(member, "id"))
    id = f"{base.id}:{n}" if base.id else ""
    return replace(base, id=id, person=member, where=where)


def installed(raw: Payload) -> Iterator[Wish]:
    """Added to a chat or a team, or removed from it; that a new version came is nobody's business."""
    action = text_at(raw, "action")
    if action == "add":
        base = wish(raw, "", Shape.WELCOME)
        yield replace(base, command="home_opened" if base.where.alone else "help")
    elif action == "remove":
        yield _in_our_name(raw, "room_gone")


def edited(raw: Payload) -> Iterator[Wish]:
    yield from _rewritten(raw, "message_edited")


def deleted(raw: Payload) -> Iterator[Wish]:
    yield from _rewritten(raw, "message_deleted")


def _rewritten(raw: Payload, command: str) -> Iterator[Wish]:
    """An edit has the id of the message that it changes, so it needs an id of its own."""
    found = message_of(raw)
    if found is None or is_a_machine(raw):
        return
    base = wish(raw, command, Shape.REPORTED)
    if base.where.alone:
        return
    told = text_at(raw, "localTimestamp") or text_at(raw, "timestamp")
    id = wish_id(base.where.conversation, found.id, command, told)
    yield replace(base, id=id, message=found, mentions=said(raw).mentions)


def reacted(raw: Payload) -> Iterator[Wish]:
    """The text is not in the event, so a mark that is set says nothing; one taken away does."""
    on = text_at(raw, "replyToId")
    taken = [text_at(one, "type") for one in parts_at(raw, "reactionsRemoved")]
    if on and any(mark in kind for kind in taken for mark in MARKS) and not is_a_machine(raw):
        message = Message(on, "", "")
        yield replace(wish(raw, "unpinned", Shape.REPORTED), message=message)


READERS: Mapping[str, Callable[[Payload], Iterator[Wish]]] = {
    "conversationUpdate": changed,
    "installationUpdate": installed,
    "messageUpdate": edited,
    "messageDelete": deleted,
    "messageReaction": reacted,
}
