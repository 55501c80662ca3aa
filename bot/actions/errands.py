"""What each kind of outbox row asks of a voice, and what is recorded afterwards.

A kind is one function: it reads what is needed while the database is open, and returns an
errand, whose `carry` is called later with no transaction open and whose `record` writes down
what came of it. None means that nothing is left to do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.actions import outgoing, views
from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.room import RoomState, Slot, WarRoom
from bot.domain.timeline import Kind, TimelineEntry
from bot.domain.wording import say
from bot.errors import NotFound, TryLater
from bot.ports import Posted, Voice, Work
from bot.world import World


def _nothing(_world: World, _work: Work, _row: Outgoing, _result: Any) -> None:
    """Most errands leave nothing to write down but that they are done."""


@dataclass(frozen=True, slots=True)
class Errand:
    carry: Callable[[Voice], Any]
    record: Callable[[World, Work, Outgoing, Any], None] = _nothing


def prepare(world: World, work: Work, row: Outgoing) -> Errand | None:
    """What this row asks for, as things stand now."""
    return KINDS[row.kind](world, work, row)


def _incident(work: Work, row: Outgoing) -> Incident:
    incident = work.incidents.get(row.about)
    if incident is None:
        raise NotFound(say("There is no incident {key}.", key=row.about))
    return incident


def _war_room(work: Work, row: Outgoing) -> WarRoom | None:
    return next((room for room in work.rooms.of(row.about) if room.chat == row.chat), None)


def _address(work: Work, row: Outgoing) -> str:
    """Where the row goes: as written, else the war room, else where it was declared, else its declarer.

    Nowhere (an empty string) when the war room was archived. What is private never goes to
    the channel where it was declared: others read there.
    """
    room = _war_room(work, row)
    if row.to or room is None:
        return row.to or _incident(work, row).declared_by
    if room.state is RoomState.OPENING:
        raise TryLater(say("The war room is still being opened."), after=2)
    if room.state in (RoomState.OPEN, RoomState.CLOSED):
        return room.room if room.state is RoomState.OPEN else ""
    incident = _incident(work, row)
    here = incident.origin.startswith(f"{row.chat}:") and not incident.private
    return incident.origin if here else incident.declared_by


# --- opening and closing ------------------------------------------------------------------


def _open_room(world: World, work: Work, row: Outgoing) -> Errand | None:
    room, incident = _war_room(work, row), _incident(work, row)
    if room is None or room.state is not RoomState.OPENING:
        return None
    slug = f"{world.settings.rooms.prefix}-{incident.number}-{incident.title}"
    return Errand(
        lambda voice: voice.open_room(
            row.workspace,
            slug=slug,
            title=incident.title,
            private=incident.private,
            key=row.key,
            doubtful=row.doubtful,
        ),
        _opened,
    )


def _opened(world: World, work: Work, row: Outgoing, made: WarRoom) -> None:
    incident = _incident(work, row)
    room = WarRoom(row.about, row.chat, row.workspace, made.room, made.name, made.url, state=RoomState.OPEN)
    work.rooms.save(room)
    now = world.clock.now()
    text = say("War room #{name} opened", name=made.name)
    work.timeline.add(
        TimelineEntry(
            incident=row.about, at=now, recorded_at=now, kind=Kind.ROOM, text=text, by=incident.declared_by
        )
    )
    outgoing.topic(world, work, incident, row.chat)
    outgoing.invite(world, work, incident, row.chat, _invited(world, work, incident))
    outgoing.announce(world, work, incident)
    if incident.origin.startswith(f"{row.chat}:"):
        outgoing.whisper(
            world, work, incident, room=incident.origin, person=incident.declared_by, view="room_open"
        )


def _invited(world: World, work: Work, incident: Incident) -> list[str]:
    """Everybody who should be in the war room from the start, by all their identities."""
    people = {incident.declared_by}
    people.update(holder.person for holder in work.roles.of(incident.key))
    people.update(responder.person for responder in work.roles.responders(incident.key))
    if not incident.private:
        for name in world.settings.rooms.invite:
            people.update(world.settings.people[name].ids)
    return sorted(people)


def _close_room(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room = _war_room(work, row)
    if room is None or room.state is not RoomState.OPEN or _incident(work, row).is_open:
        return None
    return Errand(lambda voice: voice.close_room(row.workspace, room.room), _closed)


def _closed(_world: World, work: Work, row: Outgoing, _: None) -> None:
    room = _war_room(work, row)
    if room:
        work.rooms.save(replace(room, state=RoomState.CLOSED))


# --- cards --------------------------------------------------------------------------------


def _show(world: World, work: Work, row: Outgoing) -> Errand | None:
    card = views.draw(world, work, row)
    if card is None:
        return None
    to = _address(work, row)
    if not to:
        return None
    if there := _standing(work, row, to):
        return Errand(
            lambda voice: voice.redraw(row.workspace, there.room, there.message, card, key=row.key), _shown
        )
    thread = _thread(work, row, to)
    return Errand(
        lambda voice: voice.post(row.workspace, to, card, key=row.key, thread=thread, doubtful=row.doubtful),
        _shown,
    )


def _standing(work: Work, row: Outgoing, to: str) -> Slot | None:
    """Where this card stands already, if that is still the place for it."""
    slot = work.rooms.slot(row.slot) if row.slot else None
    if slot is None or row.to or slot.room == to:
        return slot
    # Who is written to directly is named by their id; the slot knows the room of that conversation.
    war_room = _war_room(work, row)
    direct = to == _incident(work, row).declared_by and slot.room != (war_room.room if war_room else "")
    return slot if direct else None


def _thread(work: Work, row: Outgoing, to: str) -> str:
    """Small changes are told below the war room's card, where it stands."""
    if row.view != "entry" or row.data.get("aloud"):
        return ""
    card = work.rooms.slot(outgoing.war_room_slot(row.about, row.chat))
    return card.message if card and card.room == to else ""


def _shown(world: World, work: Work, row: Outgoing, posted: Posted) -> None:
    if not row.slot:
        return
    before = work.rooms.slot(row.slot)
    work.rooms.put_slot(Slot(row.slot, posted.room, posted.message))
    room = _war_room(work, row)
    fresh = before is None or before.message != posted.message
    if row.view == "war_room" and fresh and room and room.room == posted.room:
        incident = _incident(work, row)
        data = {"message": posted.message, "first": before is None}
        for kind in ("pin", "bookmark"):
            lane = f"{row.chat}:{row.about}/{kind}"
            outgoing.put(world, work, incident, outgoing.Order(kind, row.chat, lane=lane, data=data))


def _whisper(world: World, work: Work, row: Outgoing) -> Errand | None:
    card, to = views.draw(world, work, row), _address(work, row)
    if card is None or not to:
        return None
    return Errand(lambda voice: voice.whisper(row.workspace, to, str(row.data["person"]), card))


def _home(world: World, work: Work, row: Outgoing) -> Errand:
    card = views.home_of(world, work, row.to)
    return Errand(lambda voice: voice.show_home(row.workspace, row.to, card))


# --- what stands around the card ----------------------------------------------------------


def _open_war_room(work: Work, row: Outgoing) -> WarRoom | None:
    room = _war_room(work, row)
    return room if room and room.state is RoomState.OPEN else None


def _topic(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room, incident = _open_war_room(work, row), _incident(work, row)
    if room is None:
        return None
    state = incident.phase if incident.is_open else incident.status.value
    drill = f"{say('DRILL')} · " if incident.drill else ""
    topic = f"{drill}{incident.key} · {incident.severity} · {state} · {incident.title}"
    return Errand(lambda voice: voice.set_topic(row.workspace, room.room, topic))


def _invite(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room = _open_war_room(work, row)
    if room is None:
        return None
    people = [str(person) for person in row.data["people"]]
    return Errand(lambda voice: voice.invite(row.workspace, room.room, people), _invite_result)


def _invite_result(world: World, work: Work, row: Outgoing, left_out: Mapping[str, str]) -> None:
    if left_out:
        lane = f"{row.chat}:{row.about}"
        incident, data = _incident(work, row), {"people": dict(left_out)}
        outgoing.put(
            world, work, incident, outgoing.Order("show", row.chat, lane=lane, view="left_out", data=data)
        )


def _pin(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room = _open_war_room(work, row)
    if room is None:
        return None
    return Errand(lambda voice: voice.pin(row.workspace, room.room, str(row.data["message"])))


def _bookmark(_world: World, work: Work, row: Outgoing) -> Errand | None:
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


KINDS: Mapping[str, Callable[[World, Work, Outgoing], Errand | None]] = {
    "open_room": _open_room,
    "close_room": _close_room,
    "show": _show,
    "whisper": _whisper,
    "home": _home,
    "topic": _topic,
    "invite": _invite,
    "pin": _pin,
    "bookmark": _bookmark,
}


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    """People see what failed: on the war room's card, or, when that cannot be shown, by its declarer."""
    incident = work.incidents.get(row.about)
    if incident is None:
        return
    if row.kind == "open_room":
        room = _war_room(work, row)
        if room:
            work.rooms.save(replace(room, state=RoomState.FAILED))
        outgoing.announce(world, work, incident)
        outgoing.direct(world, work, incident, person=incident.declared_by, view="room_failed", why=why)
    elif row.view == "war_room":
        person = incident.declared_by
        slot = f"{row.about}/undelivered/{person}"
        outgoing.direct(world, work, incident, person=person, view="undelivered", slot=slot)
    elif row.view != "undelivered":
        for room in work.rooms.of(row.about):
            outgoing.war_room_card(world, work, incident, room.chat)
