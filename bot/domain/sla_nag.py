"""Which nags a clock calls for: what was reached, what comes next, and what is said to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from bot.domain import sla_daily
from bot.domain.sla_clock import ClockState, State
from bot.domain.sla_ladder import INSTEAD, Audience, Ladder, Point, Rung, thresholds
from bot.domain.sla_policy import Identity, Metric

LATE = timedelta(seconds=60)
"""A nag that is sent no later than this is on time."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A rung and the instant from which it counts; `threshold` names it, with its day if it is daily."""

    rung: Rung
    at: datetime
    threshold: str


def reached(clock: ClockState, ladder: Ladder, zone: tzinfo) -> list[Reached]:
    """Every rung of an active clock that counts by now, the lowest first; of daily ones the last.

    `zone` is the calendar's: it says when a business day begins.
    """
    found: list[Reached] = []
    for rung, at in _instants(clock, ladder):
        if at > clock.now:
            break
        if rung.point is not Point.DAILY:
            found.append(Reached(rung, at, rung.name))
        elif last := sla_daily.last(clock.calendar, at, clock.now, zone):
            found.append(Reached(rung, last, f"{rung.name}:{sla_daily.day_of(last, zone)}"))
    return found


def next_at(clock: ClockState, ladder: Ladder, zone: tzinfo) -> datetime | None:
    """The first instant after now at which another rung counts, if nothing happens before."""
    for rung, at in _instants(clock, ladder):
        if rung.point is Point.DAILY:
            return sla_daily.following(clock.calendar, at, clock.now, zone)
        if at > clock.now:
            return at
    return None


def _instants(clock: ClockState, ladder: Ladder) -> list[tuple[Rung, datetime]]:
    """When each rung is reached; none of a clock that is paused or over."""
    if clock.state is not State.ACTIVE:
        return []
    timed = ((rung, clock.reaches(seconds)) for rung, seconds in thresholds(ladder, clock.target.seconds))
    return [(rung, at) for rung, at in timed if at is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nag:
    """One message to one recipient about one threshold of one clock; `about` names ticket or incident.

    `at` is when the threshold was reached, `allowed_at` when it could be said to this recipient
    at the earliest. `due` is the clock's.
    """

    about: str
    metric: Metric
    instance: int
    target: Identity
    rung: Rung
    threshold: str
    recipient: str
    at: datetime
    allowed_at: datetime
    due: datetime | None = None

    @property
    def key(self) -> str:
        """Unique for ever. A new run or another target has other keys; a day has none but for daily ones."""
        parts = (
            self.about,
            self.metric,
            str(self.instance),
            str(self.target),
            self.threshold,
            self.recipient,
        )
        return "|".join(parts)

    @property
    def is_held(self) -> bool:
        return self.allowed_at > self.at

    def late_by(self, now: datetime) -> timedelta | None:
        """To be said with it; None when it is on time."""
        late = now - self.allowed_at
        return late if late > LATE else None


People = Mapping[Audience, tuple[str, ...]]
"""Who stands for an audience right now: persons, and rooms for a channel."""


def recipients(audience: tuple[Audience, ...], people: People) -> tuple[str, ...]:
    """Each once. Where there is nobody of a kind, whoever is told instead."""
    found: dict[str, None] = {}
    for kind in audience:
        found.update(dict.fromkeys(_stand_for(kind, people)))
    return tuple(found)


def _stand_for(kind: Audience, people: People) -> tuple[str, ...]:
    tried: set[Audience] = set()
    while not people.get(kind) and kind in INSTEAD and kind not in tried:
        tried.add(kind)
        kind = INSTEAD[kind]
    return people.get(kind, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What people asked for. A level of a run is acknowledged for all, a run snoozed for one recipient.

    `ended` are acknowledgements whose time is over.
    """

    acknowledged: frozenset[tuple[Metric, int, int]] = frozenset()
    snoozed: Mapping[tuple[Metric, int, str], datetime] = field(default_factory=dict)
    ended: Mapping[tuple[Metric, int, int], datetime] = field(default_factory=dict)

    def is_acknowledged(self, clock: ClockState, rung: Rung) -> bool:
        return (clock.metric, clock.instance, rung.level) in self.acknowledged

    def ended_at(self, clock: ClockState, rung: Rung, recipient: str) -> datetime | None:
        """When this recipient was last to hear of this level again."""
        acknowledged = self.ended.get((clock.metric, clock.instance, rung.level))
        ends = (acknowledged, self.snoozed_until(clock, recipient))
        return max((one for one in ends if one and one <= clock.now), default=None)

    def snoozed_until(self, clock: ClockState, recipient: str) -> datetime | None:
        """Also when that is over: until then nothing was late."""
        return self.snoozed.get((clock.metric, clock.instance, recipient))
