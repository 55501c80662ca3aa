"""Finds out who is meant by `@ana`, `me`, or a name."""

from bot.commands.asked import Asked
from bot.domain.person import Person
from bot.domain.wording import say
from bot.errors import AdapterError, BadInput


def meant(asked: Asked, token: str, *, field: str = "") -> str:
    """The person id that this token names; raises BadInput with what to type instead."""
    token = token.strip().strip(",.;:")
    name = token.removeprefix("@")
    if name.casefold() in {"me", "myself", "i"}:
        return asked.said.person.id
    if ":" in name and name.partition(":")[0] in asked.world.voices:
        return _known(asked, name.split()[0], field=field)
    return _by_name(asked, name, field)


def _by_name(asked: Asked, name: str, field: str) -> str:
    chat = asked.said.person.chat
    if configured := asked.world.settings.people.get(name.casefold()):
        ours = [id for id in configured.ids if id.startswith(f"{chat}:")] or list(configured.ids)
        if ours:
            return _known(asked, ours[0], name=configured.name or name)
    with asked.world.store.read() as work:
        others = (one for one in asked.world.voices if one != chat)
        here = work.people.named(name, chat=chat)
        found = here or [person for one in others for person in work.people.named(name, chat=one)]
    if len(found) == 1:
        return found[0].id
    if found:
        names = ", ".join(person.name for person in found)
        raise BadInput(
            say("“{name}” may be any of {names}. Mention the one you mean with @.", name=name, names=names),
            field=field,
        )
    raise _unknown(name, field)


def _unknown(name: str, field: str) -> BadInput:
    said = say("Caseline does not know who “{name}” is. Mention the person with @.", name=name)
    return BadInput(said, field=field)


def _known(asked: Asked, id: str, *, name: str = "", field: str = "") -> str:
    """Makes sure that this person can be shown by name from now on; raises BadInput for nobody's id."""
    with asked.world.store.read() as work:
        if work.people.get(id):
            return id
    workspace = asked.said.person.workspace if id.startswith(f"{asked.said.person.chat}:") else ""
    voice = asked.world.voices.get(id.partition(":")[0])
    try:
        person = voice.profile(workspace, id) if voice else None
    except AdapterError:
        person = None
    shown = name or asked.said.mentions.get(id, "")
    if person is None and not shown and not asked.from_form:
        raise _unknown(id.partition(":")[2], field)
    shown = shown or id.partition(":")[2]
    with asked.world.store.change() as work:
        work.people.put(person or Person(id, shown, workspace))
    return id
