"""What is kept of clocks, so that they are found by their instants: derived from updates, never believed."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.sla_clock import Source, State
from bot.domain.sla_metric import Metric
from bot.domain.sla_target import Identity

Name = tuple[str, Metric, int]
"""Whose run of which metric it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """One run of a metric of one ticket or incident; `about` names it: `zendesk:123`, `INC-1`.

    `look_at` is when it has to be looked at next, None while nothing can happen by itself.
    `seconds` and `calendar` are its target's. `system` and `ticket` are empty for an incident.
    """

    about: str
    metric: Metric
    instance: int
    state: State
    started_at: datetime
    seconds: int
    calendar: str
    policy: str = ""
    version: str = ""
    due_at: datetime | None = None
    ended_at: datetime | None = None
    look_at: datetime | None = None
    source: Source = Source.COMPUTED
    is_breached: bool = False
    system: str = ""
    ticket: str = ""

    @property
    def target(self) -> Identity:
        return Identity(self.metric, self.seconds, self.calendar)

    @property
    def name(self) -> Name:
        return self.about, self.metric, self.instance


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A target that was missed, once; `at` is when it was used up, `detected_at` when we noticed.

    `reason` is a key of the setting `breach_reasons`, empty until somebody says why.
    """

    about: str
    metric: Metric
    instance: int
    seconds: int
    calendar: str
    at: datetime
    detected_at: datetime
    policy: str = ""
    reason: str = ""
    note: str = ""
    reason_by: str = ""
    reason_at: datetime | None = None
