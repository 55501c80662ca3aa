"""Policies tried on past tickets: what would have been kept and missed, without keeping the tickets."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from heapq import heappush, heappushpop
from statistics import median

from bot.domain.sla_clock import Breach, ClockState, State
from bot.domain.sla_course import Calendars
from bot.domain.sla_policy import Book, Identity, Metric, Subject
from bot.domain.sla_rules import clocks_of
from bot.domain.sla_update import Update, What, ordered
from bot.domain.ticket import Priority, TicketStatus

SHOWN = 10
"""How many of the worst tickets, and of those that no policy matches, are named."""

_FINAL = (What.MERGED, What.DELETED, What.SPAM)


class Outcome(StrEnum):
    """An open clock past its due is MISSED; RUNNING is every other open one, paused ones too."""

    KEPT = "kept"
    MISSED = "missed"
    RUNNING = "running"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PastTicket:
    """What happened to one ticket; `id` is as it was given, and foreign."""

    id: str
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A target that was missed: when it was due, and how many open seconds it came too late.

    Of an open clock the seconds are those until now.
    """

    ticket: str
    metric: Metric
    instance: int
    priority: Priority
    policy: str
    target: Identity
    due: datetime
    late: int
    is_open: bool


@dataclass(slots=True)
class Tally:
    """Clocks of one metric and priority; of each that was missed only how late it was."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    late: "array[int]" = field(default_factory=lambda: array("q"))

    @property
    def median_late(self) -> int | None:
        return int(median(self.late)) if self.late else None

    @property
    def worst_late(self) -> int | None:
        return max(self.late, default=None)


Moment = tuple[datetime, Subject, str]
"""From when on, what the ticket was, and the policy that matched it; empty where none did."""


class Trial:
    """Takes tickets one by one. All policies are tried, so that the first that fits counts.

    With `only`, clocks of that policy alone are counted. `later` are tickets that begin after `now`.
    """

    def __init__(self, book: Book, calendars: Calendars, now: datetime, only: str = "") -> None:
        self.now = now
        self.read = self.matched = self.elsewhere = self.unmatched = self.later = 0
        self.strangers: list[tuple[str, Subject]] = []
        self.tallies: dict[tuple[Metric, Priority], Tally] = {}
        self._book, self._calendars, self._only = book, calendars, only
        self._worst: list[tuple[int, int, Miss]] = []

    @property
    def worst(self) -> list[Miss]:
        """At most ten tickets, each with what was missed most; the worst one first."""
        return [miss for _, _, miss in sorted(self._worst, key=lambda one: one[:2], reverse=True)]

    def total(self, outcome: Outcome) -> int:
        return sum(one.counts[outcome] for one in self.tallies.values())

    def add(self, ticket: PastTicket) -> None:
        self.read += 1
        moments = list(_moments(ticket, self._book, self.now))
        policies = {policy for _, _, policy in moments if policy}
        if not moments:
            self.later += 1
        elif not policies:
            self.unmatched += 1
            if len(self.strangers) < SHOWN:
                self.strangers.append((ticket.id, moments[-1][1]))
        elif self._only and self._only not in policies:
            self.elsewhere += 1
        else:
            self.matched += 1
            self._count(ticket, moments)

    def clocks(self, ticket: PastTicket) -> list[ClockState]:
        """Those that are counted."""
        found = clocks_of(ticket.updates, self._book, self._calendars, self.now)
        return [one for one in found if self._only in ("", one.policy)]

    def _count(self, ticket: PastTicket, moments: list[Moment]) -> None:
        misses = []
        for clock in self.clocks(ticket):
            end = clock.ended_at or self.now
            place = bisect_right(moments, end, key=lambda one: one[0]) - 1
            priority = moments[max(place, 0)][1].priority or Priority.NORMAL
            tally = self.tallies.setdefault((clock.metric, priority), Tally())
            tally.counts[outcome(clock)] += 1
            if miss := _miss(ticket.id, clock, priority):
                tally.late.append(miss.late)
                misses.append(miss)
        if misses:
            self._keep(max(misses, key=lambda one: one.late))

    def _keep(self, miss: Miss) -> None:
        """Of equal ones, those that were read first."""
        entry = (miss.late, -self.read, miss)
        if len(self._worst) < SHOWN:
            heappush(self._worst, entry)
        else:
            heappushpop(self._worst, entry)


def outcome(clock: ClockState) -> Outcome:
    if clock.breaches:
        return Outcome.MISSED
    if clock.state is State.FULFILLED:
        return Outcome.KEPT
    return Outcome.CANCELLED if clock.state is State.CANCELLED else Outcome.RUNNING


def _moments(ticket: PastTicket, book: Book, now: datetime) -> Iterator[Moment]:
    """Up to where nothing counts any more."""
    subject = Subject()
    for update in ordered(ticket.updates):
        if update.at > now:
            return
        subject = update.about or subject
        policy = book.policy(subject, update.at)
        yield update.at, subject, policy.name if policy else ""
        if update.what in _FINAL or update.status is TicketStatus.CLOSED:
            return


def _miss(ticket: str, clock: ClockState, priority: Priority) -> Miss | None:
    """The target that was missed by most."""
    if not clock.breaches:
        return None
    late, breach = max(((_late(clock, one), one) for one in clock.breaches), key=lambda pair: pair[0])
    return Miss(
        ticket=ticket,
        metric=clock.metric,
        instance=clock.instance,
        priority=priority,
        policy=clock.policy,
        target=breach.target,
        due=breach.at,
        late=late,
        is_open=not clock.state.is_over,
    )


def _late(clock: ClockState, breach: Breach) -> int:
    """Open seconds beyond the target, for as long as that target held."""
    others = (
        one.at
        for one in clock.holds
        if one.at > breach.at and (one.target is None or one.target.identity != breach.target)
    )
    return clock.counted.elapsed(min(others, default=clock.ended_at or clock.now)) - breach.target.seconds
