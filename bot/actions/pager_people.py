"""Who somebody is whom a pager names, and as whom a pager is told of somebody here."""

from collections.abc import Iterable

from bot.actions import page_reach
from bot.domain.pager import Contact
from bot.ports import Work
from bot.world import World


def name_of(world: World, pager: str, contact: Contact) -> str:
    """Their key of `people`, by the pager's id, else by their address.

    Somebody who is not in the settings is called `pagerduty:Jane Doe`: the log then names them.
    """
    people = world.settings.people.items()
    ids = ((name, dict(one.pagers()).get(pager, "")) for name, one in people)
    by_id = next((name for name, id in ids if id and id == contact.id), "")
    folded = contact.email.casefold()
    by_email = (name for name, one in people if folded and one.email.casefold() == folded)
    return by_id or next(by_email, "") or foreign(pager, contact)


def foreign(pager: str, contact: Contact) -> str:
    """A person id for somebody whom only the pager knows."""
    return f"{pager}:{contact.name or contact.email or contact.id}"


def person_of(world: World, work: Work, pager: str, contact: Contact) -> str:
    """The person id under which what they did is told."""
    return page_reach.chat_id(world, work, name_of(world, pager, contact)) or foreign(pager, contact)


def id_in(world: World, pager: str, name: str) -> str:
    """The pager's own id of this key of `people`, or an empty string."""
    known = world.settings.people.get(name)
    return dict(known.pagers()).get(pager, "") if known else ""


def email_of(world: World, work: Work, name: str) -> str:
    """The address of a key of `people`, or of a person id; empty where nobody knows one."""
    known = world.settings.people.get(name) or world.settings.people.get(world.settings.known_as(name))
    if known and known.email:
        return known.email
    person = work.people.get(name) if name else None
    return person.email if person else ""


def first_email(world: World, work: Work, names: Iterable[str]) -> str:
    return next(filter(None, (email_of(world, work, one) for one in names)), "")
