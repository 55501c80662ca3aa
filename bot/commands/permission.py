"""Who may: one table of word × role from the settings, asked here and nowhere else."""

from collections.abc import Iterable

from bot.actions.identity import identities, known_as
from bot.commands.asked import Asked, Command
from bot.domain.incident import Incident
from bot.domain.role import spoken
from bot.domain.wording import say
from bot.errors import NotAllowed
from bot.ports import Work


def check(asked: Asked, command: Command, work: Work) -> None:
    """Raises NotAllowed with who may, and with how to become one of them where that is easy."""
    for word in command.rules_for(asked):
        if not may(asked, word, work):
            raise NotAllowed(_refusal(asked, word, asked.world.settings.allowed(word)))


def may(asked: Asked, word: str, work: Work) -> bool:
    """Whether the rule of this word allows it to whoever asks."""
    allowed = asked.world.settings.allowed(word)
    if "everyone" in allowed:
        return True
    me = identities(asked.world, work, asked.said.person.id)
    return any(_is(asked, who, me, work) for who in allowed)


def _refusal(asked: Asked, word: str, allowed: tuple[str, ...]) -> str:
    who = _listed(allowed)
    if "responder" in allowed and asked.key:
        return say(
            "“{word}” is for {who}.\nNothing was changed. To take part: {join}",
            word=word,
            who=who,
            join=f"{asked.root} join {asked.key}",
        )
    return say(
        "“{word}” is for {who}.\n"
        "Nothing was changed. Ask one of them, or whoever runs Caseline to change the permissions.",
        word=word,
        who=who,
    )


def for_everyone(asked: Asked, command: Command) -> bool:
    """No rule has to be looked up in the database."""
    return all("everyone" in asked.world.settings.allowed(word) for word in command.rules_for(asked))


def _is(asked: Asked, who: str, me: tuple[str, ...], work: Work) -> bool:
    kind, _, name = who.partition(":")
    if kind == "person":
        return known_as(asked.world, work, me[0]) == name
    if kind == "team":
        team = asked.world.settings.teams[name]
        return known_as(asked.world, work, me[0]) in {team.lead, *team.members} - {""}
    if who == "lead":
        return is_lead(asked, work)
    return bool(asked.key) and _in_incident(asked, work, who, me)


def is_lead(asked: Asked, work: Work) -> bool:
    name = known_as(asked.world, work, asked.said.person.id)
    return bool(name) and any(team.lead == name for team in asked.world.settings.teams.values())


def _in_incident(asked: Asked, work: Work, who: str, me: tuple[str, ...]) -> bool:
    if who == "declarer":
        incident = work.incidents.get(asked.key)
        return incident is not None and incident.declared_by in me
    if who == "responder":
        return takes_part(asked, work, asked.key, me)
    return any(holder.role == who and holder.person in me for holder in work.roles.of(asked.key))


def takes_part(asked: Asked, work: Work, key: str, me: tuple[str, ...]) -> bool:
    """Who joined, wears a hat, is asked to take one over, or speaks in the war room itself."""
    if any(responder.person in me for responder in work.roles.responders(key)):
        return True
    if any(holder.person in me for holder in work.roles.of(key)):
        return True
    here = work.rooms.at(asked.said.room.id) if asked.said.room else None
    if here and here.incident == key:
        return True
    return any(handoff.taker in me for handoff in work.roles.open_handoffs(key))


def may_see(asked: Asked, work: Work, incident: Incident) -> bool:
    """A private incident exists for those who take part in it and for leads; for nobody else."""
    if not incident.private:
        return True
    me = identities(asked.world, work, asked.said.person.id)
    return incident.declared_by in me or is_lead(asked, work) or takes_part(asked, work, incident.key, me)


def _listed(allowed: Iterable[str]) -> str:
    names = [_named(who) for who in allowed]
    if len(names) == 1:
        return names[0]
    return say("{several} and {last}", several=", ".join(names[:-1]), last=names[-1])


def _named(who: str) -> str:
    kind, _, name = who.partition(":")
    if kind == "team":
        return say("team {name}", name=name)
    if kind == "person":
        return name
    own = {
        "responder": say("people taking part"),
        "declarer": say("whoever declared it"),
        "lead": say("team leads"),
    }
    return own.get(who) or say("the {role}", role=spoken(who))
