"""What happens to an incident, as far as promises are concerned: kept, and its clocks derived anew."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.actions import outgoing, sla_alone, sla_clocks, status_card
from bot.actions.change import Change
from bot.domain.audit import Actor
from bot.domain.incident import Incident, Status
from bot.domain.role import CUSTOMER_LIAISON, INCIDENT_COMMANDER, Holder
from bot.domain.sla_case import Case
from bot.domain.sla_clock import State
from bot.domain.sla_conditions import Subject
from bot.domain.sla_metric import Metric
from bot.domain.sla_update import BEGINNINGS, OURS, Update, What, ordered
from bot.domain.timeline import TimelineEntry
from bot.ports import Work
from bot.world import World

AT_MOST = 10_000
"""Open incidents that are taken up at the start; the others are when something happens to them."""

FOUND = {INCIDENT_COMMANDER: What.ACKNOWLEDGED, CUSTOMER_LIAISON: What.LIAISON}
"""What it is when somebody wears this hat for the first time."""


def declared(world: World, work: Work, incident: Incident, entry: int) -> Incident:
    """Its clocks begin; it comes back with when customers hear of it next. `entry` tells of it."""
    work.updates.add(incident.key, [_beginning(incident, entry)])
    due = _due(sla_clocks.derive(world, work, incident.key))
    if due is None:
        return incident
    incident = replace(incident, next_update_due=due)
    work.incidents.save(incident)
    return incident


def happened(change: Change, what: What, entry: TimelineEntry, *, promised: datetime | None = None) -> None:
    """Within a change, after it was saved: clocks and the instant of the next update follow.

    `entry` tells of it on the timeline and names it, so that it is known once. Another severity or
    phase is noticed. `promised` is for when the next update was announced. Nothing happens
    before what happened before: a clock that was put back stands still until it has caught up.
    """
    key = change.incident.key
    known = _remembered(change)
    about = _subject(change.incident)
    before = next((one.about for one in reversed(known) if one.about is not None), None)
    update = Update(
        source=OURS,
        id=f"entry/{entry.id}",
        at=max(change.now, known[-1].at),
        sequence=entry.id,
        what=what,
        about=None if about == before else about,
        promised=promised,
    )
    change.work.updates.add(key, [update])
    look_again(change)


def look_again(change: Change) -> None:
    """Somebody else is to be reminded now; whoever was to be, is not any more."""
    _remembered(change)
    case = sla_clocks.derive(change.world, change.work, change.incident.key)
    change.save(next_update_due=_due(case))


def _remembered(change: Change) -> Sequence[Update]:
    """What is known, in its order; of an incident that is older than clocks, what it tells itself."""
    key = change.incident.key
    known = change.work.updates.of(key)
    if not any(one.what in BEGINNINGS for one in known):
        told = list(_so_far(change.before, change.work.roles.of(key)))
        change.work.updates.add(key, told)
        known = [*known, *told]
    return ordered(known)


def take_up(world: World) -> None:
    """Open incidents that are older than clocks get theirs. Called again it changes nothing.

    One of which something cannot be read is left out, so that neither others nor the start wait for it.
    """
    with world.store.read() as work:
        keys = [one.key for one in work.incidents.with_status(Status.OPEN, limit=AT_MOST)]
        known = work.updates.of_several(keys)
    for key in keys:
        if key not in known:
            sla_alone.breaks(key, partial(_take_up, world, key))


def _take_up(world: World, key: str) -> None:
    by = Actor("", "clock", "start")
    with world.change(by) as work:
        incident = work.incidents.lock(key)
        if incident is None or not incident.is_open or work.updates.of(key):
            return
        change = Change(world, work, by, incident, world.clock.now(), work.rooms.of(key))
        look_again(change)
        if change.incident != incident:
            change.redraw()


def overdue(world: World, key: str) -> None:
    """Nobody did anything, so its cards do not know yet that an update is overdue.

    A unit of work of its own: whoever draws several incidents at once would wait for us, and we for them.
    """
    with world.store.change() as work:
        incident = work.incidents.get(key)
        if incident and incident.is_open:
            rooms = work.rooms.of(key)
            outgoing.redraw(world, work, incident, rooms, asks=False)
            if draft := work.status_updates.in_hand(key):
                status_card.show(world, work, incident, draft, rooms)


def _beginning(incident: Incident, entry: int | None = None) -> Update:
    return Update(
        source=OURS,
        id="declared",
        at=incident.declared_at,
        sequence=entry,
        what=What.DECLARED,
        about=_subject(incident),
    )


def _so_far(incident: Incident, holders: Sequence[Holder]) -> Iterator[Update]:
    """As it stands now: what severity it had before, nobody knows any more."""
    yield _beginning(incident)
    for one in holders:
        if what := FOUND.get(one.role):
            yield Update(source=OURS, id=f"before/{what}", at=one.since, what=what)
    if incident.last_update_at:
        yield Update(source=OURS, id="before/published", at=incident.last_update_at, what=What.PUBLISHED)
    if incident.ended_at and not incident.is_open:
        yield Update(source=OURS, id="before/over", at=incident.ended_at, what=What.OVER)


def _subject(incident: Incident) -> Subject:
    return Subject(severity=incident.severity, phase=incident.phase)


def _due(case: Case | None) -> datetime | None:
    """When customers should next hear of it; None where nothing is promised, and after the end."""
    running = (one for one in case.clocks if one.state is State.ACTIVE) if case else ()
    return next((one.due for one in running if one.metric is Metric.INCIDENT_UPDATE), None)
