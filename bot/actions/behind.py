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
    """Systems of tickets, pagers and status pages that do not answer what this incident asks of them.

    What stands in front of it in its lane counts, too, whatever that is about: until it went out,
    nothing of this incident is even tried.
    """
    systems = (*world.desks, *world.pagers, *world.status_pages)
    rows = work.outbox.of(key, states=(Delivery.WAITING, Delivery.TAKEN)) if systems else []
    lagging = []
    for system in systems:
        waiting = [row for row in rows if row.chat == system]
        heads = (work.outbox.head(lane) for lane in sorted({row.lane for row in waiting}))
        if any(head and head.tries >= TRIES for head in heads):
            lagging.append(Behind(system, len(waiting), min(row.created_at for row in waiting), desk=True))
    return tuple(lagging)


def is_late(row: Outgoing, now: datetime) -> bool:
    return row.tries >= TRIES or max(now, row.due_at) - row.created_at > LONG


def tell_others(world: World, work: Work, row: Outgoing) -> None:
    """The cards of the other war rooms say how this chat stands.

    Of a desk or a pager all of them do, of every incident that waits behind this row.
    """
    if row.chat in world.desks or row.chat in world.pagers or row.chat in world.status_pages:
        concerned = sorted({row.about, *work.outbox.waiting_for(row.lane)})
    else:
        concerned = [row.about] if row.lane == outgoing.lane_of(row.about, row.chat) else []
    for key in concerned:
        _redraw(world, work, key, besides=row.chat)


def _redraw(world: World, work: Work, key: str, *, besides: str) -> None:
    incident = work.incidents.get(key)
    for room in work.rooms.of(key) if incident else ():
        if incident and room.chat != besides and room.state is RoomState.OPEN:
            outgoing.war_room_card(world, work, incident, room.chat)


def carried(world: World, work: Work, row: Outgoing) -> None:
    """After it went out: the others hear that the chat answers again, and when nothing waits any more."""
    now = world.clock.now()
    answers_again = row.tries >= TRIES
    if answers_again or (row.about and now - row.created_at > LONG and not _waits(work, row)):
        tell_others(world, work, row)


def _waits(work: Work, row: Outgoing) -> bool:
    return any(one.lane == row.lane for one in work.outbox.of(row.about, states=(Delivery.WAITING,)))
