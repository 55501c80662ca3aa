"""Clocks whose figures come from the desk itself, where the settings say that the desk is believed."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar import Calendar
from bot.domain.sla_clock import Breach, ClockState, Source, State
from bot.domain.sla_course import Course
from bot.domain.sla_policy import Metric, Target
from bot.domain.ticket import Deadline

TOLERANCE = timedelta(seconds=60)
"""Two deadlines that are no further apart are the same."""


def believed(clock: ClockState, deadline: Deadline) -> ClockState:
    """This clock by the desk's figures; unchanged where the desk tells no instant of a running clock.

    Past the desk's due it is late. A breach is recorded when the desk says so, not when we count it.
    What we counted stays there to explain.
    """
    state = _state(deadline)
    if clock.state is State.CANCELLED or (state is State.ACTIVE and deadline.due_at is None):
        return clock
    due = None if state is State.PAUSED else deadline.due_at
    missed = (Breach(clock.target.identity, deadline.due_at or clock.now),) if deadline.missed else ()
    return replace(
        clock,
        source=Source.DESK,
        state=state,
        due=due,
        elapsed=clock.target.seconds - _ahead(clock, due) if due and state is State.ACTIVE else clock.elapsed,
        is_breached=deadline.missed or (due is not None and state is State.ACTIVE and due < clock.now),
        breaches=missed,
        paused_by=clock.paused_by if state is State.PAUSED else None,
        reason=None,
        ended_at=(clock.ended_at or clock.now) if state is State.FULFILLED else None,
    )


def told(
    deadline: Deadline, target: Target, started_at: datetime, calendar: Calendar, now: datetime
) -> ClockState:
    """A clock of which we know only what the desk tells; `target` is kept from `target_told`."""
    paused = ClockState(
        metric=target.metric,
        instance=1,
        state=State.PAUSED,
        started_at=started_at,
        now=now,
        target=target,
        counted=Course(),
        measured=((started_at, target.calendar, calendar),),
    )
    return believed(paused, deadline)


def target_told(deadline: Deadline, started_at: datetime, name: str, calendar: Calendar) -> Target | None:
    """What the desk seems to promise, so much between start and due.

    To be kept from the first reading on: a due that a pause moved is no new promise.
    """
    metric = next((one for one in Metric if one == deadline.metric), None)
    if metric is None or deadline.due_at is None:
        return None
    return Target(metric=metric, seconds=max(1, calendar.between(started_at, deadline.due_at)), calendar=name)


def difference(clock: ClockState, deadline: Deadline) -> timedelta | None:
    """How much later the desk's due is than ours, None while they agree or cannot be compared."""
    if clock.source is not Source.COMPUTED or clock.due is None or deadline.due_at is None:
        return None
    apart = deadline.due_at - clock.due
    return apart if abs(apart) > TOLERANCE else None


def _state(deadline: Deadline) -> State:
    if deadline.met:
        return State.FULFILLED
    return State.PAUSED if deadline.paused else State.ACTIVE


def _ahead(clock: ClockState, due: datetime) -> int:
    """Open seconds from now to then, negative when it is over."""
    calendar = clock.calendar
    return calendar.between(clock.now, due) - calendar.between(due, clock.now)
