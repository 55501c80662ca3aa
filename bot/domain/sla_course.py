"""The counted time of one clock: when it ran, and by which calendar each second is judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.calendar import Calendar
from bot.domain.ticket import TicketStatus

Calendars = Mapping[str, Sequence[tuple[datetime, Calendar]]]
"""By name every edition of a calendar, oldest first, with the instant from which it counts.

An edition never changes seconds of the past; before the first one, the first one counts.
"""


def edition_at(calendars: Calendars, name: str, at: datetime) -> Calendar:
    """The edition of this name as it counts at that instant."""
    found = calendars[name][0][1]
    for since, hours in calendars[name][1:]:
        if since > at:
            break
        found = hours
    return found


class Way(StrEnum):
    """ENDED is the time between a solution and the reopening."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Span:
    """How it went from one instant to another, None while it goes on; `status` is what paused it."""

    way: Way
    since: datetime
    until: datetime | None = None
    status: TicketStatus | None = None


Ruler = tuple[datetime, str, Calendar]
"""From when on, which calendar, and the edition of it."""


def rulers(named: Sequence[tuple[datetime, str]], calendars: Calendars, until: datetime) -> tuple[Ruler, ...]:
    """Which calendar judges which seconds, when each name counts from its instant on."""
    found: list[Ruler] = []
    for place, (since, name) in enumerate(named):
        end = named[place + 1][0] if place + 1 < len(named) else until
        found.append((since, name, edition_at(calendars, name, since)))
        found += [(at, name, hours) for at, hours in calendars[name][1:] if since < at < end]
    return tuple(found)


Stretch = tuple[datetime, datetime | None, Calendar]


@dataclass(frozen=True, slots=True)
class Course:
    """Running stretches in order, each with its calendar; only the last one may go on."""

    stretches: tuple[Stretch, ...] = ()

    def elapsed(self, at: datetime) -> int:
        """Open seconds that had been counted by then."""
        counted = 0
        for since, until, hours in self.stretches:
            if since >= at:
                break
            counted += hours.between(since, at if until is None or until > at else until)
        return counted

    def reaches(self, seconds: int) -> datetime | None:
        """The earliest instant at which so much has been counted, None if it never comes to that."""
        left = seconds
        for since, until, hours in self.stretches:
            if until is None:
                return hours.add(since, left)
            counted = hours.between(since, until)
            if counted >= left:
                return hours.add(since, left)
            left -= counted
        return None

    def running_on(self, since: datetime, hours: Calendar) -> "Course":
        """As if it ran again from then on."""
        return Course((*self.stretches, (since, None, hours)))


def course(spans: Sequence[Span], measured: Sequence[Ruler]) -> Course:
    """The running spans, cut where another calendar begins to count; the first ruler reaches back."""
    if len(measured) == 1:
        hours = measured[0][2]
        return Course(tuple((one.since, one.until, hours) for one in spans if one.way is Way.RUNNING))
    found: list[Stretch] = []
    for one in spans:
        if one.way is Way.RUNNING:
            found += _cut(one, measured)
    return Course(tuple(found))


def _cut(span: Span, measured: Sequence[Ruler]) -> Iterator[Stretch]:
    for place, (since, _, hours) in enumerate(measured):
        start = span.since if place == 0 else max(since, span.since)
        end = measured[place + 1][0] if place + 1 < len(measured) else None
        until = end if span.until is None else span.until if end is None else min(end, span.until)
        if until is None or start < until:
            yield start, until, hours
