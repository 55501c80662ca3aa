"""Clocks: how long each promise has run, and when it is due. Derived from the log, never counted up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.calendar import Calendar
from bot.domain.sla_breach import Breach, breaches
from bot.domain.sla_course import Calendars, Course, Ruler, Span, Way, course, edition_at, rulers
from bot.domain.sla_event import Event, Reason, in_order
from bot.domain.sla_policy import Metric, Target
from bot.domain.sla_run import Hold, Run, fold
from bot.domain.ticket import TicketStatus

__all__ = ["Breach", "ClockState", "Source", "State", "clocks"]


class State(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        return self in (State.FULFILLED, State.CANCELLED)


class Source(StrEnum):
    """Whose figures are shown."""

    COMPUTED = "computed"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    """One run of a metric as it stood at `now`. Seconds are open ones, without pauses.

    `due` is None while it is paused, and where no due can be told; of a fulfilled clock it is
    the due it would have had. `ended_at` is when it was fulfilled or cancelled. `breached` is about
    the target of now, `breaches` about every target it ever had. `measured`
    says which calendar judged which seconds.
    """

    metric: Metric
    instance: int
    state: State
    started_at: datetime
    now: datetime
    target: Target
    policy: str = ""
    version: str = ""
    elapsed: int = 0
    due: datetime | None = None
    breaches: tuple[Breach, ...] = ()
    is_breached: bool = False
    paused_by: TicketStatus | None = None
    reason: Reason | None = None
    ended_at: datetime | None = None
    source: Source = Source.COMPUTED
    spans: tuple[Span, ...] = ()
    holds: tuple[Hold, ...] = ()
    counted: Course
    measured: tuple[Ruler, ...]

    @property
    def remaining(self) -> int:
        """Negative after a breach."""
        return self.target.seconds - self.elapsed

    @property
    def percent(self) -> float:
        return 100 * self.elapsed / self.target.seconds

    @property
    def calendar(self) -> Calendar:
        """The one that counts now."""
        return self.measured[-1][2]

    def reaches(self, seconds: int) -> datetime | None:
        """When so much was or will be counted; None if that depends on when it runs again.

        By the desk's figures where the desk is believed: so long before or after its due.
        """
        if self.source is Source.COMPUTED:
            return self.counted.reaches(seconds)
        if self.due is None:
            return None
        ahead = self.target.seconds - seconds
        return self.calendar.sub(self.due, ahead) if ahead > 0 else self.calendar.add(self.due, -ahead)


def clocks(events: Iterable[Event], calendars: Calendars, now: datetime) -> list[ClockState]:
    """Every run that was ever promised anything, as it stands at `now`, in the order of metrics.

    The events say which target of which policy holds; later ones than `now` do not count yet.
    """
    by_clock: dict[tuple[Metric, int], list[Event]] = {}
    for event in in_order(events):
        if event.at <= now:
            by_clock.setdefault((event.metric, event.instance), []).append(event)
    places = {metric: place for place, metric in enumerate(Metric)}
    found = []
    for metric, instance in sorted(by_clock, key=lambda key: (places[key[0]], key[1])):
        run = fold(by_clock[metric, instance])
        promised = [(hold, hold.target) for hold in run.holds if hold.target]
        if run.started_at and promised:
            found.append(_state((metric, instance), run, promised, run.started_at, calendars, now))
    return found


def _state(
    key: tuple[Metric, int],
    run: Run,
    promised: list[tuple[Hold, Target]],
    started_at: datetime,
    calendars: Calendars,
    now: datetime,
) -> ClockState:
    hold, target = promised[-1]
    named = [(max(one.at, started_at), wanted.calendar) for one, wanted in promised]
    measured = rulers([(started_at, named[0][1]), *named[1:]], calendars, now)
    spans = tuple(run.all_spans())
    counted = course(spans, measured)
    hidden_at = run.holds[-1].at if run.target is None else None
    until = hidden_at or run.ended_at or now
    elapsed = counted.elapsed(until)
    clock = ClockState(
        metric=key[0],
        instance=key[1],
        state=_what(run),
        started_at=started_at,
        now=now,
        target=target,
        policy=hold.policy,
        version=hold.version,
        elapsed=elapsed,
        breaches=breaches(run, counted, until),
        is_breached=elapsed > target.seconds,
        paused_by=run.status,
        reason=run.reason if hidden_at is None else Reason.NO_POLICY,
        ended_at=hidden_at or run.ended_at,
        spans=spans,
        holds=tuple(run.holds),
        counted=counted,
        measured=measured,
    )
    return _dated(clock, calendars)


def _what(run: Run) -> State:
    if run.reason or run.target is None:
        return State.CANCELLED
    if run.way is Way.ENDED:
        return State.FULFILLED
    return State.PAUSED if run.way is Way.PAUSED else State.ACTIVE


def _dated(clock: ClockState, calendars: Calendars) -> ClockState:
    """With its due, if it has one; a cancelled clock keeps only what was missed before."""
    if clock.state is State.CANCELLED:
        return replace(clock, is_breached=bool(clock.breaches), paused_by=None)
    if clock.state is State.PAUSED:
        return clock
    counted = clock.counted
    if clock.state is State.FULFILLED and clock.ended_at:
        hours = edition_at(calendars, clock.target.calendar, clock.ended_at)
        counted = counted.running_on(clock.ended_at, hours)
    return replace(clock, due=counted.reaches(clock.target.seconds))
