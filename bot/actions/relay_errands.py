"""Errands that show somebody's words in another war room: posted below what they answered, or taken back."""

from bot.actions.errand import Errand, war_room_of
from bot.cards import relay as cards
from bot.domain.outgoing import Outgoing
from bot.domain.relay import Copy, Relayed
from bot.domain.room import RoomState
from bot.ports import Posted, Work
from bot.world import World


def relay(_world: World, work: Work, row: Outgoing) -> Errand | None:
    """Only ever into a war room that can be used: words for one room go nowhere else instead."""
    told, room = work.relays.get(str(row.data["source"])), war_room_of(work, row)
    if told is None or room is None or room.state is not RoomState.OPEN:
        return None
    copy = _copy(work, told.source, room.room)
    if told.removed_at:
        return _taken_back(row, copy) if copy else None
    card = cards.words(told)
    if copy:
        return Errand(
            lambda voice: voice.redraw(row.workspace, copy.room, copy.message, card, key=row.key), _shown
        )
    thread = _thread(work, told, room.room, row.chat)
    return Errand(
        lambda voice: voice.post(
            row.workspace, room.room, card, key=row.key, thread=thread, doubtful=row.doubtful
        ),
        _shown,
    )


def _taken_back(row: Outgoing, copy: Copy) -> Errand:
    return Errand(lambda voice: voice.remove(row.workspace, copy.room, copy.message))


def _copy(work: Work, source: str, room: str) -> Copy | None:
    return next((copy for copy in work.relays.copies(source) if copy.room == room), None)


def _shown(_world: World, work: Work, row: Outgoing, posted: Posted) -> None:
    work.relays.put_copy(Copy(str(row.data["source"]), row.chat, posted.room, posted.message))


def _thread(work: Work, told: Relayed, room: str, chat: str) -> str:
    """The message in this room that is, or shows, the one it was written below; empty when none does."""
    if not told.thread:
        return ""
    if above := work.relays.copy_at(told.room, told.thread):
        original = work.relays.get(above.source)
        if original and original.room == room:
            return original.message
        shown = _copy(work, above.source, room)
    else:
        shown = _copy(work, f"{told.room}/{told.thread}", room)
    return shown.message if shown else _below_a_card(work, told, room, chat)


def _below_a_card(work: Work, told: Relayed, room: str, chat: str) -> str:
    """Our own cards stand in each room, in slots that are called alike but for the chat."""
    for slot in work.rooms.slots(told.incident):
        if (slot.room, slot.message) == (told.room, told.thread) and slot.name.endswith(f"/{told.chat}"):
            twin = work.rooms.slot(f"{slot.name.removesuffix(told.chat)}{chat}")
            return twin.message if twin and twin.room == room else ""
    return ""
