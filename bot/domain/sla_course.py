"""The counted time of one clock: when it ran, and by which calendar each second is judged."""

from bisect import bisect_left
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


class Course:
    """Running stretches in order, each with its calendar; only the last one may go on.

    `totals` is what had been counted when each began, and when the last one ended.
    """

    __slots__ = ("stretches", "totals")

    def __init__(self, stretches: Sequence[Stretch] = ()) -> None:
        self.stretches = tuple(stretches)
        counted = [0]
        for since, until, calendar in self.stretches:
            counted.append(counted[-1] + (calendar.between(since, until) if until else 0))
        self.totals = tuple(counted)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Course) and self.stretches == other.stretches

    def __hash__(self) -> int:
        return hash(self.stretches)

    def elapsed(self, at: datetime) -> int:
        """Open seconds that had been counted by then."""
        place = bisect_left(self.stretches, at, key=_since) - 1
        if place < 0:
            return 0
        since, until, calendar = self.stretches[place]
        if until is not None and until <= at:
            return self.totals[place + 1]
        return self.totals[place] + calendar.between(since, at)

    def reaches(self, seconds: int) -> datetime | None:
        """The earliest instant at which so much has been counted.

        None if it never comes to that, or later than any calendar knows.
        """
        place = bisect_left(self.totals, seconds, lo=1) - 1
        if place == len(self.stretches):
            place -= 1
            if place < 0 or self.stretches[place][1] is not None:
                return None
        since, _, calendar = self.stretches[place]
        try:
            return calendar.add(since, seconds - self.totals[place])
        except ValueError:
            return None

    def running_on(self, since: datetime, calendar: Calendar) -> "Course":
        """As if it ran again from then on."""
        return Course((*self.stretches, (since, None, calendar)))


def _since(stretch: Stretch) -> datetime:
    return stretch[0]


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
