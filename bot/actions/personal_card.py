"""Where personal words are shown: a list in every war room, and a message to whoever owns an account."""

from bot.actions import identity, outgoing
from bot.actions.status_card import PAUSE
from bot.domain.incident import Incident
from bot.domain.personal_word import PersonalWord
from bot.domain.room import RoomState
from bot.domain.status_update import StatusUpdate
from bot.ports import Work
from bot.world import World

LIST, OWNER, DUE = "personal", "personal_owner", "personal_due"
"""Views: the list of a status update, what an owner is told, and what the liaison is reminded of."""


def show(world: World, work: Work, incident: Incident, update: StatusUpdate) -> None:
    """Drawn anew in the next seconds, however much changes until then."""
    for room in work.rooms.of(incident.key):
        if room.state is RoomState.CLOSED:
            continue
        order = outgoing.Order(
            "show",
            room.chat,
            lane=outgoing.lane_of(incident.key, room.chat),
            view=LIST,
            slot=f"{incident.key}/personal/{update.number}/{room.chat}",
            data={"status_update": update.id},
        )
        outgoing.put(world, work, incident, order, due_at=world.clock.now() + PAUSE)


def tell_owner(world: World, work: Work, incident: Incident, word: PersonalWord) -> None:
    """One message about a status update, whatever number of accounts somebody owns; none in a drill."""
    to = _reached(world, work, word.owner)
    if not to or incident.drill:
        return
    order = outgoing.Order(
        "show",
        to.partition(":")[0],
        lane=to,
        to=to,
        view=OWNER,
        slot=f"{incident.key}/personal_owner/{word.update}/{to}",
        data={"status_update": word.update, "owner": word.owner},
    )
    outgoing.put(world, work, incident, order, due_at=world.clock.now() + PAUSE)


def _reached(world: World, work: Work, owner: str) -> str:
    """A key of people, or a person id; empty where no chat knows them."""
    known = identity.reached_as(world, work, owner)
    return known or (owner if owner.partition(":")[0] in world.voices and ":" in owner else "")
