"""Whether a ticket speaks of something that is an incident already."""

from bot.actions import incident as incidents
from bot.domain.incident import Incident
from bot.domain.ticket import Ticket
from bot.ports import Work
from bot.world import World


def of(world: World, work: Work, ticket: Ticket) -> list[Incident]:
    """Incidents to which it is linked, then open ones that sound alike; private ones are not told."""
    linked = [work.incidents.get(link.incident) for link in work.ticket_links.of_ticket(ticket.ref)]
    found = [one for one in linked if one and not one.private]
    alike = [one.incident for one in incidents.alike(world, work, ticket.subject, drill=False)]
    return list({one.key: one for one in (*found, *alike)}.values())
