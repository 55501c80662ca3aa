"""What Zendesk promises about one ticket, from the `slas` it shows or else from its metric events.

An event alone is no verdict: `breach` may lie in the future, or be marked as deleted after the
promise was kept. So a deadline is the start plus the target, later by every pause. Where only
business hours count, Zendesk's own planned breach is taken, since it alone knows the calendar.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from adapters.tickets.values import instant, text
from bot.domain.ticket import Deadline

Event = Mapping[str, Any]
Told = Sequence[tuple[datetime, Event]]
"""Events of one instance of a metric, in order of time."""

SHOWN = {
    "first_reply_time": "first_reply",
    "next_reply_time": "next_reply",
    "total_resolution_time": "resolution",
    "requester_wait_time": "resolution",
    "agent_work_time": "resolution",
}
"""Their metrics for ours; of several that mean the same, the upper one counts."""
ENDS = ("resolution_time", "requester_wait_time", "agent_work_time")
"""Metrics of events that speak of a resolution, in the same order."""


def deadlines(slas: Any, events: Sequence[Event], now: datetime) -> tuple[Deadline, ...]:
    """One for each metric at most."""
    policy = slas.get("policy_metrics") if isinstance(slas, Mapping) else None
    shown = [one for one in policy if isinstance(one, Mapping)] if isinstance(policy, list) else []
    reckoned = tuple(_reckoned(events, now))
    return tuple(_shown(shown, reckoned, now)) if shown else reckoned


def _shown(
    policy: Sequence[Mapping[str, Any]], reckoned: Sequence[Deadline], now: datetime
) -> Iterator[Deadline]:
    """Whether what is fulfilled or paused was late is not shown; the events tell."""
    too_late = {one.metric for one in reckoned if one.missed}
    by_name = {text(one.get("metric")): one for one in policy}
    found: dict[str, Mapping[str, Any]] = {}
    for theirs, ours in SHOWN.items():
        if theirs in by_name:
            found.setdefault(ours, by_name[theirs])
    for ours, one in found.items():
        due, stage = instant(one.get("breach_at")), text(one.get("stage"))
        late = due is not None and due <= now if stage == "active" else ours in too_late
        yield Deadline(
            metric=ours, due_at=due, paused=stage == "paused", missed=late, met=stage == "achieved"
        )


def _reckoned(events: Sequence[Event], now: datetime) -> Iterator[Deadline]:
    replies = _instances(events, "reply_time")
    last = max(replies, default=0)
    if first := _deadline("first_reply", replies.get(1, ()), now):
        yield first
    if last > 1 and (again := _deadline("next_reply", replies[last], now)):
        yield again
    for theirs in ENDS:
        instances = _instances(events, theirs)
        if instances and (end := _deadline("resolution", instances[max(instances)], now)):
            yield end
            return


def _instances(events: Sequence[Event], metric: str) -> dict[int, Told]:
    """By number; 0 holds what belongs to no stretch of time, and is left out."""
    found: dict[int, list[tuple[datetime, Event]]] = {}
    for event in events:
        number, time = event.get("instance_id"), instant(event.get("time"))
        if event.get("metric") == metric and isinstance(number, int) and number > 0 and time:
            found.setdefault(number, []).append((time, event))
    return {number: sorted(told, key=lambda one: (one[0], _id(one[1]))) for number, told in found.items()}


def _id(event: Event) -> int:
    number = event.get("id")
    return number if isinstance(number, int) else 0


def _deadline(metric: str, told: Told, now: datetime) -> Deadline | None:
    """None without a policy, or before the clock was started."""
    target, clock = _target(told), _clock(told)
    if target is None or clock is None:
        return None
    due = _planned_breach(told) if _in_business_hours(told) else _after(clock.began, target - clock.before)
    late = due is not None and due < (clock.stopped or now)
    return Deadline(
        metric=metric,
        due_at=due if late or not clock.is_paused else None,
        paused=clock.is_paused,
        missed=late,
        met=clock.is_fulfilled,
    )


@dataclass(frozen=True, slots=True)
class _Clock:
    """The last stretch of running time, and how much ran `before` it."""

    began: datetime
    before: timedelta = timedelta()
    stopped: datetime | None = None
    is_fulfilled: bool = False

    @property
    def is_paused(self) -> bool:
        return self.stopped is not None and not self.is_fulfilled


def _clock(told: Told) -> _Clock | None:
    """A second start while it runs changes nothing, nor does a second stop."""
    clock: _Clock | None = None
    for time, event in told:
        what = text(event.get("type"))
        if what == "activate" and clock is None:
            clock = _Clock(time)
        elif what == "activate" and clock and clock.stopped:
            clock = _Clock(time, before=clock.before + clock.stopped - clock.began)
        elif what in ("pause", "fulfill") and clock:
            fulfilled = clock.is_fulfilled or what == "fulfill"
            clock = replace(clock, stopped=clock.stopped or time, is_fulfilled=fulfilled)
    return clock


def _after(began: datetime, left: timedelta) -> datetime | None:
    try:
        return began + left
    except OverflowError:
        return None


def _policy(told: Told) -> Mapping[str, Any]:
    """Of the policy that was applied last; empty when it was taken away, or there is none."""
    applied = [event.get("sla") for _, event in told if event.get("type") == "apply_sla"]
    return applied[-1] if applied and isinstance(applied[-1], Mapping) else {}


def _target(told: Told) -> timedelta | None:
    policy = _policy(told)
    for unit, name in (("seconds", "target_in_seconds"), ("minutes", "target")):
        amount = policy.get(name)
        if isinstance(amount, int) and 0 < amount < 10**9:
            return timedelta(**{unit: amount})
    return None


def _in_business_hours(told: Told) -> bool:
    return bool(_policy(told).get("business_hours"))


def _planned_breach(told: Told) -> datetime | None:
    planned = [time for time, event in told if event.get("type") == "breach" and not event.get("deleted")]
    return planned[-1] if planned else None
