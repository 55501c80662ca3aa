"""Rotas as the settings name them: who is on call, and when nobody is."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from bot.config import Settings
from bot.domain.rota import Schedule
from bot.domain.rota_duty import Duty, duty
from bot.domain.rota_shift import Gap
from bot.domain.wording import say
from bot.errors import NotFound
from bot.settings_rota import Rota

LOOKED_AHEAD = timedelta(days=90)

Rotas = Mapping[str, Schedule]
"""By their key in the settings."""


def rotas(settings: Settings) -> dict[str, Schedule]:
    return {name: _kept(name, one) for name, one in settings.rotas.items()}


def gaps(settings: Settings, known: Rotas, now: datetime) -> Iterator[tuple[str, Gap]]:
    """When nobody is on call in the next ninety days, of every rota that should have somebody always."""
    for name, one in settings.rotas.items():
        if one.around_the_clock:
            yield from ((name, gap) for gap in known[name].gaps(now, now + LOOKED_AHEAD))


def duties(settings: Settings, name: str, at: datetime) -> list[Duty]:
    """Who is on call at an instant: by the rota that is named, or by all of them for an empty name.

    A team stands for its rota, before a rota of the same name. Raises NotFound.
    """
    return [_duty(settings, rota, at) for rota in ([_named(settings, name)] if name else settings.rotas)]


def _duty(settings: Settings, name: str, at: datetime) -> Duty:
    rota = settings.rotas[name]
    teams = tuple(team for team, one in settings.teams.items() if one.oncall == name)
    return duty(_kept(name, rota), at, teams, around_the_clock=rota.around_the_clock)


def _named(settings: Settings, words: str) -> str:
    name = words.strip().casefold().replace(" ", "_").replace("-", "_")
    team = settings.teams.get(name)
    found = team.oncall if team and team.oncall else name
    if found in settings.rotas:
        return found
    if team:
        raise NotFound(
            say(
                "The team {name} has no rota.\n"
                "Whoever runs Caseline names it in the settings, under teams.{name}.oncall. {known}",
                name=name,
                known=_known(settings),
            )
        )
    raise NotFound(
        say(
            "There is neither a team with a rota nor a rota called {name}.\n{known}",
            name=words.strip()[:40],
            known=_known(settings),
        )
    )


def _known(settings: Settings) -> str:
    teams = (name for name, team in settings.teams.items() if team.oncall)
    names = ", ".join(dict.fromkeys((*teams, *settings.rotas)))
    return say("There are: {names}.", names=names) if names else say("There is none yet.")


@lru_cache(maxsize=256)
def _kept(name: str, written: Rota) -> Schedule:
    """Kept, because a rota knows its tables only after it was asked."""
    return written.schedule(name)
