"""Somebody takes a promise on: others hear less of it, and nothing of what was promised changes."""

from datetime import datetime

from bot.actions import identity, sla_look, sla_meant, sla_nag
from bot.actions.sla_remind import taken
from bot.domain.audit import Actor, entry
from bot.domain.sla_case import Case
from bot.domain.sla_clock import ClockState
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import reached
from bot.domain.sla_notice import Hush, Wish
from bot.ports import Work
from bot.world import World


def take_on(  # noqa: PLR0913 - what a button knows
    world: World,
    by: Actor,
    about: str,
    *,
    until: datetime | None,
    metric: Metric | None = None,
    instance: int | None = None,
    level: int | None = None,
    instead: bool = False,
) -> Hush:
    """Who is on it from now on: nobody else is reminded of this level before `until`.

    Without a metric the most pressing clock is meant, without a level the highest that was reached.
    If somebody else is on it and it is not to be `instead`, nothing changes, and theirs comes back.
    """
    now = world.clock.now()
    with world.change(by) as work:
        work.clocks.lock(about)
        case = sla_meant.case_of(world, work, about)
        clock = sla_meant.pressing(case, metric, instance)
        before = _taken(work, clock, about)
        mine = before is None or identity.is_same(world, work, before.by, by.person)
        if before and not mine and not instead and (before.until is None or before.until > now):
            return before
        hush = Hush(
            about=about,
            metric=clock.metric,
            instance=clock.instance,
            wish=Wish.ACKNOWLEDGED,
            level=_highest(world, case, clock) if level is None else level,
            recipient="",
            by=by.person,
            at=now,
            until=until,
        )
        work.hushes.put(hush)
        work.clocks.unplan(about)
        if until:
            work.clocks.look_at(about, until)
        what = f"{clock.metric} {clock.instance}"
        after = {"on_it": what, "until": until.isoformat() if until else ""}
        work.audit.add(entry(by, about, now, {}, after))
        sla_nag.redraw(world, work, about)
        return hush


def _taken(work: Work, clock: ClockState, about: str) -> Hush | None:
    hushes = work.hushes.of_several([about]).get(about, [])
    return taken(one for one in hushes if (one.metric, one.instance) == (clock.metric, clock.instance))


def _highest(world: World, case: Case, clock: ClockState) -> int:
    found = reached(clock, sla_look.ladder(world, case, clock), clock.calendar.zone)
    return max((one.rung.level for one in found), default=0)
