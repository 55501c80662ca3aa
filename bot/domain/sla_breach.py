"""Which targets of a run were missed, each recorded once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.sla_course import Course, Span, Way
from bot.domain.sla_policy import Identity, Target
from bot.domain.sla_run import Hold, Run


@dataclass(frozen=True, slots=True)
class Breach:
    """`at` is when the target was used up, or the change to a target that was used up already."""

    target: Identity
    at: datetime


def breaches(run: Run, counted: Course, until: datetime) -> tuple[Breach, ...]:
    """In the order of their instants."""
    found: dict[Identity, Breach] = {}
    for target, since, end, is_last in _periods(run.holds, until):
        missed = target.identity not in found and counted.elapsed(end) > target.seconds
        if missed and _may_breach(run, since, end, is_last=is_last):
            used_up = counted.reaches(target.seconds) or since
            found[target.identity] = Breach(target.identity, max(used_up, since))
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.target)))


def _periods(holds: list[Hold], until: datetime) -> Iterator[tuple[Target, datetime, datetime, bool]]:
    """From when to when each target held; one that is equal to the one before goes on."""
    changes: list[Hold] = []
    for one in holds:
        before = changes[-1].target if changes else None
        if not changes or _identity(one.target) != _identity(before):
            changes.append(one)
    for place, one in enumerate(changes):
        is_last = place + 1 == len(changes)
        if one.target and one.at <= until:
            yield one.target, one.at, until if is_last else min(changes[place + 1].at, until), is_last


def _identity(target: Target | None) -> Identity | None:
    return target.identity if target else None


def _may_breach(run: Run, since: datetime, end: datetime, *, is_last: bool) -> bool:
    """A paused clock never breaches: a target that a change uses up waits for it to run or be fulfilled."""
    if is_last and run.way is Way.ENDED:
        return True
    return any(_runs(span, since, end, is_last=is_last) for span in run.all_spans())


def _runs(span: Span, since: datetime, end: datetime, *, is_last: bool) -> bool:
    if span.way is not Way.RUNNING or (span.until is not None and span.until <= since):
        return False
    return span.since <= since or span.since < end or (is_last and span.since <= end)
