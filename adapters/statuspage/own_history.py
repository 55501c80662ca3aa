"""Which days and months the page tells of, and what it may say about days without incidents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.status_page import ShownIncident

DayOf = Callable[[datetime], date]


@dataclass(frozen=True, slots=True)
class Day:
    """The incidents that began on it."""

    day: date
    incidents: tuple[ShownIncident, ...]


@dataclass(frozen=True, slots=True)
class Quiet:
    """Days on which no incident began or went on; both ends included."""

    since: date
    until: date


def days(
    incidents: Sequence[ShownIncident], first: date, last: date, now: datetime, day_of: DayOf
) -> Iterator[Day | Quiet]:
    """Newest first. A day on which an incident only went on is neither: it was not quiet, and has no news."""
    began: dict[date, list[ShownIncident]] = {}
    hurt: set[date] = set()
    for one in incidents:
        since, until = day_of(one.began_at), day_of(one.resolved_at or now)
        began.setdefault(since, []).append(one)
        hurt.update(_between(max(since, first), min(max(until, since), last)))
    quiet_until: date | None = None
    for day in reversed(list(_between(first, last))):
        if day not in hurt:
            quiet_until = quiet_until or day
            continue
        if quiet_until:
            yield Quiet(day + timedelta(days=1), quiet_until)
            quiet_until = None
        if day in began:
            yield Day(day, tuple(began[day]))
    if quiet_until:
        yield Quiet(first, quiet_until)


def month_of(written: str) -> date | None:
    """`2026-11`, as its first day."""
    if len(written) != 7 or not written.isascii():
        return None
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        return None


def before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
