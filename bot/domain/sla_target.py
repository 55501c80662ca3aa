"""One promise of a policy, and what makes it the same promise as another."""

from dataclasses import dataclass

from bot.domain.sla_conditions import Subject
from bot.domain.sla_metric import Metric, pauses_of
from bot.domain.ticket import Priority, TicketStatus

ALWAYS_OPEN = "24x7"
"""Name of the calendar that never closes."""


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What makes a target the same one: an edited holiday, or an equal promise elsewhere, is nothing new."""

    metric: Metric
    seconds: int
    calendar: str

    def __str__(self) -> str:
        return f"{self.metric}:{self.seconds}@{self.calendar}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One promise: within how many open seconds, in which calendar.

    Without `priority`, `severity` or `phase` it holds for every one. `pauses` are the statuses
    in which it does not count; left out, the usual ones of the metric. One that is `slow` promises nothing
    by itself: it says how long the same promise may take while customers hear less often.
    """

    metric: Metric
    seconds: int
    calendar: str = ALWAYS_OPEN
    priority: Priority | None = None
    severity: str = ""
    phase: str = ""
    pauses: frozenset[TicketStatus] | None = None
    slow: bool = False

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError(f"a target of {self.metric} must be longer than nothing")

    @property
    def identity(self) -> Identity:
        return Identity(self.metric, self.seconds, self.calendar)

    def is_paused_in(self, status: TicketStatus) -> bool:
        return status in (pauses_of(self.metric) if self.pauses is None else self.pauses)

    def fits(self, subject: Subject) -> bool:
        """A ticket whose desk tells no priority counts as a normal one."""
        priority = subject.priority or Priority.NORMAL
        return (
            self.priority in (None, priority)
            and self.severity.casefold() in ("", subject.severity.casefold())
            and self.phase.casefold() in ("", subject.phase.casefold())
        )

    @property
    def exactness(self) -> int:
        """The more a target says whom it is for, the sooner it counts."""
        return (self.priority is not None) + 2 * bool(self.severity) + bool(self.phase)
