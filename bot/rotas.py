"""Rotas as the settings name them: who is on call, and when nobody is."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.config import Settings
from bot.domain.rota import Schedule
from bot.domain.rota_shift import Gap

LOOKED_AHEAD = timedelta(days=90)

Rotas = Mapping[str, Schedule]
"""By their key in the settings."""


def rotas(settings: Settings) -> dict[str, Schedule]:
    return {name: one.schedule(name) for name, one in settings.rotas.items()}


def gaps(settings: Settings, known: Rotas, now: datetime) -> Iterator[tuple[str, Gap]]:
    """When nobody is on call in the next ninety days, of every rota that should have somebody always."""
    for name, one in settings.rotas.items():
        if one.around_the_clock:
            yield from ((name, gap) for gap in known[name].gaps(now, now + LOOKED_AHEAD))


def rota_for(settings: Settings, known: Rotas, name: str) -> Schedule | None:
    """The rota of the team with this name, else the rota with this name."""
    team = settings.teams.get(name)
    return known.get(team.oncall if team and team.oncall else name)
