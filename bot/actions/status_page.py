"""What status pages show: everything of our own page, and one posting for a page that others run."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.actions import status_words
from bot.domain.incident import Incident
from bot.domain.status_page import (
    Component,
    Condition,
    Effect,
    Posting,
    ShownIncident,
    ShownPage,
    ShownUpdate,
)
from bot.domain.status_standing import standing
from bot.domain.status_update import RESOLVED, StatusFacts, StatusUpdate, UpdateState
from bot.ports import Work
from bot.world import World

KEPT = timedelta(days=3 * 366)
"""How far back the page remembers."""

AT_MOST = 5_000
"""Status updates that a page holds."""

_CONDITIONS = {
    Effect.CRITICAL: Condition.MAJOR_OUTAGE,
    Effect.MAJOR: Condition.PARTIAL_OUTAGE,
    Effect.MINOR: Condition.DEGRADED,
    Effect.NONE: Condition.OPERATIONAL,
}
PHASES = ("investigating", "identified", "monitoring", RESOLVED)
"""Phases that every status page knows."""


def effect(world: World, severity: str) -> Effect:
    """The worst severity is critical, another major one major; what is not known any more hurts a little."""
    known = world.settings.severities.get(severity)
    if known is None or not known.major:
        return Effect.MINOR
    return Effect.CRITICAL if severity == next(iter(world.settings.severities)) else Effect.MAJOR


def phase(world: World, update: StatusUpdate) -> str:
    """In words that every page knows: phases of one's own stand for those in whose place they are."""
    if update.phase in PHASES:
        return update.phase
    phases = world.settings.phases
    place = phases.index(update.phase) if update.phase in phases else 0
    return PHASES[min(place, 2)]


def posting(world: World, incident: Incident, facts: StatusFacts, update: StatusUpdate, text: str) -> Posting:
    said = phase(world, update)
    hurts = effect(world, incident.severity)
    condition = Condition.OPERATIONAL if said == RESOLVED else _CONDITIONS[hurts]
    return Posting(
        incident=incident.key,
        title=facts.title or incident.title,
        phase=said,
        effect=hurts,
        text=text,
        components=dict.fromkeys(facts.components, condition),
    )


def read(world: World) -> ShownPage:
    """As it stands now; raises Unavailable while the database does not answer."""
    with world.store.read() as work:
        return shown(world, work)


def shown(world: World, work: Work) -> ShownPage:
    """What was published of incidents that are neither private nor drills, the newest first."""
    now = world.clock.now()
    updates = work.status_updates.published_since(now - KEPT, limit=AT_MOST)
    by_incident: dict[str, list[StatusUpdate]] = {}
    for one in updates:
        by_incident.setdefault(one.incident, []).append(one)
    known = [incident for key in by_incident if (incident := work.incidents.get(key))]
    public = [one for one in known if not one.private and not one.drill]
    incidents = [_incident(world, work, one, by_incident[one.key]) for one in public]
    components = _components(world, incidents)
    return ShownPage(at=now, components=components, incidents=tuple(incidents))


def _incident(world: World, work: Work, incident: Incident, updates: Sequence[StatusUpdate]) -> ShownIncident:
    """The last correction takes the place of what it corrects, and stands for itself where that is too old.

    What was retracted stays as a gap that is told.
    """
    numbers = {one.number for one in updates}
    own = [one for one in updates if one.corrects not in numbers]
    facts = work.status_updates.facts(incident.key)
    latest = max(own, key=lambda one: one.number)
    over = latest.phase == RESOLVED and latest.state is UpdateState.PUBLISHED
    next_at = None if over else latest.next_at
    first = status_words.first_language(world)
    return ShownIncident(
        key=incident.key,
        titles={first: facts.title or incident.title},
        effect=effect(world, incident.severity),
        began_at=incident.declared_at,
        updates=tuple(_update(world, one, standing(updates, one.number)) for one in own),
        components=facts.components,
        resolved_at=latest.published_at if over else None,
        next_at=next_at,
        is_late=next_at is not None and next_at <= world.clock.now(),
    )


def _update(world: World, one: StatusUpdate, stands: StatusUpdate | None) -> ShownUpdate:
    return ShownUpdate(
        id=one.id,
        at=one.published_at or one.drafted_at,
        phase=phase(world, one),
        texts=stands.texts if stands else {},
        corrected_at=None if stands is one or not stands else stands.published_at,
        retracted_at=one.retracted_at,
    )


def _components(world: World, incidents: Iterable[ShownIncident]) -> tuple[Component, ...]:
    page = world.settings.status_page
    worst: dict[str, Condition] = {}
    order = list(Condition)
    for one in incidents:
        if one.resolved_at is None:
            for name in one.components:
                now = _CONDITIONS[one.effect]
                worst[name] = max(now, worst.get(name, Condition.OPERATIONAL), key=order.index)
    known = page.components.items() if page else ()
    return tuple(
        Component(
            name=name,
            title=one.title,
            description=one.description,
            condition=worst.get(name, Condition.OPERATIONAL),
        )
        for name, one in known
    )
