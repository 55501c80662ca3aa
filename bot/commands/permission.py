"""Who may: one table of word × role from the settings, asked here and nowhere else."""

from collections.abc import Iterable

from bot.commands.asked import Asked, Command
from bot.domain.incident import Incident
from bot.domain.role import spoken
from bot.errors import NotAllowed
from bot.ports import Work


def check(asked: Asked, command: Command, work: Work | None) -> None:
    """Raises NotAllowed with who may. `work` may be None when the rule is for everyone."""
    allowed = asked.world.settings.allowed(command.permission)
    if "everyone" in allowed:
        return
    me = asked.world.settings.identities(asked.said.person.id)
    if any(_is(asked, who, me, work) for who in allowed):
        return
    raise NotAllowed(
        f"“{command.permission}” is for {_listed(allowed)}.\n"
        "Nothing was changed. Ask one of them, or whoever runs Caseline to change the permissions."
    )


def for_everyone(asked: Asked, command: Command) -> bool:
    return "everyone" in asked.world.settings.allowed(command.permission)


def _is(asked: Asked, who: str, me: tuple[str, ...], work: Work | None) -> bool:
    settings = asked.world.settings
    kind, _, name = who.partition(":")
    if kind == "person":
        return settings.known_as(me[0]) == name
    if kind == "team":
        team = settings.teams[name]
        return settings.known_as(me[0]) in {team.lead, *team.members}
    if who == "lead":
        return is_lead(asked)
    return bool(work and asked.key and _in_incident(work, asked.key, who, me))


def is_lead(asked: Asked) -> bool:
    name = asked.world.settings.known_as(asked.said.person.id)
    return bool(name) and any(team.lead == name for team in asked.world.settings.teams.values())


def _in_incident(work: Work, key: str, who: str, me: tuple[str, ...]) -> bool:
    if who == "declarer":
        incident = work.incidents.get(key)
        return incident is not None and incident.declared_by in me
    if who == "responder":
        return takes_part(work, key, me)
    return any(holder.role == who and holder.person in me for holder in work.roles.of(key))


def takes_part(work: Work, key: str, me: tuple[str, ...]) -> bool:
    return any(r.person in me for r in work.roles.responders(key)) or any(
        h.person in me for h in work.roles.of(key)
    )


def may_see(asked: Asked, work: Work, incident: Incident) -> bool:
    """A private incident exists for those who take part in it and for leads; for nobody else."""
    if not incident.private:
        return True
    me = asked.world.settings.identities(asked.said.person.id)
    return incident.declared_by in me or is_lead(asked) or takes_part(work, incident.key, me)


def _listed(allowed: Iterable[str]) -> str:
    names = [_named(who) for who in allowed]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _named(who: str) -> str:
    kind, _, name = who.partition(":")
    if kind == "team":
        return f"team {name}"
    if kind == "person":
        return name
    own = {"responder": "people taking part", "declarer": "whoever declared it", "lead": "team leads"}
    return own.get(who, f"the {spoken(who)}")
