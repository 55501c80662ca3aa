"""All that is known of one incident, read together so that cards can be drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.bridge import Bridge
from bot.domain.card import Link, Mention, RoomLink
from bot.domain.impact import Board, Impact
from bot.domain.incident import Incident
from bot.domain.ledger import Ledger
from bot.domain.person import Person
from bot.domain.role import CUSTOMER_LIAISON, Handoff, Holder, Responder
from bot.domain.room import RoomState, WarRoom
from bot.domain.sla_pace import Rhythm
from bot.domain.status_brief import Cadence
from bot.domain.task import Task
from bot.domain.timeline import TimelineEntry


@dataclass(frozen=True, slots=True)
class Behind:
    """A chat that lags, or a desk: so much that is meant for it waits, the oldest since then."""

    chat: str
    waiting: int
    since: datetime
    desk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What cards are drawn from.

    `before` holds the value that a field had before its latest change, for fields that changed;
    `state` among them is the phase or the end that was shown before.

    `troubles` are sentences about deliveries that failed for good. `now` is when it was read.

    `chat` is the one in which it will be read, empty where that does not matter; `here` holds
    the ids by which that chat knows people whose own ids are of another. `tiers` are the names of
    the customers' tiers, the most important first; `wanted` are roles that this severity needs.
    `offers_bridge` says that a bridge can be opened. `rhythm` is how often customers hear of it, None on
    lists; `cadence` counts how many promised words came in time, once it is over.
    `only_published` says that no update to colleagues keeps a promise to customers. `ledger` is None
    while no customer
    was told in a ticket, and none asked for the cause.
    """

    incident: Incident
    now: datetime
    severities: tuple[str, ...]
    major: bool
    roles: tuple[str, ...]
    command: str
    holders: tuple[Holder, ...] = ()
    responders: tuple[Responder, ...] = ()
    handoffs: tuple[Handoff, ...] = ()
    rooms: tuple[WarRoom, ...] = ()
    tasks: tuple[Task, ...] = ()
    entries: tuple[TimelineEntry, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()
    chat: str = ""
    here: Mapping[str, str] = field(default_factory=dict)
    behind: tuple[Behind, ...] = ()
    board: Board = field(default_factory=Board)
    impact: Impact | None = None
    ledger: Ledger | None = None
    tiers: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    bridge: Bridge | None = None
    offers_bridge: bool = False
    rhythm: Rhythm | None = None
    only_published: bool = False
    cadence: Cadence = field(default_factory=Cadence)

    def holder_of(self, role: str) -> str:
        """The person id of who wears this hat, or an empty string."""
        return next((holder.person for holder in self.holders if holder.role == role), "")

    def mention(self, person: str) -> Mention:
        """By the id that the reader's chat knows, and by whatever name is known."""
        here = self.here.get(person, person)
        known = self.people.get(here) or self.people.get(person)
        return Mention(here, known.name if known else here.partition(":")[2])

    @property
    def needs_liaison(self) -> bool:
        return CUSTOMER_LIAISON in self.missing

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """Those that people made; what comes with a hat is the business of who wears it."""
        return tuple(task for task in self.tasks if task.done_at is None and not task.is_of_checklist)

    def checklist(self, person: str) -> tuple[Task, ...]:
        """What came with a hat of this person, done or not."""
        return tuple(task for task in self.tasks if task.is_of_checklist and task.owner == person)

    @property
    def missing(self) -> tuple[str, ...]:
        """Roles that somebody should have, and nobody has."""
        if not self.incident.is_open:
            return ()
        wanted = self.wanted or ((CUSTOMER_LIAISON,) if self.major else ())
        return tuple(role for role in wanted if not self.holder_of(role))

    @property
    def room_links(self) -> tuple[RoomLink | Link, ...]:
        """War rooms that can be entered now; the one in the reader's own chat comes first."""
        usable = [room for room in self.rooms if room.state is RoomState.OPEN]
        return tuple(self._link(room) for room in sorted(usable, key=lambda room: room.chat != self.chat))

    def _link(self, room: WarRoom) -> RoomLink | Link:
        if not self.chat or room.chat == self.chat:
            return RoomLink(room.room, room.name)
        label = f"#{room.name} ({room.chat.capitalize()})"
        return Link(label, room.url) if room.url else RoomLink(room.room, label)
