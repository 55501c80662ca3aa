"""Escalation policies as the settings name them, and who stands behind their targets."""

from datetime import datetime

from bot.config import Settings
from bot.domain.escalation import EscalationPolicy, Kind, Target, flattened
from bot.domain.escalation_next import Who
from bot.rotas import Rotas, rota_for
from bot.settings_escalation import as_written


def escalation_policies(settings: Settings) -> dict[str, EscalationPolicy]:
    """By name, each with the steps of those to which it refers."""
    written = as_written(settings.escalation)
    return {name: flattened(name, written) for name in written}


def who_of(settings: Settings, known: Rotas) -> Who:
    """Asks people, teams and rotas of the settings; answers with keys of `people`."""

    def who(target: Target, at: datetime) -> tuple[str, ...]:
        if target.kind is Kind.PERSON:
            return (target.name,)
        if target.kind is Kind.ONCALL:
            return _on_call(settings, known, target.name, at)
        team = settings.teams.get(target.name)
        if team is None:
            return ()
        lead = (team.lead,) if team.lead else ()
        return lead if target.kind is Kind.LEAD else tuple(dict.fromkeys((*team.members, *lead)))

    return who


def _on_call(settings: Settings, known: Rotas, name: str, at: datetime) -> tuple[str, ...]:
    rota = rota_for(settings, known, name)
    shift = rota.on_call(at) if rota else None
    return (shift.person,) if shift else ()
