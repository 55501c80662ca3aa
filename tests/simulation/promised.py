"""What the settings promise, read off by hand, and a clock that counts it. Knows no code of ours."""

from dataclasses import dataclass, field

from bot.domain.ticket import Priority, TicketStatus
from tests.simulation.minutes import Minutes
from tests.simulation.teams import EDITED_AT, Team

HOUR = 3600


@dataclass(frozen=True)
class Promise:
    """`calendar` and `seconds` make it the same promise, whoever makes it."""

    policy: str
    seconds: int
    calendar: str
    pauses: tuple[TicketStatus, ...] = ()


def promise(team: Team, metric: str, priority: Priority, at: float) -> Promise | None:
    """What the settings said at that instant, read off by hand."""
    if priority is Priority.URGENT:
        span = {"first_reply": HOUR // 2, "next_reply": HOUR, "resolution": 8 * HOUR}.get(metric)
        return Promise("urgent", span, "24x7") if span else None
    high = priority is Priority.HIGH
    usual = 3 * HOUR if at >= EDITED_AT * 60 else 4 * HOUR
    span = {
        "first_reply": 2 * HOUR if high else usual,
        "next_reply": 2 * HOUR if high else 4 * HOUR,
        "pausable_update": 12 * HOUR,
        "resolution": (12 if high else 24) * HOUR,
    }[metric]
    pauses = {
        "pausable_update": (TicketStatus.PENDING,),
        "resolution": (TicketStatus.PENDING, TicketStatus.ON_HOLD),
    }
    return Promise("standard", span, team.calendar, pauses.get(metric, ()))


@dataclass
class Clock:
    """`stretches` are (since, until, calendar) in which it ran; the last has no end while it runs."""

    metric: str
    instance: int
    promised: Promise | None = None
    runs: bool = False
    stretches: list[tuple[float, float | None, str]] = field(default_factory=list)
    calendar: str = ""
    first_calendar: str = ""

    def turn(self, at: float, runs: bool, calendar: str) -> None:
        if self.stretches and self.stretches[-1][1] is None:
            since, _, name = self.stretches[-1]
            if runs and name == calendar:
                return
            self.stretches[-1] = (since, at, name)
        self.runs = runs
        if runs:
            self.stretches.append((at, None, calendar))

    def reach(self, needed: float, hours: dict[str, Minutes]) -> float:
        """When so many open seconds had been, or will have been, counted; for ever where that never comes."""
        for since, until, name in self.stretches:
            ours = hours[name or self.first_calendar]
            counted = ours.between(since, until) if until is not None else float("inf")
            if counted >= needed:
                return ours.reach(since, needed)
            needed -= counted
        return float("inf")
