"""Whether a ticket speaks of something that is an incident already."""

from bot.actions import incident as incidents
from bot.actions.ticket_marks import may_mark
from bot.domain.incident import Incident, Status
from bot.domain.likeness import Similar
from bot.domain.ticket import Ticket
from bot.ports import Work
from bot.world import World


def of(world: World, work: Work, ticket: Ticket, *, here: str = "") -> list[Similar]:
    """Incidents to which it is linked, without words; then open ones that sound alike, with the same words.

    What no ticket may show is not told either, except to who asks `here`, in that incident.
    """
    linked = [work.incidents.get(link.incident) for link in work.ticket_links.of_ticket(ticket.ref)]
    found = [Similar(one, ()) for one in linked if one and _may_be_told(one, ticket.system, here)]
    alike = incidents.alike(world, work, ticket.subject, drill=False)
    known = {one.incident.key: one for one in (*alike, *found)}
    order = dict.fromkeys(one.incident.key for one in (*found, *alike))
    return [known[key] for key in order]


def _may_be_told(incident: Incident, system: str, here: str) -> bool:
    if incident.key == here:
        return True
    return incident.status is not Status.CANCELLED and may_mark(incident, system)
