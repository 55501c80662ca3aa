"""How somebody is reached who stands in the log of a page."""

from collections.abc import Callable

from bot.actions import identity
from bot.paging import SERVICE
from bot.ports import Work
from bot.world import World


def name_of(world: World, work: Work, person: str) -> str:
    """How the log of a page calls this person id: their key of `people`, or the id itself."""
    return identity.known_as(world, work, person) or person


def is_service(name: str) -> bool:
    return name.startswith(SERVICE)


def pager_of(world: World, name: str) -> str:
    """The pager behind `service:payments`; empty where there is none any more."""
    return world.settings.paging.services().get(name.removeprefix(SERVICE), "")


def chat_id(world: World, work: Work, name: str) -> str:
    """The person id to which a page is sent; empty where no chat that is connected knows them."""
    if name in world.settings.people:
        return identity.reached_as(world, work, name)
    return name if name.partition(":")[0] in world.voices else ""


def phone_of(world: World, name: str) -> str:
    """The number that is called, empty without a number or a telephone."""
    known = world.settings.people.get(name)
    return known.phone if known and world.phone else ""


def can_reach(world: World, work: Work) -> Callable[[str], bool]:
    def reaches(name: str) -> bool:
        if is_service(name):
            return pager_of(world, name) in world.pagers
        return bool(chat_id(world, work, name) or phone_of(world, name))

    return reaches
