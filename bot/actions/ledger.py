"""Who of an incident's customers was told the word that counts, who was not, and who says something."""

from dataclasses import replace

from bot.domain.incident import Incident
from bot.domain.ledger import Customer, Group, Ledger
from bot.domain.status_update import Audience, StatusUpdate, UpdateState
from bot.ports import Work
from bot.world import World

LISTED = 15
"""Customers of one list."""


def of(world: World, work: Work, incident: Incident) -> Ledger | None:
    """None while nobody was told in a ticket, and nobody asked for the cause."""
    if not world.desks:
        return None
    update = that_counts(work, incident.key)
    if update is None and not work.cause_requests.are_any(incident.key):
        return None
    return work.ledgers.of(incident.key, update)


def that_counts(work: Work, key: str) -> StatusUpdate | None:
    """The last status update that went to tickets and was not retracted."""
    latest = work.status_updates.latest(key)
    if latest is None or Audience.TICKETS in latest.audiences:
        return latest
    known = work.status_updates.of(key)
    told = (one for one in known if one.state is UpdateState.PUBLISHED and Audience.TICKETS in one.audiences)
    return max(told, key=lambda one: one.number, default=None)


def listed(world: World, work: Work, key: str, group: Group) -> list[Customer]:
    """The first of them, the most important tier first."""
    tiers = world.settings.customers.ranked()
    found = work.ledgers.listed(key, that_counts(work, key), group, tiers=tiers, limit=LISTED)
    tickets = work.tickets.several(one.ref for one in found)
    return [replace(one, url=tickets[one.ref].url) if one.ref in tickets else one for one in found]
