"""One person in several chats: who else somebody is.

By the settings, by a link that the person confirmed, and by an address that both chats vouch
for. An address joins members only, never guests, and only where it names one account in a chat.
"""

from collections.abc import Iterator

from bot.domain.person import Person
from bot.ports import Work
from bot.world import World


def identities(world: World, work: Work, person: str) -> tuple[str, ...]:
    """This person id first, then the other ones of the same person."""
    if len(world.voices) < 2 or not person:
        return world.settings.identities(person)
    if person not in work.same:
        work.same[person] = _reached(world, work, person)
    return work.same[person]


def is_same(world: World, work: Work, one: str, other: str) -> bool:
    return one == other or other in identities(world, work, one)


def in_chat(world: World, work: Work, person: str, chat: str) -> str:
    """The id by which this chat knows the person; empty where it does not."""
    ids = identities(world, work, person)
    return next((id for id in ids if id.startswith(f"{chat}:")), "")


def known_as(world: World, work: Work, person: str) -> str:
    """The key of `people` in the settings that is this person, or an empty string."""
    ids = identities(world, work, person)
    named = (world.settings.known_as(id) for id in ids)
    by_address = (
        world.settings.with_email(known.email, known.chat) for id in ids if (known := _member(work, id))
    )
    return next(filter(None, named), "") or next(filter(None, by_address), "")


def reached_as(world: World, work: Work, key: str) -> str:
    """The person id of this key of `people` in a chat that is connected; empty where none knows them.

    By the ids of the settings, the preferred chat first, else by an address that a chat vouches for.
    """
    person = world.settings.people.get(key)
    if person is None:
        return ""
    ids = (person.reached_as, *person.ids)
    here = next((id for id in ids if id.partition(":")[0] in world.voices), "")
    return here or (in_directory(world, work, person.email) if person.email else "")


def in_directory(world: World, work: Work, email: str) -> str:
    """The one member of a chat with this address: a guest may be the customer, and two may be anybody."""
    known = [one for one in work.people.with_email(email) if not one.guest and one.chat in world.voices]
    chats = [one.chat for one in known]
    return next((one.id for one in known if chats.count(one.chat) == 1), "")


def _reached(world: World, work: Work, person: str) -> tuple[str, ...]:
    found, waiting = {person: None}, [person]
    while waiting:
        for id in _joined(world, work, waiting.pop()):
            if id not in found:
                found[id] = None
                waiting.append(id)
    return tuple(found)


def _joined(world: World, work: Work, id: str) -> Iterator[str]:
    """Who this id is joined with directly."""
    yield from world.settings.identities(id)
    if linked := work.identities.get(id):
        yield from (one.id for one in work.identities.of(linked.person))
    if name := world.settings.known_as(id):
        configured = world.settings.people[name]
        yield from _with_email(work, configured.email, {one.partition(":")[0] for one in configured.ids})
    if known := _member(work, id):
        name = world.settings.with_email(known.email, known.chat)
        yield from world.settings.people[name].ids if name else ()
        yield from _with_email(work, known.email, {known.chat})


def _member(work: Work, id: str) -> Person | None:
    """Somebody whose chat itself has said what their address is."""
    known = work.people.get(id)
    return known if known and known.email and known.checked_at and not known.guest else None


def _with_email(work: Work, email: str, besides: set[str]) -> Iterator[str]:
    """In every other chat, the one member with this address."""
    found: dict[str, list[Person]] = {}
    for one in work.people.with_email(email):
        found.setdefault(one.chat, []).append(one)
    for chat, people in found.items():
        if chat not in besides and len(people) == 1 and not people[0].guest:
            yield people[0].id
