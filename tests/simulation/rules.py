"""Who is to hear of what, and when, by the words of docs/sla.md. Knows no code of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.domain.ticket import Priority
from tests.simulation.known import Standing
from tests.simulation.minutes import Minutes, always, desk_hours, midnights, mornings, quiet_hours
from tests.simulation.promised import HOUR, Clock, Promise
from tests.simulation.teams import Team, quiet_of

AUDIENCE = {0: (), 1: ("assignee",), 2: ("assignee", "channel"), 3: ("assignee", "lead"), 4: ("manager",)}
DAILY = 5


@dataclass(frozen=True)
class Rung:
    """`level` is reached at `at`; of a daily one `day` says which it is."""

    level: int
    at: float
    day: str = ""

    @property
    def order(self) -> tuple[int, str]:
        return self.level, self.day


class Rules:
    def __init__(self, team: Team) -> None:
        self.team = team
        self.hours = {"24x7": always(), team.calendar: desk_hours(team)}
        utc = Team("always", "24x7")
        self._mornings = {
            "24x7": mornings(utc, self.hours["24x7"]),
            team.calendar: mornings(team, self.hours[team.calendar]),
        }
        self._allowed: dict[tuple[str, bool], Minutes] = {}

    def rungs(self, clock: Clock, until: float) -> Iterator[Rung]:
        """In order, as far as they are reached by then."""
        promised = clock.promised
        assert promised
        last = 0.0
        for level, needed in _needed(promised):
            last = clock.reach(needed, self.hours)
            if last > until:
                return
            yield Rung(level, last)
        mornings = self._mornings[promised.calendar]
        begun = next((day for at, day in reversed(self._days(promised)) if at <= last), date.min)
        for at, day in mornings:
            if last < at <= until and day > begun:
                yield Rung(DAILY, at, f"{day}")

    def _days(self, promised: Promise) -> list[tuple[float, date]]:
        """The midnight before each day."""
        return self._midnights[promised.calendar]

    @cached_property
    def _midnights(self) -> dict[str, list[tuple[float, date]]]:
        return {"24x7": midnights("UTC"), self.team.calendar: midnights(self.team.zone)}

    def people(self, standing: Standing) -> list[str]:
        who = standing.assignee or "owner"
        return [f"slack:{one}" for one in dict.fromkeys((who, self.team.name, "lead", "manager"))]

    def audience(self, standing: Standing, level: int) -> set[str]:
        roles = AUDIENCE.get(level, ("assignee", "manager"))
        named = {"assignee": standing.assignee or "owner", "channel": self.team.name}
        return {f"slack:{named.get(one, one)}" for one in roles}

    def allowed(self, standing: Standing, promised: Promise, recipient: str) -> Minutes:
        """When this person may hear of it; the desk's hours alone where theirs never meet them."""
        person = recipient.removeprefix("slack:")
        never = standing.priority is Priority.URGENT or promised.calendar == "24x7"
        quiet = "" if person == self.team.name else quiet_of(person)
        if (quiet, never) not in self._allowed:
            desk = self.hours["24x7"] if never else self.hours[self.team.calendar]
            both = desk.without(quiet_hours(self.team.zone, quiet)) if quiet else desk
            self._allowed[quiet, never] = both if any(both.is_open(h * HOUR) for h in range(240)) else desk
        return self._allowed[quiet, never]


def _needed(promised: Promise) -> list[tuple[int, float]]:
    """Open seconds from the start at which each level is reached."""
    whole = promised.seconds
    if promised.policy == "urgent":
        first = whole / 2
        second = whole - 600 if whole - 600 > first else -(-whole * 90 // 100)
        return [(1, first), (2, second), (3, whole + 1), (4, whole + HOUR)]
    first = -(-whole * 75 // 100)
    second = whole - 1800 if whole - 1800 > first else -(-whole * 90 // 100)
    return [(0, whole / 2), (1, first), (2, second), (3, whole + 1), (4, whole + HOUR)]
