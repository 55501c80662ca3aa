"""What a nag is about, as things stand when it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.card import Link, Mention, RoomLink
from bot.domain.incident import Incident
from bot.domain.outgoing import Delivery
from bot.domain.person import Person
from bot.domain.sla_clock import ClockState
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import Hush, NoticeState
from bot.domain.sla_tracked import Missed
from bot.domain.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply to the customer that somebody gave through us; `why` says why it could not be sent."""

    by: str
    at: datetime
    state: Delivery
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Somebody asked `to` (a person, or a channel) for help with a ticket; its last one counts."""

    by: str
    to: str
    why: str
    at: datetime
    accepted_by: str = ""
    accepted_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return not self.accepted_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """`clock` is None once there is no such clock any more; of ticket and incident one is None.

    `is_first` says that the recipient has not seen it yet, `is_outdone` that they have a newer one, `is_room`
    that many read it.
    `late` is how much later than it might have been said. `as_of` is set when the ticket's desk does
    not answer: since then nothing new is known of it. `taken` is who said that they are on it, at any
    level, `snoozed_until` until when its recipient wants to hear nothing. `missed` is the breach, with
    its reason as a sentence in `reason`; `asks_why` says that its recipient is asked for one.
    `only_published` says that an update to colleagues would not end the wait of an incident's customers.
    `incidents` are those to which the ticket is linked and that everybody may see, `rooms` the
    incident's war rooms. `people` are those whom it names, by id, and `here` holds the ids by which the
    reader's chat knows them.
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
    is_outdone: bool = False
    is_room: bool = False
    late: timedelta | None = None
    as_of: datetime | None = None
    taken: Hush | None = None
    snoozed_until: datetime | None = None
    missed: Missed | None = None
    reason: str = ""
    asks_why: bool = False
    only_published: bool = False
    answer: Answer | None = None
    escalation: Escalation | None = None
    incidents: tuple[str, ...] = ()
    rooms: tuple[RoomLink | Link, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    here: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Nothing is waited for any more: answered, solved, or promised no longer."""
        clock = self.clock
        return clock is None or clock.state.is_over or clock.target.identity != self.nag.target

    @property
    def is_late(self) -> bool:
        return self.clock is not None and self.clock.is_breached

    @property
    def is_mine(self) -> bool:
        """Its recipient said that they are on it."""
        by = self.taken.by if self.taken else ""
        return bool(by) and self.nag.recipient in (by, self.here.get(by, ""))

    def mention(self, person: str) -> Mention:
        """By the id that the reader's chat knows, and by whatever name is known."""
        return mention(person, self.people, self.here)


def mention(person: str, people: Mapping[str, Person], here: Mapping[str, str]) -> Mention:
    ours = here.get(person, person)
    known = people.get(ours) or people.get(person)
    return Mention(ours, known.name if known else ours.partition(":")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Plea:
    """An escalation as the one who was asked sees it; `clock` is the promise that presses most, if any."""

    escalation: Escalation
    ticket: Ticket
    now: datetime
    tier: str = ""
    clock: ClockState | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    here: Mapping[str, str] = field(default_factory=dict)

    def mention(self, person: str) -> Mention:
        return mention(person, self.people, self.here)
