"""One change of one incident: locked, saved, audited, written on the timeline, and told.

Every action on an existing incident goes through here, so that none of these is forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any

from bot.actions import outgoing
from bot.domain.audit import Actor, entry
from bot.domain.incident import Incident
from bot.domain.interaction import Message
from bot.domain.room import WarRoom
from bot.domain.timeline import Kind, TimelineEntry
from bot.domain.wording import say
from bot.errors import Conflict, NotFound
from bot.ports import Work
from bot.world import World


@dataclass(slots=True)
class Change:
    """What an action may do to the incident it has locked; `before` is how it was then."""

    world: World
    work: Work
    by: Actor
    incident: Incident
    now: datetime
    rooms: list[WarRoom]
    liaison_changed: bool = False
    before: Incident = field(init=False)

    def __post_init__(self) -> None:
        self.before = self.incident

    def must_be_open(self) -> None:
        must_be_open(self.incident)

    def save(self, **fields: Any) -> None:
        """Saves these fields and keeps what they were in the audit trail."""
        before = {name: getattr(self.incident, name) for name in fields}
        changed = {name: value for name, value in fields.items() if before[name] != value}
        self.liaison_changed |= "liaison_ask_due" in changed
        if changed:
            self.incident = replace(self.incident, **changed)
            self.work.incidents.save(self.incident)
            self.audit({name: before[name] for name in changed}, changed)

    def audit(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        was, became = ({name: plain(value) for name, value in fields.items()} for fields in (before, after))
        self.work.audit.add(entry(self.by, self.incident.key, self.now, was, became))

    def happened(
        self,
        kind: Kind,
        text: str,
        *,
        at: datetime | None = None,
        aloud: bool = False,
        message: Message | None = None,
        url: str = "",
    ) -> TimelineEntry:
        """A timeline entry, told in every war room."""
        entry = TimelineEntry(
            incident=self.incident.key,
            at=at or self.now,
            recorded_at=self.now,
            kind=kind,
            text=text,
            by=self.by.person,
            source=message.id if message else "",
            url=message.url if message else url,
        )
        entry = replace(entry, id=self.work.timeline.add(entry))
        outgoing.tell_rooms(self.world, self.work, self.incident, self.rooms, entry.id, aloud=aloud)
        return entry

    def redraw(self) -> None:
        outgoing.redraw(self.world, self.work, self.incident, self.rooms, asks=self.liaison_changed)

    def made(self, key: str = "") -> None:
        """Remembers what this interaction made, for its second delivery."""
        if self.by.interaction:
            self.work.interactions.record(self.by.interaction, key or self.incident.key)


def must_be_open(incident: Incident) -> None:
    """Raises Conflict; asked before a form is shown, and again when it comes back."""
    if not incident.is_open:
        raise Conflict(
            say("{key} is {status}; reopen it first.", key=incident.key, status=incident.status.value)
        )


@contextmanager
def changing(world: World, by: Actor, key: str, *, tickets: bool = False) -> Iterator[Change]:
    """The incident, locked until the change is committed; cards are redrawn afterwards.

    `tickets` says that its links or what is said of its customers change, too.
    """
    with world.change(by) as work:
        if tickets:
            work.tickets.turn()
        with changing_within(world, work, by, key) as change:
            yield change


@contextmanager
def changing_within(world: World, work: Work, by: Actor, key: str) -> Iterator[Change]:
    """As `changing`, in a unit of work that does something else as well."""
    incident = work.incidents.lock(key)
    if incident is None:
        raise NotFound(say("There is no incident {key}.", key=key))
    change = Change(world, work, by, incident, world.clock.now(), work.rooms.of(key))
    yield change
    change.made()
    change.redraw()


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
