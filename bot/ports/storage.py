"""What is kept: one repository per noun, and the unit of work that holds them together."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from bot.domain.audit import AuditEntry
from bot.domain.identity import Identity, LinkCode
from bot.domain.incident import Incident, Status
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.person import Person
from bot.domain.relay import Copy, Relayed
from bot.domain.role import Handoff, Holder, Responder
from bot.domain.room import Slot, WarRoom
from bot.domain.task import Task
from bot.domain.timeline import TimelineEntry
from bot.ports.page_storage import Bridges, Feeds, OnCalls, PagePlans, PagerLinks, Pages, StandIns
from bot.ports.sla_storage import Breaches, Clocks, Editions, Hushes, Notices, Plans, Updates
from bot.ports.stakeholder_storage import Digests, FollowRules, Summaries
from bot.ports.status_storage import Followers, StatusUpdates, Tellings
from bot.ports.ticket_storage import Desks, Impacts, TicketLinks, Tickets


class Incidents(Protocol):
    def next_number(self) -> int:
        """A number that no other incident has or will have."""
        ...

    def add(self, incident: Incident) -> None: ...

    def get(self, key: str) -> Incident | None: ...

    def lock(self, key: str) -> Incident | None:
        """As `get`, and nobody else changes it until this unit of work ends."""
        ...

    def save(self, incident: Incident) -> None: ...

    def with_status(self, status: Status, *, limit: int) -> list[Incident]:
        """Newest first."""
        ...

    def recent(self, *, limit: int) -> list[Incident]:
        """Newest first, whatever their status."""
        ...

    def ended_since(self, at: datetime, *, limit: int) -> list[Incident]:
        """Those that are over now, the last to end first."""
        ...

    def liaison_asks_due(self, now: datetime, *, limit: int) -> list[str]:
        """Keys of open incidents whose missing customer liaison is to be asked for, oldest first."""
        ...


class Rooms(Protocol):
    def add(self, room: WarRoom) -> None: ...

    def save(self, room: WarRoom) -> None:
        """Found again by incident and chat."""
        ...

    def of(self, incident: str) -> list[WarRoom]: ...

    def of_several(self, incidents: Sequence[str]) -> list[WarRoom]:
        """Of all of these at once; those of one incident in the order of `of`."""
        ...

    def at(self, room: str) -> WarRoom | None:
        """The war room that this room is, newest incident first; None for any other room."""
        ...

    def slot(self, name: str) -> Slot | None: ...

    def several_slots(self, names: Iterable[str]) -> dict[str, Slot]: ...

    def slots(self, incident: str) -> list[Slot]: ...

    def put_slot(self, slot: Slot) -> None: ...

    def put_slots(self, slots: Sequence[Slot]) -> None: ...


class Roles(Protocol):
    def of(self, incident: str) -> list[Holder]: ...

    def of_several(self, incidents: Sequence[str]) -> list[Holder]:
        """Of all of these at once; those of one incident in the order of `of`."""
        ...

    def give(self, holder: Holder) -> None:
        """One holder a role: the earlier one is replaced."""
        ...

    def take_away(self, incident: str, role: str) -> None: ...

    def held_by(self, people: Sequence[str]) -> list[Holder]:
        """What these identities hold in open incidents."""
        ...

    def join(self, responder: Responder) -> bool:
        """False when they had joined before."""
        ...

    def responders(self, incident: str) -> list[Responder]: ...

    def caught_up(self, incident: str, person: str, at: datetime) -> None: ...

    def offer(self, handoff: Handoff) -> int: ...

    def handoff(self, id: int) -> Handoff | None: ...

    def open_handoffs(self, incident: str) -> list[Handoff]: ...

    def settle(self, handoff: Handoff) -> None:
        """Records `acknowledged_at` or `withdrawn_at`."""
        ...


class Timeline(Protocol):
    def add(self, entry: TimelineEntry) -> int: ...

    def get(self, id: int) -> TimelineEntry | None: ...

    def save(self, entry: TimelineEntry) -> None: ...

    def of(self, incident: str, *, limit: int) -> list[TimelineEntry]:
        """The latest `limit` entries that were not removed, in the order in which they happened."""
        ...

    def from_source(self, source: str) -> list[TimelineEntry]: ...


class Tasks(Protocol):
    def add(self, task: Task) -> Task:
        """With its number."""
        ...

    def get(self, incident: str, number: int) -> Task | None: ...

    def save(self, task: Task) -> None: ...

    def of(self, incident: str) -> list[Task]: ...


class People(Protocol):
    def get(self, id: str) -> Person | None: ...

    def put(self, person: Person) -> None: ...

    def named(self, name: str, *, chat: str) -> list[Person]:
        """By shown name or the name before the at sign of their address, case folded."""
        ...

    def with_email(self, email: str) -> list[Person]:
        """Those of whom a chat itself has said that this is their address, case folded."""
        ...

    def with_emails(self, emails: Iterable[str]) -> dict[str, list[Person]]:
        """As `with_email`, by address; asked for again in this unit of work, they are known."""
        ...

    def several(self, ids: Iterable[str]) -> dict[str, Person]: ...


class Identities(Protocol):
    """People who confirmed that they are the same in several chats; `bot.actions.identity` asks here."""

    def get(self, id: str) -> Identity | None: ...

    def of(self, person: str) -> list[Identity]: ...

    def put(self, identity: Identity) -> None: ...

    def remove(self, id: str) -> None: ...

    def put_code(self, code: LinkCode) -> None:
        """Instead of an earlier one of the same person."""
        ...

    def codes(self, now: datetime) -> list[LinkCode]:
        """Those that have not expired."""
        ...

    def use_codes(self, people: Iterable[str]) -> None:
        """Codes of these people are good no longer."""
        ...

    def forget_codes(self, now: datetime) -> int: ...


class Relays(Protocol):
    """Messages that are passed on between the war rooms of one incident."""

    def add(self, said: Relayed) -> bool:
        """False when it was added before."""
        ...

    def get(self, source: str) -> Relayed | None: ...

    def save(self, said: Relayed) -> None: ...

    def copies(self, source: str) -> list[Copy]: ...

    def copy_at(self, room: str, message: str) -> Copy | None:
        """The copy that this message is; None for what people wrote themselves."""
        ...

    def put_copy(self, copy: Copy) -> None:
        """Found again by source and chat."""
        ...

    def forget_before(self, at: datetime) -> int: ...


class Places(Protocol):
    """Where a chat is reached: plain JSON of an adapter, by an id of its chat such as `teams:19:abc`."""

    def put(self, id: str, record: Mapping[str, Any]) -> None:
        """Instead of what was kept there before."""
        ...

    def get(self, id: str) -> Mapping[str, Any] | None: ...

    def remove(self, id: str) -> None: ...


class Outbox(Protocol):
    def add(self, outgoing: Outgoing) -> int:
        """A waiting row with the same non-empty `slot` is enough: it will be drawn as things stand then."""
        ...

    def add_all(self, rows: Sequence[Outgoing]) -> None:
        """As `add`, many at once."""
        ...

    def claim(self, now: datetime, worker: str, *, among: int = ...) -> Outgoing | None:
        """The oldest due row that is first in its lane, marked TAKEN by `worker`; None when there is none.

        It is looked for quickly `among` so many of the oldest, and if need be among all of them: where
        many workers take many at once, let it be many.
        """
        ...

    def claim_more(self, now: datetime, worker: str, kind: str, *, limit: int) -> list[Outgoing]:
        """As `claim`, so many of this kind at once, each of another lane."""
        ...

    def are_due(self, now: datetime, *, limit: int) -> int:
        """How many rows might be claimed, counted up to `limit`; some may wait behind others."""
        ...

    def save_all(self, rows: Sequence[Outgoing]) -> None:
        """As `save`, of rows that are over."""
        ...

    def save(self, outgoing: Outgoing) -> None:
        """Records state, tries, created_at, due_at, error, doubtful, taken_by and done_at.

        A row that waits again takes the place of a younger one that waits for the same slot.
        """
        ...

    def next_due(self) -> datetime | None:
        """The earliest instant at which a waiting row that is first in its lane is due."""
        ...

    def of(self, incident: str, *, states: Sequence[Delivery]) -> list[Outgoing]: ...

    def of_several(
        self, abouts: Iterable[str], kind: str, *, states: Sequence[Delivery]
    ) -> dict[str, list[Outgoing]]:
        """Those of one kind, oldest first; nothing stands here where there is none."""
        ...

    def head(self, lane: str) -> Outgoing | None:
        """The row that goes out next or is under way there; all others of the lane wait for it."""
        ...

    def waiting_for(self, lane: str) -> set[str]:
        """What the rows that wait or are under way there are about."""
        ...

    def failed(self, *, limit: int) -> list[Outgoing]: ...

    def give_back(self, worker: str) -> int:
        """Rows that this worker took and could not record become waiting and doubtful."""
        ...

    def figures(self) -> Sequence[tuple[str, str, int, datetime | None]]:
        """(lane's chat, state, rows, oldest) of rows not done, for the metrics."""
        ...

    def forget_before(self, at: datetime) -> int: ...


class Audit(Protocol):
    def add(self, entry: AuditEntry) -> None: ...

    def of(self, incident: str) -> list[AuditEntry]: ...

    def of_several(self, incidents: Iterable[str]) -> dict[str, list[AuditEntry]]:
        """As `of`; nothing stands here for what nobody changed."""
        ...


class Interactions(Protocol):
    def claim(self, id: str, at: datetime) -> bool:
        """False when this id was claimed before."""
        ...

    def claim_all(self, ids: Sequence[str], at: datetime) -> set[str]:
        """As `claim`, many at once; those that are granted. In one order for all who ask at once."""
        ...

    def made(self, id: str) -> str:
        """The key that was recorded for it, or an empty string."""
        ...

    def record(self, id: str, made: str) -> None: ...

    def forget_before(self, at: datetime) -> int: ...


class Work(Protocol):
    """One unit of work: all of it is committed on clean exit, none of it otherwise.

    `same` is where `bot.actions.identity` remembers what it found out in this unit of work.
    """

    incidents: Incidents
    rooms: Rooms
    roles: Roles
    timeline: Timeline
    tasks: Tasks
    people: People
    identities: Identities
    same: dict[str, tuple[str, ...]]
    relays: Relays
    places: Places
    outbox: Outbox
    audit: Audit
    interactions: Interactions
    tickets: Tickets
    ticket_links: TicketLinks
    impacts: Impacts
    desks: Desks
    updates: Updates
    clocks: Clocks
    plans: Plans
    notices: Notices
    hushes: Hushes
    breaches: Breaches
    editions: Editions
    pages: Pages
    page_plans: PagePlans
    pager_links: PagerLinks
    on_calls: OnCalls
    stand_ins: StandIns
    bridges: Bridges
    feeds: Feeds
    status_updates: StatusUpdates
    tellings: Tellings
    followers: Followers
    summaries: Summaries
    follow_rules: FollowRules
    digests: Digests


class Store(Protocol):
    def read(self) -> AbstractContextManager[Work]:
        """For looking only; raises Unavailable when the database does not answer."""
        ...

    def change(self) -> AbstractContextManager[Work]:
        """For changing; commits on clean exit and then rings the bell if the outbox grew."""
        ...
