"""When a promise is spoken of, and to whom: the rungs from the first warning to the manager."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """A level's own people, never a whole group. From LIAISON on they are an incident's.

    LIAISON_LEAD is the lead of the team from which the liaison comes.
    """

    ASSIGNEE = "assignee"
    QUEUE_OWNER = "queue_owner"
    CHANNEL = "channel"
    LEAD = "lead"
    MANAGER = "manager"
    LIAISON = "liaison"
    COMMANDER = "commander"
    LIAISON_LEAD = "liaison_lead"
    DUTY_MANAGER = "duty_manager"

    @property
    def is_incidents(self) -> bool:
        return self in (Audience.LIAISON, Audience.COMMANDER, Audience.LIAISON_LEAD, Audience.DUTY_MANAGER)


INSTEAD = {
    Audience.ASSIGNEE: Audience.QUEUE_OWNER,
    Audience.QUEUE_OWNER: Audience.CHANNEL,
    Audience.LEAD: Audience.CHANNEL,
    Audience.MANAGER: Audience.LEAD,
    Audience.LIAISON: Audience.COMMANDER,
    Audience.COMMANDER: Audience.DUTY_MANAGER,
    Audience.LIAISON_LEAD: Audience.DUTY_MANAGER,
    Audience.DUTY_MANAGER: Audience.COMMANDER,
}
"""Who is told when there is nobody of that kind, so that nothing reaches nobody."""


class Point(StrEnum):
    """PERCENT of the target; BEFORE due and AFTER the breach in open seconds; DAILY on business days."""

    PERCENT = "percent"
    BEFORE = "before"
    BREACH = "breach"
    AFTER = "after"
    DAILY = "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """`otherwise` is the per cent that counts when BEFORE would not lie after the rung below."""

    level: int
    point: Point
    amount: int = 0
    otherwise: int = 0
    audience: tuple[Audience, ...] = ()

    @property
    def name(self) -> str:
        """Names the threshold in keys, so it must stay the same."""
        return f"{self.level}:{self.point}:{self.amount}" if self.amount else f"{self.level}:{self.point}"

    @property
    def is_warning(self) -> bool:
        return self.point in (Point.PERCENT, Point.BEFORE)

    def seconds(self, target: int, below: int) -> int:
        """How much has been counted when it is reached; a breach is one second more than was promised."""
        if self.point is Point.PERCENT:
            return _share(target, self.amount)
        if self.point is Point.BEFORE:
            found = target - self.amount
            return found if found > max(below, 0) else _share(target, self.otherwise)
        return target + max(self.amount, 1)


def _share(target: int, percent: int) -> int:
    return -(-target * percent // 100)


Ladder = tuple[Rung, ...]
"""From the lowest level to the highest; DAILY, if it is there, is the last."""


def thresholds(ladder: Ladder, target: int) -> list[tuple[Rung, int]]:
    """Every rung with how much has been counted when it is reached; DAILY begins with the rung below."""
    found: list[tuple[Rung, int]] = []
    for rung in ladder:
        below = found[-1][1] if found else 0
        seconds = below if rung.point is Point.DAILY else rung.seconds(target, below)
        found.append((rung, seconds))
    return found


_AFTERWARDS = 3600
_SILENCE = 1200
_SHORTLY = 300

_ASSIGNEE, _TEAM = (Audience.ASSIGNEE,), (Audience.ASSIGNEE, Audience.CHANNEL)
_LIAISON, _BOTH = (Audience.LIAISON,), (Audience.LIAISON, Audience.COMMANDER)

DEFAULT: Ladder = (
    Rung(level=0, point=Point.PERCENT, amount=50),
    Rung(level=1, point=Point.PERCENT, amount=75, audience=_ASSIGNEE),
    Rung(level=2, point=Point.BEFORE, amount=1800, otherwise=90, audience=_TEAM),
    Rung(level=3, point=Point.BREACH, audience=(Audience.ASSIGNEE, Audience.LEAD)),
    Rung(level=4, point=Point.AFTER, amount=_AFTERWARDS, audience=(Audience.MANAGER,)),
    Rung(level=5, point=Point.DAILY, audience=(Audience.ASSIGNEE, Audience.MANAGER)),
)

INCIDENTS: Ladder = (
    Rung(level=0, point=Point.PERCENT, amount=50),
    Rung(level=1, point=Point.PERCENT, amount=75, audience=_LIAISON),
    Rung(level=2, point=Point.BEFORE, amount=_SHORTLY, otherwise=90, audience=_BOTH),
    Rung(level=3, point=Point.BREACH, audience=_BOTH),
    Rung(level=4, point=Point.AFTER, amount=_SILENCE, audience=(Audience.LIAISON_LEAD,)),
    Rung(level=5, point=Point.AFTER, amount=_AFTERWARDS, audience=(Audience.DUTY_MANAGER,)),
    Rung(level=6, point=Point.DAILY, audience=(Audience.LIAISON, Audience.DUTY_MANAGER)),
)
"""Word is promised every few minutes: five of them are enough to write it, twenty without it are too many."""


def warned_at(ladder: Ladder, points: Sequence[tuple[Point, int]]) -> Ladder:
    """The same ladder with other warnings: the last one is for the team, those before it are level 1."""
    if not points:
        return ladder
    audience = {rung.level: rung.audience for rung in ladder}
    levels = [1] * (len(points) - 1) + [2] if len(points) > 1 else [1]
    warnings = [
        Rung(level=level, point=point, amount=amount, otherwise=90, audience=audience[level])
        for level, (point, amount) in zip(levels, points, strict=True)
    ]
    return (*warnings, *(rung for rung in ladder if not rung.is_warning))
