"""Where a status update is shown: its card in every war room, and what channels are told."""

from collections.abc import Iterable
from datetime import timedelta

from bot.actions import outgoing
from bot.domain.incident import Incident
from bot.domain.room import RoomState, WarRoom
from bot.domain.status_update import Audience, StatusUpdate
from bot.ports import Work
from bot.world import World

TELL = "status_tell"
"""Kind of a row that tells a channel outside of the war room."""

CARD, TOLD, SHARED = "status_update", "status_told", "status_shared"
"""Views: as the war room works on it, as others of ours are told, and as customers read it."""

PAUSE = timedelta(seconds=3)
"""Progress is drawn anew at most once in this time."""


def show(
    world: World,
    work: Work,
    incident: Incident,
    update: StatusUpdate,
    rooms: Iterable[WarRoom],
    *,
    soon: bool = False,
) -> None:
    """Its card, drawn anew; with `soon` together with whatever else changes in the next seconds."""
    due_at = world.clock.now() + PAUSE if soon else None
    for room in rooms:
        if room.state is RoomState.CLOSED:
            continue
        order = outgoing.Order(
            "show",
            room.chat,
            lane=outgoing.lane_of(update.incident, room.chat),
            view=CARD,
            slot=f"{update.incident}/status_update/{update.number}/{room.chat}",
            data={"status_update": update.id},
        )
        outgoing.put(world, work, incident, order, due_at=due_at)


def tell(
    world: World, work: Work, incident: Incident, update: StatusUpdate, to: str, audience: Audience
) -> None:
    """The words themselves, in a channel outside of the war room; told again they are drawn anew."""
    shared = audience is Audience.SHARED
    order = outgoing.Order(
        TELL,
        to.partition(":")[0],
        lane=to,
        to=to,
        view=SHARED if shared else TOLD,
        slot=f"{update.incident}/{'shared' if shared else 'told'}/{update.number}/{to}",
        data={"status_update": update.id, "audience": audience.value},
    )
    outgoing.put(world, work, incident, order)
