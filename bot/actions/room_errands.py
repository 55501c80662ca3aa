"""Errands about the war room itself: opening, closing, and what stands around its card."""

from collections.abc import Mapping
from dataclasses import replace

from bot.actions import behind, mirror, outgoing
from bot.actions.errand import Errand, incident_of, war_room_of
from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.room import RoomState, WarRoom
from bot.domain.timeline import Kind, TimelineEntry
from bot.domain.wording import say
from bot.ports import Voice, Work
from bot.world import World


def open_room(world: World, work: Work, row: Outgoing) -> Errand | None:
    room, incident = war_room_of(work, row), incident_of(work, row)
    if room is None or room.state is not RoomState.OPENING:
        return None
    slug = f"{world.settings.rooms.prefix}-{incident.number}-{incident.title}"
    people = [one for one in _invited(world, work, incident) if one.startswith(f"{row.chat}:")]
    return Errand(
        lambda voice: voice.open_room(
            row.workspace,
            slug=slug,
            title=incident.title,
            private=incident.private,
            key=row.key,
            doubtful=row.doubtful,
            near=incident.origin if incident.origin.startswith(f"{row.chat}:") else "",
            people=people,
        ),
        _opened,
    )


def _opened(world: World, work: Work, row: Outgoing, made: WarRoom) -> None:
    incident = incident_of(work, row)
    room = WarRoom(row.about, row.chat, row.workspace, made.room, made.name, made.url, state=RoomState.OPEN)
    work.rooms.save(room)
    now = world.clock.now()
    text = _opened_text(row.chat, made.name, several=len(work.rooms.of(row.about)) > 1)
    work.timeline.add(
        TimelineEntry(
            incident=row.about, at=now, recorded_at=now, kind=Kind.ROOM, text=text, by=incident.declared_by
        )
    )
    outgoing.topic(world, work, incident, row.chat)
    outgoing.invite(world, work, incident, row.chat, _invited(world, work, incident))
    outgoing.announce(world, work, incident)
    behind.tell_others(world, work, row)
    if incident.origin.startswith(f"{row.chat}:"):
        outgoing.whisper(
            world, work, incident, room=incident.origin, person=incident.declared_by, view="room_open"
        )


def _opened_text(chat: str, name: str, *, several: bool) -> str:
    if several:
        return say("War room #{name} opened in {chat}", name=name, chat=chat.capitalize())
    return say("War room #{name} opened", name=name)


def _invited(world: World, work: Work, incident: Incident) -> list[str]:
    """Everybody who should be in the war room from the start, by all their identities."""
    people = {incident.declared_by}
    people.update(holder.person for holder in work.roles.of(incident.key))
    people.update(responder.person for responder in work.roles.responders(incident.key))
    if not incident.private:
        for name in world.settings.rooms.invite:
            people.update(world.settings.people[name].ids)
    return mirror.everyone(world, work, people)


def close_room(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room = war_room_of(work, row)
    if room is None or room.state is not RoomState.OPEN or incident_of(work, row).is_open:
        return None
    return Errand(lambda voice: voice.close_room(row.workspace, room.room), _closed)


def _closed(_world: World, work: Work, row: Outgoing, _: None) -> None:
    room = war_room_of(work, row)
    if room:
        work.rooms.save(replace(room, state=RoomState.CLOSED))


def _open_war_room(work: Work, row: Outgoing) -> WarRoom | None:
    room = war_room_of(work, row)
    return room if room and room.state is RoomState.OPEN else None


def topic(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room, incident = _open_war_room(work, row), incident_of(work, row)
    if room is None:
        return None
    state = incident.phase if incident.is_open else incident.status.value
    drill = f"{say('DRILL')} · " if incident.drill else ""
    topic = f"{drill}{incident.key} · {incident.severity} · {state} · {incident.title}"
    return Errand(lambda voice: voice.set_topic(row.workspace, room.room, topic))


def invite(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room = _open_war_room(work, row)
    if room is None:
        return None
    people = [str(person) for person in row.data["people"]]
    return Errand(lambda voice: voice.invite(row.workspace, room.room, people), _invite_result)


def _invite_result(world: World, work: Work, row: Outgoing, left_out: Mapping[str, str]) -> None:
    if left_out:
        lane = f"{row.chat}:{row.about}"
        incident, data = incident_of(work, row), {"people": dict(left_out)}
        outgoing.put(
            world, work, incident, outgoing.Order("show", row.chat, lane=lane, view="left_out", data=data)
        )


def pin(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room = _open_war_room(work, row)
    if room is None:
        return None
    return Errand(lambda voice: voice.pin(row.workspace, room.room, str(row.data["message"])))


def bookmark(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room = _open_war_room(work, row)
    if room is None:
        return None
    label = say("{key} at a glance", key=row.about)
    first = bool(row.data.get("first")) and not row.tries and not row.doubtful

    def carry(voice: Voice) -> None:
        url = voice.link_to(row.workspace, room.room, str(row.data["message"]))
        if url:
            voice.bookmark(row.workspace, room.room, label, url, first=first)

    return Errand(carry)
