"""Clocks of a desk that is believed, from its deadlines and from what was kept of its clocks before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import ALWAYS
from bot.domain.sla_clock import ClockState
from bot.domain.sla_desk import believed, target_told, told
from bot.domain.sla_metric import Metric
from bot.domain.sla_target import ALWAYS_OPEN, Target
from bot.domain.sla_tracked import Tracked
from bot.domain.sla_update import YEARS
from bot.domain.ticket import Deadline, Ticket


def by_the_desk(
    ticket: Ticket, clocks: Sequence[ClockState], kept: Sequence[Tracked], now: datetime
) -> list[ClockState]:
    """The last run of each metric by the desk's figures; also of what no policy of ours promises."""
    found = list(clocks)
    for deadline in map(_possible, ticket.deadlines):
        places = [place for place, one in enumerate(found) if one.metric == deadline.metric]
        if places:
            ours = found[places[-1]]
            found[places[-1]] = _ended_once(believed(ours, deadline), kept)
        elif clock := _told(ticket, deadline, kept, now):
            found.append(_ended_once(clock, kept))
    return found


def _possible(deadline: Deadline) -> Deadline:
    """Without an instant that no desk can mean: some write the end of days for never."""
    due = deadline.due_at
    return replace(deadline, due_at=None) if due and due.year not in YEARS else deadline


def _told(ticket: Ticket, deadline: Deadline, kept: Sequence[Tracked], now: datetime) -> ClockState | None:
    """What the desk promised first stays what was promised; a new question begins a new run."""
    runs = [one for one in kept if one.metric == deadline.metric]
    last = max(runs, key=lambda one: one.instance, default=None)
    if last and last.ended_at and not deadline.met and last.metric is Metric.NEXT_REPLY:
        target = target_told(deadline, now, ALWAYS_OPEN, ALWAYS)
        return (
            replace(told(deadline, target, now, ALWAYS, now), instance=last.instance + 1) if target else None
        )
    if last:
        target = Target(metric=last.metric, seconds=last.seconds, calendar=last.calendar)
        return replace(told(deadline, target, last.started_at, ALWAYS, now), instance=last.instance)
    begun = ticket.created_at if ticket.created_at and ticket.created_at.year in YEARS else now
    target = target_told(deadline, begun, ALWAYS_OPEN, ALWAYS)
    return told(deadline, target, begun, ALWAYS, now) if target else None


def _ended_once(clock: ClockState, kept: Sequence[Tracked]) -> ClockState:
    """A desk tells that it is over, not since when; that is when we first heard of it."""
    known = next((one for one in kept if (one.metric, one.instance) == (clock.metric, clock.instance)), None)
    if known and known.ended_at and clock.ended_at == clock.now:
        return replace(clock, ended_at=known.ended_at)
    return clock
