"""Whether a ticket may show that it belongs to an incident: everybody at the desk reads it there."""

from bot.domain.incident import Incident, Status
from bot.domain.ticket import SANDBOX
from bot.domain.wording import say
from bot.errors import Conflict


def may_mark(incident: Incident, system: str) -> bool:
    """A private incident is told to no desk, and a drill writes on nobody's real ticket."""
    return not incident.private and (not incident.drill or system == SANDBOX)


def must_take_tickets(incident: Incident) -> None:
    """One that is over still does: customers write late."""
    if incident.status is Status.CANCELLED:
        raise Conflict(
            say("{key} was cancelled; no ticket was linked or made. Reopen it first.", key=incident.key)
        )


def must_make_tickets(incident: Incident, system: str) -> None:
    """Conflict where a new ticket would be taken for real."""
    must_take_tickets(incident)
    if incident.drill and not may_mark(incident, system):
        raise Conflict(
            say(
                "{key} is a drill; no ticket was made in {system}, where it would be taken for real.",
                key=incident.key,
                system=system,
            )
        )
