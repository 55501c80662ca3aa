"""Open intervals as instants: where wall times and the zone's clock changes meet.

A wall time that is skipped moves forward by what is skipped, and one that comes twice is its
first occurrence; an interval whose end does not lie behind its start then is empty. This is
what `zoneinfo` says of a time with `fold=0`.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from bot.domain.calendar_rules import Rules, Spans

Interval = tuple[int, int]
"""Seconds after 1970 in UTC, the end excluded."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def since_epoch(at: datetime) -> int:
    """Whole seconds after 1970; a fraction is dropped. Raises ValueError without a time zone."""
    try:
        since = at - EPOCH
    except TypeError:
        raise ValueError(f"{at} has no time zone") from None
    return since.days * 86400 + since.seconds


def of_year(rules: Rules, year: int, breaks: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """What opens on the dates of this year, merged, without `breaks`; tails may reach into the next."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = map(date.fromordinal, range(first, last + 1))
    opened = merged(one for day in days for one in _instants(rules, day, rules.spans(day)))
    return tuple(_without(opened, breaks)) if breaks else tuple(opened)


def of_breaks(rules: Rules) -> tuple[Interval, ...]:
    """All breaks of the calendar. They cut whatever is open then, on whichever date it opened."""
    cut = (one for day, spans in rules.breaks.items() for one in _instants(rules, day, spans))
    return tuple(merged(cut))


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """In order; what touches or overlaps becomes one."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _instants(rules: Rules, day: date, spans: Spans) -> Iterator[Interval]:
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a wall time, until its zone is asked
    for opens, closes in spans:
        start, end = (
            since_epoch((midnight + timedelta(minutes=minutes)).replace(tzinfo=rules.zone))
            for minutes in (opens, closes)
        )
        if start < end:
            yield start, end


def _without(intervals: list[Interval], breaks: tuple[Interval, ...]) -> Iterator[Interval]:
    """Both are merged, so one walk through each is enough."""
    at = 0
    for start, end in intervals:
        while at < len(breaks) and breaks[at][1] <= start:
            at += 1
        here = start
        for begun, over in breaks[at:]:
            if begun >= end:
                break
            if here < begun:
                yield here, begun
            here = over
        if here < end:
            yield here, end
