"""Errands that show a card: posted, redrawn in its slot, whispered, or as a home page."""

from bot.actions import bridge_errands, outgoing, views
from bot.actions.errand import Errand, address, incident_of, war_room_of
from bot.domain.outgoing import Outgoing
from bot.domain.room import Slot
from bot.ports import Posted, Work
from bot.world import World


def show(world: World, work: Work, row: Outgoing) -> Errand | None:
    card = views.draw(world, work, row)
    if card is None:
        return None
    to = address(work, row)
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
    if slot is None or not slot.message:
        return None
    if row.to or slot.room == to:
        return slot
    # Who is written to directly is named by their id; the slot knows the room of that conversation.
    war_room = war_room_of(work, row)
    direct = to == incident_of(work, row).declared_by and slot.room != (war_room.room if war_room else "")
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
    room = war_room_of(work, row)
    fresh = before is None or before.message != posted.message
    if row.view == "war_room" and fresh and room and room.room == posted.room:
        incident = incident_of(work, row)
        data = {"message": posted.message, "first": before is None}
        for kind in ("pin", "bookmark"):
            lane = f"{row.chat}:{row.about}/{kind}"
            outgoing.put(world, work, incident, outgoing.Order(kind, row.chat, lane=lane, data=data))
        bridge_errands.bookmark_if_open(world, work, incident, row.chat)


def whisper(world: World, work: Work, row: Outgoing) -> Errand | None:
    card, to = views.draw(world, work, row), address(work, row)
    if card is None or not to:
        return None
    return Errand(lambda voice: voice.whisper(row.workspace, to, str(row.data["person"]), card))


def home(world: World, work: Work, row: Outgoing) -> Errand:
    card = views.home_of(world, work, row.to)
    return Errand(lambda voice: voice.show_home(row.workspace, row.to, card))
