"""One incident in several chats: where its war rooms are, and who is told in which of them."""

from collections.abc import Iterable

from bot.actions import identity, outgoing
from bot.domain.incident import Incident
from bot.domain.room import WarRoom
from bot.ports import Work
from bot.world import World


def chats(world: World, incident: Incident) -> tuple[str, ...]:
    """Where teams are at home, besides the chat it was declared in.

    What is private stays in its own chat, unless somebody who takes part asks for more.
    """
    homes = () if incident.private else world.settings.homes()
    return tuple(chat for chat in homes if chat in world.voices and chat != incident.chat)


def open_others(world: World, work: Work, incident: Incident) -> None:
    """A war room in each of these chats; none of them waits for another."""
    for chat in chats(world, incident):
        work.rooms.add(WarRoom(incident.key, chat, workspace(world, work, incident.declared_by, chat)))
        outgoing.open_room(world, work, incident, chat)


def workspace(world: World, work: Work, person: str, chat: str) -> str:
    """Where in this chat the person is known; empty where a chat has only one workspace or none is known."""
    known = work.people.get(identity.in_chat(world, work, person, chat))
    return known.workspace if known else ""


def everyone(world: World, work: Work, people: Iterable[str]) -> list[str]:
    """All ids of these people, so that each is found in whatever chat."""
    return sorted({id for person in people for id in identity.identities(world, work, person)})


def redraw_home(world: World, work: Work, incident: Incident, person: str) -> None:
    """The person's home page in every chat that has one for them."""
    for id in identity.identities(world, work, person):
        if id == person or id.partition(":")[0] in world.voices:
            outgoing.home(world, work, incident, id)
