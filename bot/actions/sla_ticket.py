"""What a desk tells of a ticket, as far as promises are concerned: kept, and its clocks derived anew."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.actions import customer, desk_outgoing, sla_book, sla_clocks
from bot.domain.sla_conditions import Subject, subject_of
from bot.domain.sla_update import BEGINNINGS, YEARS, Author, History, Update, What, ordered
from bot.domain.ticket import Gone, Ticket, TicketStatus
from bot.ports import Work
from bot.world import World


def watches(world: World, work: Work, system: str) -> bool:
    """Whether anything is promised to tickets of this desk, so that all of them concern us."""
    if world.settings.tickets.clock(system) == "desk":
        return True
    return sla_book.current(world, work).concern(system)


def seen(world: World, work: Work, ticket: Ticket, history: History | None) -> None:
    """As the desk shows it now. Without its history the desk is asked for that, too."""
    if not watches(world, work, ticket.system):
        return
    known = work.updates.of(str(ticket.ref))
    if history is None and ticket.gone is Gone.HERE:
        desk_outgoing.reads(world, work, [ticket.ref])
        return
    now = world.clock.now()
    told = [*known, *_unheard(known, history)]
    if not any(one.what in BEGINNINGS for one in told):
        told.append(_beginning(ticket, now))
    subject = subject_of(ticket, customer.standing(world, ticket).tier)
    if not known:
        told = [replace(one, about=subject) if one.what in BEGINNINGS else one for one in told]
    told += _became(ticket, subject, told, now)
    work.updates.add(str(ticket.ref), told)
    if history:
        work.tickets.was_read(ticket.ref, now)
    sla_clocks.derive(world, work, str(ticket.ref))


def _unheard(known: Iterable[Update], history: History | None) -> list[Update]:
    """A history tells everything again, but not what we noticed beside it: what is known already, counts."""
    names = {(one.source, one.id) for one in known}
    return [one for one in history.updates if (one.source, one.id) not in names] if history else []


def _beginning(ticket: Ticket, now: datetime) -> Update:
    """Of a ticket whose desk does not tell who opened it: a customer did."""
    at = _meant(ticket.created_at) or _meant(ticket.updated_at) or now
    return Update(source=ticket.system, id="created", at=at, what=What.CREATED, by=Author.CUSTOMER)


def _became(ticket: Ticket, subject: Subject, told: Iterable[Update], now: datetime) -> Iterator[Update]:
    """What is different from what the updates say so far."""
    at = _meant(ticket.updated_at) or now
    story = ordered(told)
    status = _last_status(story)
    about = next((one.about for one in reversed(story) if one.about is not None), None)
    name = f"state/{at.isoformat()}/{ticket.status}"
    if ticket.status is not status or subject != about:
        changed = None if ticket.status is status else ticket.status
        yield Update(
            source=ticket.system, id=f"{name}/{_digest(subject)}", at=at, status=changed, about=subject
        )
    if ticket.merged_into:
        yield Update(source=ticket.system, id=f"merged/{ticket.merged_into}", at=at, what=What.MERGED)
    if ticket.gone is Gone.DELETED:
        yield Update(source=ticket.system, id="deleted", at=max(at, now), what=What.DELETED)


def _meant(at: datetime | None) -> datetime | None:
    """None for an instant that no desk can mean."""
    return at if at and at.year in YEARS else None


def _last_status(story: Iterable[Update]) -> TicketStatus:
    statuses = [one.status for one in story if one.status]
    return statuses[-1] if statuses else TicketStatus.NEW


def _digest(subject: Subject) -> str:
    """Short, and the same for the same subject in every process."""
    return sha256(repr(subject).encode()).hexdigest()[:12]
