"""What is known of tickets by which somebody is about to declare: they, what sounds alike, who is hurt."""

from collections.abc import Sequence

from bot.actions import customer, ticket_search
from bot.domain.filed import NOTHING_FILED, Filed, FiledTicket
from bot.domain.ticket import Query, Ref, Ticket
from bot.world import World

OFFERED = 8
"""Tickets that a form offers to tick, besides those that were named."""

LOOKED_AT = 20
"""Named tickets that a form shows; nobody pastes more of them to declare."""

PATIENCE = 1.2
"""Seconds for each of two questions: the form has to open within three."""

LISTED = 50
"""Newest open tickets of a desk among which look-alikes are found."""


def filed(world: World, refs: Sequence[Ref], title: str) -> Filed:
    """These tickets, and open ones that sound like the first of them or like the title."""
    if not world.desks or not (refs or title):
        return NOTHING_FILED
    named = ticket_search.look(world, refs[:LOOKED_AT], patience=PATIENCE)
    first = next((named[ref] for ref in refs if ref in named), None)
    text = title or (first.subject if first else "")
    found = [
        *(FiledTicket(named[ref], _tier(world, named[ref])) for ref in refs if ref in named),
        *(_alike(world, text, set(refs)) if first else ()),
    ]
    severity, why = _proposed(world, found)
    return Filed(tuple(found), severity, why)


def _alike(world: World, text: str, without: set[Ref]) -> list[FiledTicket]:
    """Those that nobody linked yet."""
    newest = ticket_search.newest(world, Query(open_only=True), limit=LISTED, patience=PATIENCE)
    free = {str(one.ref): one for one in newest if one.ref not in without and not one.status.is_over}
    with world.store.read() as work:
        for link in work.ticket_links.among([one.ref for one in free.values()]):
            free.pop(str(link.ref), None)
    return [
        FiledTicket(free[one.name], _tier(world, free[one.name]), one.terms)
        for one in world.alike.among(text, {name: it.subject for name, it in free.items()}, limit=OFFERED)
        if one.score >= world.settings.duplicate_likeness
    ]


def _tier(world: World, ticket: Ticket) -> str:
    return customer.standing(world, ticket).tier


def _proposed(world: World, found: Sequence[FiledTicket]) -> tuple[str, str]:
    """The most important tier that asks for a severity decides."""
    tiers = world.settings.customers.tiers
    for name in world.settings.customers.ranked():
        severity = tiers[name].severity
        hurt = next((one for one in found if one.tier == name), None)
        if severity and hurt:
            ticket = hurt.ticket
            return severity, f"{ticket.organisation_name or ticket.requester_name} ({name})"
    return "", ""
