"""War rooms: who comes in, and what becomes of the channel."""

from collections.abc import Iterable
from dataclasses import replace

from bot.actions import identity, mirror, outgoing
from bot.actions.change import Change, changing
from bot.domain.audit import Actor
from bot.domain.incident import Incident
from bot.domain.role import Responder
from bot.domain.room import Room, RoomState, WarRoom
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import BadInput, Conflict
from bot.world import World


def join(world: World, by: Actor, key: str) -> Incident:
    """Takes part: invited into the war room of every chat that knows them."""
    with changing(world, by, key) as change:
        change.must_be_open()
        if change.work.roles.join(Responder(key, by.person, change.now)):
            change.audit({}, {"responder": by.person})
        for room in change.rooms:
            me = mirror.everyone(world, change.work, [by.person])
            outgoing.invite(world, change.work, change.incident, room.chat, me)
        return change.incident


def came_in(world: World, by: Actor, key: str) -> bool:
    """Somebody entered the war room; who comes late is told privately what happened. False: not late."""
    now = world.clock.now()
    with world.change(by) as work:
        incident = work.incidents.lock(key)
        if incident is None or not incident.is_open:
            return False
        me = identity.identities(world, work, by.person)
        mine = [one for one in work.roles.responders(key) if one.person in me]
        if by.person not in [one.person for one in mine]:
            work.roles.join(Responder(key, by.person, now))
            Change(world, work, by, incident, now, []).audit({}, {"responder": by.person})
        late = all(one.caught_up_at is None for one in mine)
        work.roles.caught_up(key, by.person, now)
        if not late:
            return False
        outgoing.whisper(world, work, incident, room="", person=by.person, view="catchup")
        return True


def gone(world: World, by: Actor, room: WarRoom) -> None:
    """The channel was archived or the bot was removed behind our back; who wears a hat is told."""
    with changing(world, by, room.incident) as change:
        now_gone = replace(room, state=RoomState.LOST)
        change.work.rooms.save(now_gone)
        change.audit({"war_room": room.state}, {"war_room": now_gone.state})
        change.rooms = [now_gone if one.chat == room.chat else one for one in change.rooms]
        if change.incident.is_open:
            holders = {holder.person for holder in change.work.roles.of(room.incident)}
            for person in _where_it_was(change, room.chat, {change.incident.declared_by, *holders}):
                outgoing.direct(
                    world, change.work, change.incident, person=person, view="room_lost", lost=room.chat
                )


def _where_it_was(change: Change, chat: str, people: Iterable[str]) -> list[str]:
    """Each of them once, by the id that the chat of the lost room knows, where it does."""
    world, work = change.world, change.work
    return sorted({identity.in_chat(world, work, person, chat) or person for person in people})


def back(world: World, by: Actor, room: WarRoom) -> None:
    """The channel can be used again; its card is drawn as things stand now."""
    with changing(world, by, room.incident) as change:
        open_again = replace(room, state=RoomState.OPEN)
        change.work.rooms.save(open_again)
        change.audit({"war_room": room.state}, {"war_room": open_again.state})
        change.rooms = [open_again if one.chat == room.chat else one for one in change.rooms]


def renamed(world: World, by: Actor, room: WarRoom, name: str) -> None:
    """People may call it what they like; links show the new name."""
    with changing(world, by, room.incident) as change:
        change.work.rooms.save(replace(room, name=name))
        change.audit({"war_room_name": room.name}, {"war_room_name": name})


def adopt(world: World, by: Actor, key: str, here: Room) -> None:
    """This channel becomes the war room of the incident, in place of one that is not usable."""
    with changing(world, by, key) as change:
        change.must_be_open()
        if change.work.rooms.at(here.id) is not None:
            raise Conflict(say("This channel already is the war room of an incident."))
        earlier = next((room for room in change.rooms if room.chat == here.chat), None)
        if earlier and earlier.state in (RoomState.OPEN, RoomState.OPENING):
            raise Conflict(_has_one(earlier))
        adopted = WarRoom(
            key, here.chat, here.workspace, here.id, here.name, state=RoomState.OPEN, adopted=True
        )
        if earlier:
            change.work.rooms.save(adopted)
        else:
            change.work.rooms.add(adopted)
        change.rooms = [room for room in change.rooms if room.chat != here.chat] + [adopted]
        change.audit({}, {"war_room": here.id})
        change.redraw()  # The card comes first; what is told afterwards stands below it.
        change.happened(Kind.ROOM, _adopted_text(change, here))


def _adopted_text(change: Change, here: Room) -> str:
    """Where it is the only one, in its own words; otherwise the other rooms read it, too."""
    if len(change.rooms) < 2:
        return say("This channel is now the war room")
    name, chat = here.name or here.id.partition(":")[2], here.chat.capitalize()
    if change.incident.relay:
        return say(
            "#{name} in {chat} is now a war room; what is written in one is shown in the other",
            name=name,
            chat=chat,
        )
    return say("#{name} in {chat} is now a war room, too", name=name, chat=chat)


def _has_one(room: WarRoom) -> str:
    if room.state is RoomState.OPENING:
        return say("The war room of {key} is being opened.", key=room.incident)
    return say("{key} has a war room: #{name}.", key=room.incident, name=room.name)


def open_new(world: World, by: Actor, key: str, chat: str) -> None:
    """A new war room in this chat, where there is none or the one there failed or is gone."""
    with changing(world, by, key) as change:
        change.must_be_open()
        earlier = next((room for room in change.rooms if room.chat == chat), None)
        if earlier and earlier.state in (RoomState.OPEN, RoomState.OPENING):
            raise Conflict(_has_one(earlier))
        _must_be_connected(world, chat)
        fresh = WarRoom(key, chat, earlier.workspace if earlier else _workspace(change, chat))
        if earlier:
            change.work.rooms.save(fresh)
        else:
            change.work.rooms.add(fresh)
        change.rooms = [room for room in change.rooms if room.chat != chat] + [fresh]
        change.audit({"war_room": earlier.state if earlier else ""}, {"war_room": fresh.state})
        outgoing.open_room(world, change.work, change.incident, chat)
        if not earlier and len(change.rooms) > 1:
            change.happened(Kind.ROOM, _coming_text(change, chat.capitalize()))


def _coming_text(change: Change, chat: str) -> str:
    """Who writes in one room should know who reads it."""
    if change.incident.relay:
        return say(
            "A war room in {chat} is being opened; what is written in one is shown in the other", chat=chat
        )
    return say("A war room in {chat} is being opened", chat=chat)


def _must_be_connected(world: World, chat: str) -> None:
    if chat not in world.voices:
        known = ", ".join(world.voices)
        raise BadInput(
            say("{chat} is not connected; there are {known}.", chat=chat.capitalize(), known=known)
        )


def _workspace(change: Change, chat: str) -> str:
    if chat == change.incident.chat:
        return change.incident.workspace
    return mirror.workspace(change.world, change.work, change.by.person, chat)


def archive(world: World, by: Actor, key: str, chat: str) -> None:
    """On request, once the incident is over; a channel that was there before us stays."""
    with changing(world, by, key) as change:
        if change.incident.is_open:
            raise Conflict(say("{key} is open; its war room is still needed.", key=key))
        usable = [room for room in change.rooms if room.chat == chat and room.state is RoomState.OPEN]
        if not usable:
            raise Conflict(say("{key} has no war room that could be archived.", key=key))
        if usable[0].adopted:
            raise Conflict(say("This channel was there before {key}; archive it by hand.", key=key))
        change.audit({"war_room": RoomState.OPEN}, {"war_room": RoomState.CLOSED})
        change.redraw()
        lane = f"{chat}:{key}"
        outgoing.put(world, change.work, change.incident, outgoing.Order("close_room", chat, lane=lane))
