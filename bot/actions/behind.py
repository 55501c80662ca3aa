"""A chat that lags while another goes on: noticed, and said where people still read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actions import outgoing
from bot.domain.dossier import Behind
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.room import RoomState, WarRoom
from bot.ports import Work
from bot.world import World

TRIES = 3
"""Tries in vain after which a chat counts as behind."""

LONG = timedelta(minutes=1)
"""How long a message may wait before its chat counts as behind."""


def found(work: Work, rooms: Sequence[WarRoom], now: datetime) -> tuple[Behind, ...]:
    """Chats of this incident whose war room does not get what it should; an only room has no other."""
    if len(rooms) < 2:
        return ()
    waiting = work.outbox.of(rooms[0].incident, states=(Delivery.WAITING, Delivery.TAKEN))
    lagging = []
    for room in rooms:
        rows = [row for row in waiting if row.lane == outgoing.lane_of(room.incident, room.chat)]
        if any(is_late(row, now) for row in rows):
            lagging.append(Behind(room.chat, len(rows), min(row.created_at for row in rows)))
    return tuple(lagging)


def desks(world: World, work: Work, key: str) -> tuple[Behind, ...]:
    """Systems of tickets that do not answer what this incident asks of them."""
    rows = work.outbox.of(key, states=(Delivery.WAITING, Delivery.TAKEN)) if world.desks else []
    now, lagging = world.clock.now(), []
    for system in world.desks:
        waiting = [row for row in rows if row.chat == system]
        if any(row.tries >= TRIES for row in waiting) and any(is_late(row, now) for row in waiting):
            lagging.append(Behind(system, len(waiting), min(row.created_at for row in waiting), desk=True))
    return tuple(lagging)


def is_late(row: Outgoing, now: datetime) -> bool:
    return row.tries >= TRIES or max(now, row.due_at) - row.created_at > LONG


def tell_others(world: World, work: Work, row: Outgoing) -> None:
    """The cards of the other war rooms say how this chat stands; of a desk, all of them do."""
    if row.chat not in world.desks and row.lane != outgoing.lane_of(row.about, row.chat):
        return
    incident = work.incidents.get(row.about)
    for room in work.rooms.of(row.about) if incident else ():
        if incident and room.chat != row.chat and room.state is RoomState.OPEN:
            outgoing.war_room_card(world, work, incident, room.chat)


def carried(world: World, work: Work, row: Outgoing) -> None:
    """After it went out: the others hear that the chat answers again, and when nothing waits any more."""
    now = world.clock.now()
    answers_again = row.tries >= TRIES
    if answers_again or (now - row.created_at > LONG and not _waits(work, row)):
        tell_others(world, work, row)


def _waits(work: Work, row: Outgoing) -> bool:
    return any(one.lane == row.lane for one in work.outbox.of(row.about, states=(Delivery.WAITING,)))
