"""Tickets that speak of what an incident is about: offered to its people, never linked by themselves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bot.actions import board, customer, desk_outgoing, outgoing, ticket_news
from bot.actions.errand import AnyErrand, DeskErrand
from bot.domain.incident import Incident, Status
from bot.domain.link import How, Link, LinkState
from bot.domain.outgoing import Outgoing
from bot.domain.ticket import Query, Ticket
from bot.ports import Work
from bot.world import World

LISTED = 100
"""Newest open tickets of a desk among which look-alikes are found when an incident is declared."""

COMPARED = 30
"""Open incidents that a new ticket is compared with."""

SUBJECTS = 10
"""Linked tickets of an incident whose subjects say, besides its title, what it is about."""

NEW = timedelta(days=1)
"""A ticket that was written longer ago is no news."""

VIEW = "lookalikes"


def slot(key: str, chat: str) -> str:
    return f"{key}/{VIEW}/{chat}"


def ask(world: World, work: Work, incident: Incident) -> None:
    """Looks through the open tickets of every desk, once, behind whatever else is asked there."""
    if incident.drill:
        return
    for system in world.desks:
        desk_outgoing.put(
            world, work, "ticket_lookalikes", system, lane=f"{system}/search", about=incident.key
        )


def listed(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    incident = work.incidents.get(row.about)
    if incident is None or not incident.is_open:
        return None
    return DeskErrand(lambda desk: desk.search(Query(open_only=True), limit=LISTED), _compared)


def _compared(world: World, work: Work, row: Outgoing, found: Sequence[Ticket]) -> None:
    work.tickets.turn()
    incident = work.incidents.get(row.about)
    if incident is None or not incident.is_open:
        return
    by_ref = {str(one.ref): one for one in found if not one.status.is_over}
    texts = {name: one.subject for name, one in by_ref.items()}
    alike = [
        (by_ref[one.name], one.terms)
        for one in world.alike.among(incident.title, texts, limit=LISTED)
        if one.score >= world.settings.duplicate_likeness
    ]
    offer(world, work, incident, alike)


def arrived(world: World, work: Work, tickets: Iterable[Ticket]) -> None:
    """New tickets that belong to nothing yet: those that sound like an open incident are offered to it."""
    fresh = [one for one in tickets if _is_news(world, work, one)]
    if not fresh:
        return
    known = _what_they_are_about(work)
    texts = {name: text for key, several in known.items() for name, text in several.items()}
    for one in fresh:
        for near in world.alike.among(one.subject, texts, limit=1):
            if near.score >= world.settings.duplicate_likeness:
                incident = work.incidents.get(near.name.partition("/")[0])
                if incident:
                    offer(world, work, incident, [(one, near.terms)])


def _is_news(world: World, work: Work, ticket: Ticket) -> bool:
    if ticket.status.is_over or ticket.gone or ticket.merged_into or not ticket.created_at:
        return False
    return world.clock.now() - ticket.created_at < NEW and not work.ticket_links.of_ticket(ticket.ref)


def _what_they_are_about(work: Work) -> Mapping[str, Mapping[str, str]]:
    """By open incident: its title and what customers wrote; private ones and drills are not compared."""
    incidents = work.incidents.with_status(Status.OPEN, limit=COMPARED)
    return {
        one.key: {f"{one.key}/": one.title, **_subjects(work, one.key)}
        for one in incidents
        if not one.private and not one.drill
    }


def _subjects(work: Work, key: str) -> dict[str, str]:
    linked = work.ticket_links.of(key, states=(LinkState.LINKED,), limit=SUBJECTS)
    return {f"{key}/{one.link.ref}": one.ticket.subject for one in linked if one.ticket}


def offer(
    world: World, work: Work, incident: Incident, alike: Sequence[tuple[Ticket, Sequence[str]]]
) -> None:
    """Each of them once an incident: what was linked, taken back or refused is not offered again."""
    now, fresh = world.clock.now(), False
    for ticket, terms in alike:
        offered = Link(
            incident=incident.key,
            system=ticket.system,
            ticket=ticket.id,
            how=How.LIKENESS,
            by="",
            at=now,
            changed_at=now,
            state=LinkState.OFFERED,
            why=", ".join(terms),
        )
        if work.ticket_links.offer(offered):
            if work.tickets.get(ticket.ref) is None:  # Lists tell less than is known of one that is watched.
                work.tickets.put(ticket)
            work.ticket_links.stand(ticket, customer.standing(world, ticket))
            fresh = True
    if fresh:
        board.touch(world, work, incident.key)
        show(world, work, incident)


def show(world: World, work: Work, incident: Incident) -> None:
    """One card a war room, drawn anew as offers come and go."""
    for room in work.rooms.of(incident.key):
        lane = outgoing.lane_of(incident.key, room.chat)
        place = slot(incident.key, room.chat)
        order = outgoing.Order("show", room.chat, lane=lane, view=VIEW, slot=place)
        outgoing.put(world, work, incident, order)


def refuse(world: World, work: Work, incident: Incident) -> int:
    """None of those that are offered; how many that were."""
    offered = work.ticket_links.of(incident.key, states=(LinkState.OFFERED,), limit=1000)
    for one in offered:
        ticket_news.unlinked(work, one.link, world.clock.now())
    show(world, work, incident)
    return len(offered)
