"""Errands of a bridge: it is opened, shown in the war rooms, and kept at hand there."""

from dataclasses import replace
from datetime import timedelta

from bot.actions import outgoing
from bot.actions.bridge import KIND
from bot.actions.errand import Chore, Errand, MeetingsErrand, incident_of, war_room_of
from bot.domain.bridge import Bridge, BridgeState, Meeting, Purpose
from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.room import RoomState
from bot.domain.timeline import Kind, TimelineEntry
from bot.domain.wording import say
from bot.errors import Refused, TryLater
from bot.ports import Meetings, Work
from bot.world import World

PATIENCE = timedelta(minutes=5)
"""After this people are told to help themselves: they want to speak to each other now."""

BOOKMARK = "bookmark_bridge"


def open_bridge(world: World, work: Work, row: Outgoing) -> MeetingsErrand | Chore | None:
    """One that was opened already is not opened again, nor one of an incident that ended meanwhile."""
    bridge, incident = work.bridges.of(row.about), incident_of(work, row)
    if bridge is None or bridge.is_open:
        return None
    if not incident.is_open:
        return Chore(_too_late)
    purpose = _purpose(work, incident)
    doubtful = row.doubtful or bridge.state is BridgeState.FAILED
    ends = row.created_at + PATIENCE

    def carry(meetings: Meetings) -> Meeting:
        try:
            return meetings.open(purpose, key=row.key, doubtful=doubtful)
        except TryLater as later:
            if world.clock.now() + timedelta(seconds=later.after or 0.0) > ends:
                raise Refused(str(later)) from later
            raise

    return MeetingsErrand(carry, _opened)


def _purpose(work: Work, incident: Incident) -> Purpose:
    return Purpose(
        incident=incident.key,
        number=incident.number,
        title="" if incident.private else incident.title,
        private=incident.private,
        rooms=tuple(work.rooms.of(incident.key)),
    )


def _opened(world: World, work: Work, row: Outgoing, made: Meeting) -> None:
    bridge, incident = work.bridges.of(row.about), incident_of(work, row)
    if bridge is None or bridge.is_open:
        return
    opened = replace(
        bridge,
        provider=row.chat,
        state=BridgeState.OPEN,
        url=made.url,
        id=made.id,
        passcode=made.passcode,
        dial_in=made.dial_in,
    )
    work.bridges.save(opened)
    work.timeline.add(_entry(world, row, opened))
    _tell(world, work, incident, "bridge_open")
    for room in work.rooms.of(incident.key):
        if room.state is RoomState.OPEN:
            bookmark(world, work, incident, room.chat)


def _entry(world: World, row: Outgoing, bridge: Bridge) -> TimelineEntry:
    now, by = world.clock.now(), str(row.data.get("by", ""))
    text = say("Bridge opened: {provider}", provider=say(bridge.name))
    return TimelineEntry(incident=row.about, at=now, recorded_at=now, kind=Kind.ROOM, text=text, by=by)


def _tell(world: World, work: Work, incident: Incident, view: str, **data: str) -> None:
    """In every war room: its card first, then what people should notice."""
    for room in work.rooms.of(incident.key):
        if room.state is not RoomState.CLOSED:
            lane = outgoing.lane_of(incident.key, room.chat)
            outgoing.war_room_card(world, work, incident, room.chat)
            told = outgoing.Order("show", room.chat, lane=lane, view=view, data=data)
            outgoing.put(world, work, incident, told)


def _too_late(_world: World, work: Work, row: Outgoing, _: None) -> None:
    """Should the incident be opened again, `bridge` tries again."""
    _failed(work, row)


def _failed(work: Work, row: Outgoing) -> bool:
    bridge = work.bridges.of(row.about)
    if bridge is None or bridge.is_open:
        return False
    work.bridges.save(replace(bridge, state=BridgeState.FAILED))
    return True


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    """People are told what happened and what to do; nothing else waits for it."""
    incident = work.incidents.get(row.about) if row.kind == KIND else None
    if incident and _failed(work, row):
        _tell(world, work, incident, "bridge_failed", why=why)


def bookmark(world: World, work: Work, incident: Incident, chat: str) -> None:
    """At the top of the war room in this chat, behind its other bookmark."""
    lane = f"{chat}:{incident.key}/bookmark"
    outgoing.put(world, work, incident, outgoing.Order(BOOKMARK, chat, lane=lane))


def bookmark_if_open(world: World, work: Work, incident: Incident, chat: str) -> None:
    """In a war room that came later than the bridge."""
    bridge = work.bridges.of(incident.key)
    if bridge and bridge.is_open:
        bookmark(world, work, incident, chat)


def keep_at_hand(_world: World, work: Work, row: Outgoing) -> Errand | None:
    room, bridge = war_room_of(work, row), work.bridges.of(row.about)
    if room is None or room.state is not RoomState.OPEN or bridge is None or not bridge.is_open:
        return None
    label, url = say("Join the bridge"), bridge.url
    return Errand(lambda voice: voice.bookmark(row.workspace, room.room, label, url))


KINDS = {KIND: open_bridge, BOOKMARK: keep_at_hand}
