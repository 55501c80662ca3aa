"""Whoever speaks for an incident is reminded of the summary that people inside the company wait for."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions import outgoing, summary_words
from bot.actions.summary_card import listeners
from bot.domain.incident import Incident, Status
from bot.domain.role import CUSTOMER_LIAISON, INCIDENT_COMMANDER
from bot.domain.summary import reminded_at
from bot.ports import Work
from bot.world import World

VIEW = "summary_due"

LOOKED_AT = 200
"""Open incidents that are looked at."""


@dataclass(frozen=True, slots=True)
class Due:
    """The next one is due `at`, and `listeners` wait for it; `after` is the number of the last one."""

    at: datetime
    listeners: int
    after: int


def remind(world: World) -> None:
    """Once for each instant, whichever replica comes first."""
    with world.store.read() as work:
        keys = [one.key for one in _open(work) if _instant(world, work, one)]
    for key in keys:
        with world.store.change() as work:
            incident = work.incidents.get(key)
            if incident and incident.is_open:
                _remind(world, work, incident)


def _open(work: Work) -> list[Incident]:
    return work.incidents.with_status(Status.OPEN, limit=LOOKED_AT)


def due(world: World, work: Work, incident: Incident) -> Due | None:
    """None where nobody waits: it is over, or not bad enough, or nobody would hear it."""
    if not incident.is_open or not summary_words.is_wanted(world, incident):
        return None
    waiting = len(listeners(world, work, incident).all)
    if not waiting:
        return None
    last = work.summaries.latest(incident.key)
    said = last.next_at if last else None
    since = last.published_at if last and last.published_at else incident.declared_at
    every = world.settings.stakeholders.summary_every
    return Due(said or since + every, waiting, last.number if last else 0)


def _instant(world: World, work: Work, incident: Incident) -> tuple[Due, datetime] | None:
    found = due(world, work, incident)
    every = world.settings.stakeholders.summary_every
    at = reminded_at(found.at, every, world.clock.now()) if found else None
    return (found, at) if found and at else None


def _remind(world: World, work: Work, incident: Incident) -> None:
    found = _instant(world, work, incident)
    person = _speaker(work, incident)
    if found is None or not person:
        return
    still, at = found
    if work.interactions.claim(f"summary/{incident.key}/{at.isoformat()}", world.clock.now()):
        outgoing.direct(world, work, incident, person=person, view=VIEW, after=still.after)


def _speaker(work: Work, incident: Incident) -> str:
    """The liaison, else the commander, else nobody: hats that are missing are asked for elsewhere."""
    holders = {one.role: one.person for one in work.roles.of(incident.key)}
    return holders.get(CUSTOMER_LIAISON, "") or holders.get(INCIDENT_COMMANDER, "")
