"""How incidents end, and how they are opened again."""

from collections.abc import Sequence

from bot.actions import (
    drill,
    handoff,
    hats,
    mirror,
    outgoing,
    page,
    sla_incident,
    staffing,
    status_closing,
    status_draft,
    summary,
    ticket,
)
from bot.actions.change import Change, changing
from bot.domain.audit import Actor
from bot.domain.incident import Incident, Status
from bot.domain.room import RoomState, WarRoom
from bot.domain.sla_update import What
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.errors import Conflict
from bot.world import World


def end(world: World, by: Actor, key: str, status: Status, text: str) -> Incident:
    """Resolved or cancelled; nobody is reminded of anything any more."""
    with changing(world, by, key) as change:
        if change.incident.status is status:
            raise Conflict(say("{key} is {status} already.", key=key, status=status.value))
        change.must_be_open()
        end_within(change, status, text)
        return change.incident


def end_within(change: Change, status: Status, text: str) -> None:
    """As `end`, of an incident that is locked and open."""
    world, key = change.world, change.incident.key
    handoff.withdraw(change)
    for holder in change.work.roles.of(key):
        mirror.redraw_home(world, change.work, change.incident, holder.person)
    change.save(status=status, ended_at=change.now, ended_by=change.by.person, liaison_ask_due=None)
    entry = change.happened(Kind.STATUS, _told(status, text), aloud=True)
    sla_incident.happened(change, What.OVER, entry)
    ticket.step(change, "ended", _told(status, text))
    page.end_all(change, _told(status, text))
    if status is Status.RESOLVED:
        status_draft.over(change)
        drill.show(change)
        status_closing.ended(change)
        summary.over(change)
    if world.settings.rooms.on_close == "archive":
        _close_rooms(change)


def _told(status: Status, text: str) -> str:
    if status is Status.RESOLVED:
        return say("Resolved: {text}", text=text) if text else say("Resolved")
    return say("Cancelled: {text}", text=text) if text else say("Cancelled")


def _close_rooms(change: Change) -> None:
    """Behind everything the room still has to hear; a channel that was there before us stays."""
    change.redraw()
    for room in change.rooms:
        if room.state is RoomState.OPEN and not room.adopted:
            lane = f"{room.chat}:{change.incident.key}"
            outgoing.put(
                change.world, change.work, change.incident, outgoing.Order("close_room", room.chat, lane=lane)
            )


def reopen(world: World, by: Actor, key: str) -> Incident:
    """Open again, with its clocks; an archived war room is replaced by a new one."""
    with changing(world, by, key) as change:
        if change.incident.is_open:
            raise Conflict(say("{key} is open already.", key=key))
        change.save(status=Status.OPEN, ended_at=None, ended_by="")
        change.save(liaison_ask_due=hats.ask_clock(change))
        staffing.page_missing(change)
        for room in _gone(change.rooms):
            change.work.rooms.save(WarRoom(key, room.chat, room.workspace))
            outgoing.open_room(world, change.work, change.incident, room.chat)
        entry = change.happened(Kind.STATUS, say("Reopened"), aloud=True)
        sla_incident.happened(change, What.REOPENED, entry)
        return change.incident


def _gone(rooms: Sequence[WarRoom]) -> list[WarRoom]:
    return [room for room in rooms if room.state in (RoomState.CLOSED, RoomState.LOST, RoomState.FAILED)]
