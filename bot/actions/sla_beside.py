"""What is known of several tickets and incidents when reminders of them are drawn, read at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions import sla_cases, ticket_answer
from bot.domain.audit import AuditEntry
from bot.domain.link import Link
from bot.domain.sla_case import Case, is_ticket
from bot.domain.sla_notice import Hush, Notice
from bot.domain.sla_reminder import Answer
from bot.domain.sla_tracked import Missed
from bot.domain.ticket import Ref, Ticket, ref
from bot.ports import Work
from bot.world import World

OLD = timedelta(minutes=10)
"""When a desk that was asked regularly has not answered for so long, it is said how old the news is."""


@dataclass(frozen=True, slots=True)
class Beside:
    """`silent` tells of systems since when they have told nothing new."""

    cases: Mapping[str, Case]
    hushes: Mapping[str, list[Hush]]
    notices: Mapping[str, list[Notice]]
    missed: Mapping[str, list[Missed]]
    answers: Mapping[str, Answer]
    audit: Mapping[str, list[AuditEntry]]
    links: Mapping[Ref, list[Link]]
    silent: Mapping[str, datetime | None]


def read(world: World, work: Work, abouts: Iterable[str]) -> Beside:
    """As they stand now."""
    wanted = sorted(set(abouts))
    missed: dict[str, list[Missed]] = {}
    for one in work.breaches.of_several(wanted):
        missed.setdefault(one.about, []).append(one)
    tickets = [one for one in wanted if is_ticket(one)]
    cases = sla_cases.read(world, work, wanted, world.clock.now())
    of_system = {case.ticket.system: case.ticket for case in cases.values() if case.ticket}
    return Beside(
        cases=cases,
        hushes=work.hushes.of_several(wanted),
        notices=work.notices.of_several(wanted),
        missed=missed,
        answers=ticket_answer.last_of_several(work, tickets),
        audit=work.audit.of_several(tickets),
        links=work.ticket_links.of_tickets(map(ref, tickets)),
        silent={system: as_of(world, work, ticket) for system, ticket in of_system.items()},
    )


def as_of(world: World, work: Work, ticket: Ticket) -> datetime | None:
    """Since when its desk has told nothing new, None while it answers."""
    if ticket.system not in world.desks:
        return None
    asked = work.desks.get(ticket.system).polled_at
    patience = max(OLD, 3 * world.settings.tickets.poll_every(ticket.system))
    return asked if asked and world.clock.now() - asked > patience else None
