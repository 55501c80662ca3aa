"""What a nag is about, as things stand when it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.incident import Incident
from bot.domain.person import Person
from bot.domain.sla_clock import ClockState
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import Hush, NoticeState
from bot.domain.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """`clock` is None once there is no such clock any more; of ticket and incident one is None.

    `is_first` says that the recipient has not seen it yet. `late` is how much later than it might
    have been said. `as_of` is set when the ticket's desk does not answer: since then nothing new
    is known of it. `taken` is who said that they are on it, `snoozed_until` until when its
    recipient wants to hear nothing. `people` are those whom it names, by id.
    """

    nag: Nag
    state: NoticeState
    now: datetime
    clock: ClockState | None
    ticket: Ticket | None = None
    incident: Incident | None = None
    tier: str = ""
    assignee: str = ""
    is_first: bool = False
    late: timedelta | None = None
    as_of: datetime | None = None
    taken: Hush | None = None
    snoozed_until: datetime | None = None
    people: Mapping[str, Person] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Nothing is waited for any more: answered, solved, or promised no longer."""
        clock = self.clock
        return clock is None or clock.state.is_over or clock.target.identity != self.nag.target
