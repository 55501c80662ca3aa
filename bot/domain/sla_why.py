"""The story of one clock: every second of it, with what it was and why it counted or not. Without words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from bot.domain.calendar import Calendar
from bot.domain.sla_clock import ClockState
from bot.domain.sla_course import Span, Way
from bot.domain.sla_policy import Identity
from bot.domain.ticket import TicketStatus


class Why(StrEnum):
    """BREACH is an instant, all others last. UNPROMISED counts, but no policy matched at the time."""

    RUNNING = "running"
    CLOSED = "closed"
    PAUSED = "paused"
    ENDED = "ended"
    UNPROMISED = "unpromised"
    BREACH = "breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One stretch; `seconds` is what it counted, and all lines together are what elapsed.

    `status` is what paused it; `calendar` with `edition` what opened and closed it; `target` of
    `policy` in this `version` what was promised at the time, or was missed.
    """

    why: Why
    since: datetime
    until: datetime
    seconds: int = 0
    status: TicketStatus | None = None
    calendar: str = ""
    edition: str = ""
    target: Identity | None = None
    policy: str = ""
    version: str = ""


def story(clock: ClockState) -> list[Line]:
    """From the start to the end, or to now, in whole seconds; a breach stands where it happened."""
    end = (clock.ended_at or clock.now).replace(microsecond=0)
    lines = [line for span in clock.spans for line in _span(clock, span, end)]
    marks = [Line(why=Why.BREACH, since=one.at, until=one.at, target=one.target) for one in clock.breaches]
    return sorted([*lines, *marks], key=lambda one: (one.since, one.why is not Why.BREACH))


def _span(clock: ClockState, span: Span, end: datetime) -> Iterator[Line]:
    """Cut wherever another target, calendar or edition begins to count."""
    until = end if span.until is None else min(span.until, end)
    turns = {one.at for one in clock.holds} | {since for since, _, _ in clock.measured}
    edges = [span.since, *sorted(at for at in turns if span.since < at < until), until]
    for since, to in pairwise(edges):
        if since < to:
            yield from _piece(clock, span, since, to)


def _piece(clock: ClockState, span: Span, since: datetime, until: datetime) -> Iterator[Line]:
    hold = next((one for one in reversed(clock.holds) if one.at <= since), clock.holds[0])
    judged = (one for one in reversed(clock.measured) if one[0] <= since)
    _, name, calendar = next(judged, clock.measured[0])
    line = Line(
        why=Why.PAUSED if span.way is Way.PAUSED else Why.ENDED,
        since=since,
        until=until,
        status=span.status,
        calendar=name,
        edition=calendar.version,
        target=hold.target.identity if hold.target else None,
        policy=hold.policy,
        version=hold.version,
    )
    if span.way is not Way.RUNNING:
        yield line
    elif hold.at > since or hold.target is None:
        yield replace(line, why=Why.UNPROMISED, seconds=calendar.between(since, until))
    else:
        yield from _by_hours(line, calendar)


def _by_hours(line: Line, calendar: Calendar) -> Iterator[Line]:
    """What was open, and the closed time between."""
    at = line.since
    for opens, closes in calendar.openings(line.since, line.until):
        if at < opens:
            yield replace(line, why=Why.CLOSED, since=at, until=opens)
        seconds = int((closes - opens).total_seconds())
        yield replace(line, why=Why.RUNNING, since=opens, until=closes, seconds=seconds)
        at = closes
    if at < line.until:
        yield replace(line, why=Why.CLOSED, since=at)
