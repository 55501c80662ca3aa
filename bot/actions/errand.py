"""One thing to be asked of a voice: where it goes, how it is carried, and what is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.room import RoomState, WarRoom
from bot.domain.wording import say
from bot.errors import NotFound, TryLater
from bot.ports import Voice, Work
from bot.world import World


def _nothing(_world: World, _work: Work, _row: Outgoing, _result: Any) -> None:
    """Most errands leave nothing to write down but that they are done."""


@dataclass(frozen=True, slots=True)
class Errand:
    carry: Callable[[Voice], Any]
    record: Callable[[World, Work, Outgoing, Any], None] = _nothing


def incident_of(work: Work, row: Outgoing) -> Incident:
    incident = work.incidents.get(row.about)
    if incident is None:
        raise NotFound(say("There is no incident {key}.", key=row.about))
    return incident


def war_room_of(work: Work, row: Outgoing) -> WarRoom | None:
    return next((room for room in work.rooms.of(row.about) if room.chat == row.chat), None)


def address(work: Work, row: Outgoing) -> str:
    """Where the row goes: as written, else the war room, else where it was declared, else its declarer.

    Nowhere (an empty string) when the war room was archived, or when it is that of another chat
    than the one where it was declared. What is private never goes to the channel where it was
    declared: others read there.
    """
    room = war_room_of(work, row)
    if row.to or room is None:
        return row.to or incident_of(work, row).declared_by
    if room.state is RoomState.OPENING:
        raise TryLater(say("The war room is still being opened."), after=2)
    if room.state in (RoomState.OPEN, RoomState.CLOSED):
        return room.room if room.state is RoomState.OPEN else ""
    incident = incident_of(work, row)
    if row.chat != incident.chat:
        return ""
    here = incident.origin.startswith(f"{row.chat}:") and not incident.private
    return incident.origin if here else incident.declared_by
