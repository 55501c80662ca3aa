"""Passes what people write in one war room on to the others, and what they do to it afterwards."""

from dataclasses import replace

from bot.actions import outgoing
from bot.actions.change import Change, changing
from bot.domain.audit import Actor
from bot.domain.incident import Incident
from bot.domain.interaction import Message
from bot.domain.relay import Relayed
from bot.domain.room import RoomState, WarRoom
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import Conflict
from bot.ports import Work
from bot.world import World

TELLS = (RoomState.OPEN, RoomState.OPENING)
"""Rooms that will hear of it: also those on the way, which get it behind their card."""


def source_of(room: str, message: str) -> str:
    """A name that no message of another room has."""
    return f"{room}/{message}"


def said(world: World, by: Actor, here: WarRoom, message: Message, *, name: str) -> bool:
    """A message of a person in a war room; False when nobody else has to hear it."""
    with world.store.read() as work:
        incident = work.incidents.get(here.incident)
        if incident is None or not _others(work, incident, here.chat) or not incident.relay:
            return False
    with world.change(by) as work:
        source = source_of(here.room, message.id)
        if work.relays.copy_at(here.room, message.id):
            return False
        thread = message.thread if message.thread != message.id else ""
        told = Relayed(
            source=source,
            incident=incident.key,
            room=here.room,
            thread=thread,
            author=by.person,
            name=name,
            text=message.text.strip(),
            files=message.files,
            at=world.clock.now(),
        )
        if not work.relays.add(told):
            return False
        _tell(world, work, incident, told)
    return True


def _others(work: Work, incident: Incident, chat: str) -> list[WarRoom]:
    return [one for one in work.rooms.of(incident.key) if one.chat != chat and one.state in TELLS]


def _tell(world: World, work: Work, incident: Incident, told: Relayed) -> None:
    """In every other room, behind what that room still has to hear; once, as it reads by then."""
    for room in _others(work, incident, told.chat):
        order = outgoing.Order(
            "relay",
            room.chat,
            lane=outgoing.lane_of(incident.key, room.chat),
            slot=f"{incident.key}/relay/{room.chat}/{told.source}",
            data={"source": told.source},
        )
        outgoing.put(world, work, incident, order)


def follow(world: World, source: str, message: Message, *, deleted: bool) -> bool:
    """What was edited or deleted where it was written follows in the other rooms."""
    with world.store.read() as work:
        if work.relays.get(source) is None:
            return False
    with world.store.change() as work:
        told = work.relays.get(source)
        if told is None or told.removed_at:
            return False
        now = replace(told, text=message.text.strip(), files=message.files or told.files)
        if deleted:
            now = replace(told, text="", files={}, removed_at=world.clock.now())
        if now == told:
            return False
        work.relays.save(now)
        incident = work.incidents.get(told.incident)
        if incident:
            _tell(world, work, incident, now)
    return True


def switch(world: World, by: Actor, key: str, *, on: bool) -> Incident:
    """From now on what is written in one war room is passed on, or is not."""
    with changing(world, by, key) as change:
        if len(change.rooms) < 2:
            raise Conflict(say("{key} has one war room; there is none to pass messages on to.", key=key))
        if change.incident.relay is on:
            raise Conflict(_as_it_is(change, on=on))
        change.save(relay=on)
        change.happened(
            Kind.ROOM,
            say("Messages are passed on between the war rooms")
            if on
            else say("Messages are no longer passed on between the war rooms"),
        )
        return change.incident


def _as_it_is(change: Change, *, on: bool) -> str:
    key = change.incident.key
    if on:
        return say("Messages are passed on between the war rooms of {key} already.", key=key)
    return say("Messages are not passed on between the war rooms of {key} anyway.", key=key)
