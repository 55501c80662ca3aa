"""A ticket or an incident with everything that was promised to it, as it stands at one instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.sla_clock import ClockState
from bot.domain.sla_metric import Metric
from bot.domain.ticket import Gone, Priority, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A ticket or an incident with all its clocks; of the other kind there is None.

    `ahead` is when the next thing counts of which we know already: the clocks of desks and of this
    machine are not the same. `edition` is the number of the newest promises by which its clocks count.
    """

    about: str
    clocks: Sequence[ClockState]
    ticket: Ticket | None = None
    incident: Incident | None = None
    tier: str = ""
    ahead: datetime | None = None
    edition: int = 0

    def clock(self, metric: Metric, instance: int) -> ClockState | None:
        return next((one for one in self.clocks if (one.metric, one.instance) == (metric, instance)), None)

    @property
    def is_silent(self) -> bool:
        """Nothing is said of what cannot be seen, nor of what is over."""
        if self.ticket:
            return self.ticket.gone is not Gone.HERE
        return self.incident is None or not self.incident.is_open

    @property
    def is_urgent(self) -> bool:
        return self.ticket is not None and self.ticket.priority is Priority.URGENT


def is_ticket(about: str) -> bool:
    """Keys of incidents have no colon."""
    return ":" in about
