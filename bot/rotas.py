"""Rotas as the settings name them: who is on call, and when nobody is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from bot.config import Settings
from bot.domain.rota import Schedule
from bot.domain.rota_duty import Duty, duty
from bot.domain.rota_override import Override
from bot.domain.rota_shift import Gap
from bot.domain.rota_stand_in import StandIn
from bot.domain.wording import say
from bot.errors import NotFound
from bot.settings_rota import Rota

LOOKED_AHEAD = timedelta(days=90)

StandIns = Sequence[StandIn]
"""In the order in which they were asked for."""

Rotas = Mapping[str, Schedule]
"""By their key in the settings."""


def rotas(settings: Settings, lent: StandIns = ()) -> dict[str, Schedule]:
    """All of them, with those who stand in as people asked for it."""
    return {name: rota(settings, name, lent) for name in settings.rotas}


def rota(settings: Settings, name: str, lent: StandIns = ()) -> Schedule:
    """Of this key; raises KeyError."""
    return _kept(name, settings.rotas[name], tuple(one for one in lent if one.rota == name))


def rota_of(settings: Settings, words: str) -> str:
    """The key of the rota of this team, else of the rota that is called so; raises NotFound."""
    return _named(settings, words)


def gaps(settings: Settings, known: Rotas, now: datetime) -> Iterator[tuple[str, Gap]]:
    """When nobody is on call in the next ninety days, of every rota that should have somebody always."""
    for name, one in settings.rotas.items():
        if one.around_the_clock:
            yield from ((name, gap) for gap in known[name].gaps(now, now + LOOKED_AHEAD))


def duties(settings: Settings, name: str, at: datetime, lent: StandIns = ()) -> list[Duty]:
    """Who is on call at an instant: by the rota that is named, or by all of them for an empty name.

    A team stands for its rota, before a rota of the same name. Raises NotFound.
    """
    names = [_named(settings, name)] if name else list(settings.rotas)
    return [_duty(settings, one, at, lent) for one in names]


def _duty(settings: Settings, name: str, at: datetime, lent: StandIns) -> Duty:
    teams = tuple(team for team, one in settings.teams.items() if one.oncall == name)
    around_the_clock = settings.rotas[name].around_the_clock
    return duty(rota(settings, name, lent), at, teams, around_the_clock=around_the_clock)


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


@lru_cache(maxsize=4096)
def _kept(name: str, written: Rota, lent: tuple[StandIn, ...]) -> Schedule:
    """Kept, because a rota knows its tables only after it was asked."""
    schedule = written.schedule(name)
    if not lent:
        return schedule
    return schedule.overridden(
        *(
            Override(person=one.person, since=one.since, until=one.until, instead_of=one.instead_of)
            for one in lent
        )
    )
