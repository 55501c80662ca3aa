"""What was promised to one ticket or incident, for somebody who asks."""

from collections.abc import Mapping

from bot.actions import customer, desk_outgoing, sla_beside, sla_cases, sla_people, sla_ticket, ticket_search
from bot.domain.incident import Incident
from bot.domain.role import CUSTOMER_LIAISON, INCIDENT_COMMANDER
from bot.domain.sla_case import Case, is_ticket
from bot.domain.sla_clock import ClockState
from bot.domain.sla_promised import Overview, Promised
from bot.domain.ticket import Gone, Ref, Ticket, ref
from bot.errors import NotFound
from bot.ports import Work
from bot.world import World

PATIENCE = 1.5
"""Seconds for the desk of a ticket that was never seen: the answer is still to be drawn and sent."""


def of(world: World, about: str) -> Overview:
    """As `of_ticket` or `of_incident`; whether the person may see an incident is asked before."""
    return of_ticket(world, ref(about)) if is_ticket(about) else of_incident(world, about)


def of_ticket(world: World, wanted: Ref) -> Overview:
    """As it is known; a ticket that nobody ever saw is asked for at its desk, and followed from then on.

    Raises NotFound where there is none.
    """
    with world.store.read() as work:
        known = work.tickets.get(wanted)
        if known and (work.updates.of(str(known.ref)) or not _is_concerned(world, work, known)):
            return _of_ticket(world, work, known)
    ticket = known or ticket_search.look_up(world, wanted, patience=PATIENCE)[0]
    with world.store.read() as work:
        concerned = _is_concerned(world, work, ticket)
        if work.updates.of(str(ticket.ref)):
            return _of_ticket(world, work, work.tickets.get(ticket.ref) or ticket)
    reads = concerned and ticket.gone is Gone.HERE and ticket.system in world.desks
    if reads:
        with world.store.change() as work:
            desk_outgoing.reads(world, work, [ticket.ref])
    return Overview(
        about=str(ticket.ref),
        ticket=ticket,
        tier=customer.standing(world, ticket).tier,
        with_whom=ticket.assignee,
        is_known=not reads,
        is_concerned=concerned,
    )


def _is_concerned(world: World, work: Work, ticket: Ticket) -> bool:
    return sla_ticket.watches(world, work, ticket.system)


def _of_ticket(world: World, work: Work, ticket: Ticket) -> Overview:
    about = str(ticket.ref)
    case = sla_cases.read(world, work, [about], world.clock.now())[about]
    return Overview(
        about=about,
        ticket=ticket,
        tier=case.tier,
        with_whom=_with_whom(world, work, case),
        promised=tuple(promised(world, work, case, clock) for clock in case.clocks),
        as_of=sla_beside.as_of(world, work, ticket),
        is_concerned=_is_concerned(world, work, ticket),
    )


def of_incident(world: World, key: str) -> Overview:
    """Raises NotFound."""
    with world.store.read() as work:
        case = sla_cases.read(world, work, [key], world.clock.now()).get(key)
        if case is None or case.incident is None:
            raise NotFound(f"There is no incident {key}.")
        return Overview(
            about=key,
            incident=case.incident,
            with_whom=_with_whom(world, work, case),
            promised=tuple(promised(world, work, case, clock) for clock in case.clocks),
        )


def promised(world: World, work: Work, case: Case, clock: ClockState) -> Promised:
    return Promised(
        about=case.about,
        clock=clock,
        ticket=case.ticket,
        incident=case.incident,
        tier=case.tier,
        with_whom=_with_whom(world, work, case),
    )


def _with_whom(world: World, work: Work, case: Case) -> str:
    """A name that people know, not a mention: lists disturb nobody."""
    if case.ticket:
        person = work.people.get(sla_people.assignee_of(world, work, case.ticket))
        return person.name if person else case.ticket.assignee
    return _hat(work, case.incident) if case.incident else ""


def _hat(work: Work, incident: Incident) -> str:
    """Whoever speaks for its customers, else who leads it."""
    holders: Mapping[str, str] = {one.role: one.person for one in work.roles.of(incident.key)}
    wearing = holders.get(CUSTOMER_LIAISON) or holders.get(INCIDENT_COMMANDER) or ""
    person = work.people.get(wearing) if wearing else None
    return person.name if person else ""
