"""One thing to be asked of a voice: where it goes, how it is carried, and what is recorded."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.domain.incident import Incident
from bot.domain.outgoing import Outgoing
from bot.domain.pager import called
from bot.domain.room import RoomState, WarRoom
from bot.domain.wording import say
from bot.errors import NotFound, Refused, TryLater
from bot.ports import Mail, Meetings, Pager, Phone, StatusPage, TicketSystem, Voice, Work
from bot.world import World

One = TypeVar("One")


def _nothing(_world: World, _work: Work, _row: Outgoing, _result: Any) -> None:
    """Most errands leave nothing to write down but that they are done."""


@dataclass(frozen=True, slots=True)
class _Asked(ABC, Generic[One]):
    """Something that somebody outside is asked."""

    carry: Callable[[One], Any]
    record: Callable[[World, Work, Outgoing, Any], None] = _nothing

    def run(self, world: World, row: Outgoing) -> Any:
        if (asked := self._whom(world, row)) is None:
            raise Refused(say("{who} is not connected.", who=called(row.chat)))
        return self.carry(asked)

    @abstractmethod
    def _whom(self, world: World, row: Outgoing) -> One | None:
        """None where it is not connected."""


class Errand(_Asked[Voice]):
    """Something that a chat is asked."""

    __slots__ = ()

    def _whom(self, world: World, row: Outgoing) -> Voice | None:
        return world.voices.get(row.chat)


class DeskErrand(_Asked[TicketSystem]):
    """Something that a system of tickets is asked."""

    __slots__ = ()

    def _whom(self, world: World, row: Outgoing) -> TicketSystem | None:
        return world.desks.get(row.chat)


class PagerErrand(_Asked[Pager]):
    """Something that a pager is asked."""

    __slots__ = ()

    def _whom(self, world: World, row: Outgoing) -> Pager | None:
        return world.pagers.get(row.chat)


class PhoneErrand(_Asked[Phone]):
    """Somebody is called, or gets a text message."""

    __slots__ = ()

    def _whom(self, world: World, _row: Outgoing) -> Phone | None:
        return world.phone


class MeetingsErrand(_Asked[Meetings]):
    """A bridge is opened."""

    __slots__ = ()

    def _whom(self, world: World, row: Outgoing) -> Meetings | None:
        return world.meetings.get(row.chat)


class StatusPageErrand(_Asked[StatusPage]):
    """Something that a status page is asked which somebody else runs."""

    __slots__ = ()

    def _whom(self, world: World, row: Outgoing) -> StatusPage | None:
        return world.status_pages.get(row.chat)


class MailErrand(_Asked[Mail]):
    """A letter is sent."""

    __slots__ = ()

    def _whom(self, world: World, _row: Outgoing) -> Mail | None:
        return world.mail


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that asks nobody outside, but has its turn behind other rows."""

    record: Callable[[World, Work, Outgoing, Any], None]

    def run(self, _world: World, _row: Outgoing) -> Any:
        return None


AnyErrand = (
    Errand | DeskErrand | PagerErrand | PhoneErrand | MeetingsErrand | StatusPageErrand | MailErrand | Chore
)


def incident_of(work: Work, row: Outgoing) -> Incident:
    incident = work.incidents.get(row.about)
    if incident is None:
        raise NotFound(say("There is no incident {key}.", key=row.about))
    return incident


def war_room_of(work: Work, row: Outgoing) -> WarRoom | None:
    return next((room for room in work.rooms.of(row.about) if room.chat == row.chat), None)


def address(work: Work, row: Outgoing) -> str:
    """Where the row goes: as written, else the war room, else where it was declared, else its declarer.

    Nowhere (an empty string) when the war room was archived, or when it is that of another chat
    than the one where it was declared. What is private never goes to the channel where it was
    declared: others read there.
    """
    room = war_room_of(work, row)
    if row.to or room is None:
        return row.to or incident_of(work, row).declared_by
    if room.state is RoomState.OPENING:
        raise TryLater(say("The war room is still being opened."), after=2)
    if room.state in (RoomState.OPEN, RoomState.CLOSED):
        return room.room if room.state is RoomState.OPEN else ""
    incident = incident_of(work, row)
    if row.chat != incident.chat:
        return ""
    here = incident.origin.startswith(f"{row.chat}:") and not incident.private
    if here:
        return incident.origin
    return incident.declared_by if incident.declared_by.startswith(f"{row.chat}:") else ""
