"""Whom a page goes to, as the settings name them: policies, and who stands behind their targets."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.config import Settings
from bot.domain.escalation import EscalationPolicy, Kind, Step, Target, flattened
from bot.domain.page_next import Who
from bot.domain.rota import Schedule
from bot.domain.rota_stand_in import StandIn
from bot.rotas import rota
from bot.settings_escalation import as_written

SERVICE = f"{Kind.SERVICE}:"
"""Before the name of a pager's service, where a log names whom it was sent to."""


def policy_for(settings: Settings, who: Target) -> EscalationPolicy:
    """Step by step whom this target means; called like the policy, else like the target.

    A team without a policy is who is on call for it, then its lead; without either, everybody in it.
    Raises KeyError for a policy that there is not.
    """
    name = _policy_name(settings, who)
    found = _flattened(settings, name) if name else _own(settings, who)
    last = found.last_resort or settings.paging.last_resort or settings.duty_manager
    return replace(found, last_resort=last)


def _policy_name(settings: Settings, who: Target) -> str:
    if who.kind is Kind.POLICY:
        return who.name
    if who.kind is not Kind.TEAM:
        return ""
    team = settings.teams[who.name]
    return team.escalation or (who.name if who.name in settings.escalation else "")


def _flattened(settings: Settings, name: str) -> EscalationPolicy:
    return flattened(name, as_written(settings.escalation))


def _own(settings: Settings, who: Target) -> EscalationPolicy:
    wait = int(settings.paging.wait.total_seconds())
    steps = tuple(Step((one,), wait) for one in _targets(settings, who))
    return EscalationPolicy(name=str(who), steps=steps)


def _targets(settings: Settings, who: Target) -> list[Target]:
    if who.kind is not Kind.TEAM:
        return [who]
    team = settings.teams[who.name]
    found = [Target(Kind.ONCALL, who.name)] if team.oncall else []
    found += [Target(Kind.LEAD, who.name)] if team.lead else []
    return found or [who]


def named(settings: Settings, words: str) -> Target | None:
    """Whom these words name: a team, a policy, a pager's service, a rota or a person of the settings.

    In that order; a kind may stand before the name (`service:payments`).
    """
    kind, colon, rest = words.strip().partition(":")
    wanted = [Kind(kind)] if colon and kind in tuple(Kind) else list(_ORDER)
    name = (rest if colon else kind).strip().casefold().replace(" ", "_").replace("-", "_")
    return next((Target(one, name) for one in wanted if name in _known(settings, one)), None)


_ORDER = (Kind.TEAM, Kind.POLICY, Kind.SERVICE, Kind.ONCALL, Kind.PERSON)


def _known(settings: Settings, kind: Kind) -> Iterable[str]:
    if kind is Kind.ONCALL:
        return (*settings.rotas, *(name for name, team in settings.teams.items() if team.oncall))
    if kind is Kind.LEAD:
        return [name for name, team in settings.teams.items() if team.lead]
    if kind is Kind.TEAM:
        return [name for name, team in settings.teams.items() if team.lead or team.members or team.oncall]
    others = {Kind.POLICY: settings.escalation, Kind.SERVICE: settings.paging.services()}
    return others.get(kind, settings.people)


def names(settings: Settings) -> list[Target]:
    """Everything but people that can be paged, each once by name, in the order in which it is found."""
    found: dict[str, Target] = {}
    for kind in (Kind.TEAM, Kind.POLICY, Kind.SERVICE, Kind.ONCALL):
        for name in _known(settings, kind):
            found.setdefault(name, Target(kind, name))
    return list(found.values())


def who_of(settings: Settings, stand_ins: Iterable[StandIn] = ()) -> Who:
    """Answers with keys of `people`, with `service:payments`, and with the id of a person who has no key."""
    lent = tuple(stand_ins)

    def who(target: Target, at: datetime) -> tuple[str, ...]:
        if target.kind is Kind.PERSON:
            return (target.name,)
        if target.kind is Kind.SERVICE:
            return (str(target),)
        if target.kind is Kind.ONCALL:
            return _on_call(settings, lent, target.name, at)
        team = settings.teams.get(target.name)
        if team is None:
            return ()
        lead = (team.lead,) if team.lead else ()
        return lead if target.kind is Kind.LEAD else tuple(dict.fromkeys((*team.members, *lead)))

    return who


def holds_until(
    settings: Settings, stand_ins: Iterable[StandIn], target: Target, at: datetime
) -> datetime | None:
    """When `who_of` may answer otherwise than at this instant; None as long as nothing is changed."""
    found = _rota(settings, tuple(stand_ins), target.name) if target.kind is Kind.ONCALL else None
    if found is None:
        return None
    if shift := found.on_call(at):
        return shift.until
    following = found.next_shift(at)
    return following.since if following else None


def _on_call(settings: Settings, lent: tuple[StandIn, ...], name: str, at: datetime) -> tuple[str, ...]:
    found = _rota(settings, lent, name)
    shift = found.on_call(at) if found else None
    return (shift.person,) if shift else ()


def _rota(settings: Settings, lent: tuple[StandIn, ...], name: str) -> Schedule | None:
    team = settings.teams.get(name)
    named = team.oncall if team and team.oncall else name
    return rota(settings, named, lent) if named in settings.rotas else None
