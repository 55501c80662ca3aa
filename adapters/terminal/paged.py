"""Lines of `caseline check` about pages: whom they cannot reach, and when a policy has nobody to page."""

from collections.abc import Collection, Iterator
from datetime import datetime

from adapters.terminal.plain import instant
from bot.config import Settings
from bot.domain.escalation import EscalationPolicy, Kind, Target, target
from bot.domain.finding import Finding
from bot.paging import policy_for, who_of
from bot.rotas import LOOKED_AHEAD, rota, rota_of
from bot.settings_people import CHATS

SET_AN_ID = "set their id in a chat under `people` (such as `slack: U012`), or a `phone` and paging.twilio"
SPEAK_FIRST = (
    "set their id under `people` (such as `slack: U012`); without one, a page reaches them by chat only once "
    "they have used Caseline there"
)
LAST_RESORT = "name a `last_resort` there, or paging.last_resort for all of them"


def findings(settings: Settings, now: datetime, chats: Collection[str]) -> Iterator[Finding]:
    """Nothing where nobody is paged. `chats` are connected; that none is, is told elsewhere."""
    named = _named(settings)
    lost = [name for name in named if not _is_reached(settings, name, chats or CHATS)]
    by_address = [name for name in lost if settings.people[name].email]
    nowhere = [name for name in lost if name not in by_address]
    if nowhere:
        yield Finding("pages", f"{', '.join(nowhere)}: no way to page them is set", SET_AN_ID)
    if by_address:
        yield Finding("pages", f"{', '.join(by_address)}: known by an address alone", SPEAK_FIRST)
    if named and not lost:
        yield Finding("pages", f"{len(named)} people who are on call or stand behind them can be reached")
    for name in settings.escalation:
        policy = policy_for(settings, Target(Kind.POLICY, name))
        if not policy.last_resort and (at := _nobody(settings, policy, now)):
            says = f"from {instant(at)} on, nobody would be paged by it"
            yield Finding(f"escalation.{name}", says, LAST_RESORT)


def _named(settings: Settings) -> list[str]:
    """Keys of `people`, each once, of everybody whom a page may be meant for."""
    found = [person for one in settings.rotas.values() for _, person in one.people()]
    policies = [policy_for(settings, Target(Kind.POLICY, name)) for name in settings.escalation]
    found += [one.name for policy in policies for one in _targets(policy) if one.kind is Kind.PERSON]
    found += [policy.last_resort for policy in policies]
    found += [one.name for one in map(target, settings.role_pages.values()) if one.kind is Kind.PERSON]
    found += [team.lead for team in settings.teams.values() if team.oncall or team.escalation]
    found += [settings.paging.last_resort]
    return sorted(set(filter(None, found)))


def _targets(policy: EscalationPolicy) -> Iterator[Target]:
    return (one for step in policy.steps for one in step.targets)


def _is_reached(settings: Settings, name: str, chats: Collection[str]) -> bool:
    person = settings.people[name]
    by_chat = any(id.partition(":")[0] in chats for id in person.ids)
    return by_chat or bool(person.phone and settings.paging.twilio)


def _nobody(settings: Settings, policy: EscalationPolicy, now: datetime) -> datetime | None:
    """The first instant in the next ninety days at which no step has anybody."""
    who, targets = who_of(settings), list(_targets(policy))
    instants = {now}
    for one in targets:
        if one.kind is Kind.ONCALL:
            gaps = rota(settings, rota_of(settings, one.name)).gaps(now, now + LOOKED_AHEAD)
            instants.update(max(gap.since, now) for gap in gaps)
    return next((at for at in sorted(instants) if not any(who(one, at) for one in targets)), None)
