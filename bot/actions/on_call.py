"""Who is on call: what the rotas of the settings say, and how the reader's chat knows these people."""

from bot.actions import identity
from bot.domain.card import Bold, Mention, Span
from bot.domain.rota_duty import Duty
from bot.ports import Work
from bot.world import World


def people(world: World, work: Work, duties: list[Duty], chat: str) -> dict[str, Span]:
    """Everybody who is named, by their key: mentioned where this chat knows them, else by name."""
    keys = dict.fromkeys(key for one in duties for key in _named(one))
    found = {key: _id(world, work, key, chat) for key in keys}
    known = work.people.several(id for id in found.values() if id)
    return {key: _called(world, key, id, known[id].name if id in known else "") for key, id in found.items()}


def _named(duty: Duty) -> list[str]:
    stood_in_for = (one.instead_of for one in map(duty.override, duty.shifts) if one)
    return [*(one.person for one in duty.shifts), *filter(None, stood_in_for)]


def _called(world: World, key: str, id: str, name: str) -> Span:
    name = name or world.settings.people[key].name or key.capitalize()
    return Mention(id, name) if id else Bold(name)


def _id(world: World, work: Work, key: str, chat: str) -> str:
    """The person id in this chat; empty where it does not know them."""
    person = world.settings.people[key]
    every = (id for one in person.ids for id in identity.identities(world, work, one))
    here = next((id for id in every if id.startswith(f"{chat}:")), "")
    return here or _with_email(work, person.email, chat)


def _with_email(work: Work, email: str, chat: str) -> str:
    """The one member with this address: a guest may be anybody."""
    found = [one for one in work.people.with_email(email) if one.chat == chat] if email else []
    return found[0].id if len(found) == 1 and not found[0].guest else ""
