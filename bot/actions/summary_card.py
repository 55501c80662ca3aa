"""Who inside the company hears a summary, and where it is shown; there is no way from here to customers."""

from collections.abc import Iterable

from bot.actions import outgoing
from bot.actions.change import Change
from bot.domain.incident import Incident
from bot.domain.room import RoomState, WarRoom
from bot.domain.summary import Listeners, Summary
from bot.ports import Work
from bot.world import World

TELL, LETTER = "summary_tell", "summary_letter"
"""Kinds of rows that tell a person or a channel, and an address."""

CARD, TOLD = "summary", "summary_told"
"""Views: as the war room works on it, and as others read it."""

CARRIER = "smtp"


def listeners(world: World, work: Work, incident: Incident) -> Listeners:
    """Of a private incident, and of a drill, nobody but those who follow it themselves."""
    settings = world.settings.stakeholders
    followers = tuple(one.person for one in work.followers.of(incident.key) if _is_here(world, one.person))
    if incident.private or incident.drill:
        return Listeners(followers=followers)
    rooms = tuple(one for one in settings.summaries_to if _is_here(world, one) and one not in followers)
    return Listeners(
        followers=followers, rooms=rooms, letters=settings.summary_letters_to if world.mail else ()
    )


def _is_here(world: World, to: str) -> bool:
    return to.partition(":")[0] in world.voices


def begin(change: Change, summary: Summary, to: Listeners) -> None:
    data = {"summary": summary.id}
    for one in (*to.followers, *to.rooms):
        slot = f"{summary.incident}/{TOLD}/{summary.number}/{one}"
        order = outgoing.Order(TELL, one.partition(":")[0], one, one, TOLD, slot, data)
        outgoing.put(change.world, change.work, change.incident, order)
    for one in to.letters:
        order = outgoing.Order(LETTER, CARRIER, lane=f"{CARRIER}:{one}", to=one, data=data)
        outgoing.put(change.world, change.work, change.incident, order)


def show(world: World, work: Work, incident: Incident, summary: Summary, rooms: Iterable[WarRoom]) -> None:
    """Its card in every war room, drawn anew."""
    for room in rooms:
        if room.state is RoomState.CLOSED:
            continue
        order = outgoing.Order(
            "show",
            room.chat,
            lane=outgoing.lane_of(incident.key, room.chat),
            view=CARD,
            slot=f"{incident.key}/{CARD}/{summary.number}/{room.chat}",
            data={"summary": summary.id},
        )
        outgoing.put(world, work, incident, order)
