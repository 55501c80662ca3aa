"""What the clock does about promises: clocks that are due are looked at, and people hear of them.

What was planned at the look before and still holds is handed out first; all others are looked at. What
is decided, and the rows that carry it outside, are written in one unit of work; whether it still holds
is asked again when it is sent (`bot/actions/sla_nag_errand.py`).
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.actions import sla_alone, sla_breaches, sla_cases, sla_incident, sla_nag, sla_page, sla_plan
from bot.actions.sla_round import Round
from bot.domain.sla_metric import Metric
from bot.domain.sla_tracked import Tracked
from bot.errors import Unavailable
from bot.ports import Work
from bot.world import World

log = logging.getLogger("caseline.promises")

BATCH = 200
"""Clocks in one unit of work."""

BATCHES = 50
"""Units of work that one knock does at most; the rest is due at the next."""

PLANNED = 5_000
"""Clocks in one unit of work that hands out what was planned."""

LATER = timedelta(minutes=10)
"""When something is looked at again that could not be looked at because of a mistake of ours."""


def sweep(world: World) -> int:
    """Looks at every clock that is due; how many those were. Safe to run in several replicas at once."""
    return sum(_until_done(world, step) for step in (_planned, _batch))


def _until_done(world: World, step: Callable[[World], int]) -> int:
    """One unit of work after the other; nothing comes of one that leaves all to others."""
    looked = 0
    for _ in range(BATCHES):
        with world.store.read() as work:
            if not work.clocks.is_any_due(world.clock.now()):
                break
        if not (some := step(world)):
            break
        looked += some
    return looked


def _planned(world: World) -> int:
    """What was planned and still holds is handed out as it is; the rest is looked at."""
    try:
        now = world.clock.now()
        with world.store.change() as work:
            made_of = sla_plan.made_of(world, work.editions.newest())
            planned = work.plans.take(now, made_of, limit=PLANNED)
            if planned:
                sla_nag.hand_out(world, work, planned)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - a mistake of ours about plans must not keep anybody from looking
        log.warning("What was planned is looked at instead: %s", type(error).__name__)
        return 0
    return len({one.place for one in planned})


def _batch(world: World) -> int:
    try:
        return _look(world, lambda work, now: work.clocks.take_due(now, limit=BATCH))
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - a mistake of ours about one ticket must not silence all others
        log.warning("A batch of promises is looked at one by one: %s", type(error).__name__)
    return _one_by_one(world)


def _one_by_one(world: World) -> int:
    """As a batch in which each ticket and each incident has a unit of work of its own."""
    with world.store.change() as work:
        due = work.clocks.take_due(world.clock.now(), limit=BATCH)
    for about in sorted({one.about for one in due}):
        _guarded(world, about, partial(_look, world, partial(_due_of, about)))
    return len(due)


def _due_of(about: str, work: Work, now: datetime) -> list[Tracked]:
    return [one for one in work.clocks.lock(about) if one.look_at and one.look_at <= now]


def _guarded(world: World, about: str, run: Callable[[], object]) -> None:
    """What goes wrong with one of them is tried again later; the others do not wait for it."""
    if sla_alone.breaks(about, run):
        _put_off(world, about)


def _put_off(world: World, about: str) -> None:
    now = world.clock.now()
    with world.store.change() as work:
        work.clocks.save([replace(one, look_at=now + LATER) for one in _due_of(about, work, now)])


def _look(world: World, take: Callable[[Work, datetime], list[Tracked]]) -> int:
    """Decides about these clocks, all at once; how many those were."""
    now = world.clock.now()
    with world.store.change() as work:
        due = take(work, now)
        abouts = {one.about for one in due}
        cases = sla_cases.read(world, work, abouts, now)
        notices = work.notices.of_several(abouts)
        hushes = work.hushes.of_several(abouts)
        found = Round(world, work, now, due)
        for one in due:
            found.look(one, cases.get(one.about), notices.get(one.about, []), hushes.get(one.about, []))
        missed = sla_breaches.all_breached(work, cases.values(), now)
        overdue = sorted({one.about for one in missed if one.metric is Metric.INCIDENT_UPDATE})
        found.write(missed, notices)
        sla_page.follow(world, work, cases, missed)
    for about in sorted(found.turned):
        _guarded(world, about, partial(_derive, world, about))
    for about in overdue:
        _guarded(world, about, partial(sla_incident.overdue, world, about))
    return len(due)


def _derive(world: World, about: str) -> None:
    """Something counts now that was known before its instant, so that clocks began, ended or stopped."""
    with world.store.change() as work:
        work.clocks.lock(about)
        sla_cases.derive(world, work, about)
        sla_nag.redraw(world, work, about)
