"""At which pace customers of an incident hear of it, and what their next word promises."""

from datetime import datetime

from bot.actions import sla_book
from bot.config import Settings
from bot.domain.calendar import ALWAYS
from bot.domain.incident import Incident
from bot.domain.sla_metric import Metric
from bot.domain.sla_pace import Rhythm, pace_of
from bot.domain.sla_policy import Subject, Target
from bot.ports import Work
from bot.world import World


def rhythm(world: World, work: Work, incident: Incident) -> Rhythm:
    """As things stand now."""
    usual, slower = (_target(world, work, incident, slow=slow) for slow in (False, True))
    return Rhythm(
        pace=pace_of(work.updates.of(incident.key)),
        usual=usual.seconds if usual else 0,
        slower=slower.seconds if slower else 0,
    )


def next_word(world: World, work: Work, incident: Incident) -> datetime | None:
    """When customers hear again at the latest, if they hear now; None where nothing is promised."""
    now = world.clock.now()
    slow = pace_of(work.updates.of(incident.key)).is_slow
    target = _target(world, work, incident, slow=slow)
    if target is None:
        return None
    return world.calendars.get(target.calendar, ALWAYS).add(now, target.seconds)


def _target(world: World, work: Work, incident: Incident, *, slow: bool) -> Target | None:
    about = Subject(severity=incident.severity, phase=incident.phase)
    policy = sla_book.current(world, work).book.policy(about, world.clock.now())
    return policy.target(Metric.INCIDENT_UPDATE, about, slow=slow) if policy else None


def is_worse(settings: Settings, before: str, after: str) -> bool:
    """A severity that the settings know no longer is worse than none of them."""
    known = list(settings.severities)
    return after in known and (before not in known or known.index(after) < known.index(before))
