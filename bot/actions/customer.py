"""Who is behind a ticket, and what has to happen because of who they are."""

from bot.actions import follow_rules, outgoing
from bot.domain.customer import Standing
from bot.domain.incident import Incident
from bot.domain.ticket import Ticket
from bot.ports import Work
from bot.world import World


def standing(world: World, ticket: Ticket) -> Standing:
    """The operator's list counts before the desk, and the desk before the usual tier."""
    account = world.accounts.of(ticket.organisation_name, ticket.requester_email)
    organisation = ticket.organisation_name or account.name
    return Standing(
        customer=_customer(ticket),
        customer_name=ticket.requester_name or ticket.requester_email or ticket.requester,
        organisation=" ".join(organisation.casefold().split()) or _within(ticket, ticket.organisation),
        organisation_name=organisation or ticket.organisation,
        tier=account.tier or _tier(world, ticket.fields.get("tier", "")),
        region=account.region or ticket.fields.get("region", ""),
        product=account.product or ticket.fields.get("product", ""),
        component=ticket.fields.get("component", ""),
        owner=account.owner,
    )


def _customer(ticket: Ticket) -> str:
    """The same person in two systems has the same address."""
    return ticket.requester_email.strip().casefold() or _within(ticket, ticket.requester)


def _within(ticket: Ticket, id: str) -> str:
    return f"{ticket.system}:{id}" if id else ""


def _tier(world: World, said: str) -> str:
    """`Premium`, `premium support` and `tier_premium` all name the tier premium."""
    customers = world.settings.customers
    folded = said.casefold()
    exact = next((name for name in customers.ranked() if name == folded), "")
    return exact or next((name for name in customers.ranked() if name in folded), customers.default_tier)


def hurt(world: World, work: Work, incident: Incident, ticket: Ticket) -> None:
    """A ticket of this customer was linked: whoever must know hears of it, once an incident."""
    if not incident.is_open:
        return
    known = standing(world, ticket)
    follow_rules.hurt(world, work, incident, known)
    tier = world.settings.customers.tiers.get(known.tier)
    if tier is None:
        return
    if tier.severity and _is_worse(world, tier.severity, incident.severity):
        _propose(world, work, incident, known, tier.severity)
    if tier.tell_owner and known.owner:
        _tell_owner(world, work, incident, known)


def _is_worse(world: World, proposed: str, current: str) -> bool:
    order = list(world.settings.severities)
    return proposed in order and current in order and order.index(proposed) < order.index(current)


def _propose(world: World, work: Work, incident: Incident, known: Standing, severity: str) -> None:
    once = f"bump/{incident.key}/{severity}"
    if not work.interactions.claim(once, world.clock.now()):
        return
    data = {"severity": severity, "name": _named(known), "tier": known.tier}
    for room in work.rooms.of(incident.key):
        lane = outgoing.lane_of(incident.key, room.chat)
        order = outgoing.Order("show", room.chat, lane=lane, view="severity_proposed", data=data)
        outgoing.put(world, work, incident, order)


def _tell_owner(world: World, work: Work, incident: Incident, known: Standing) -> None:
    who = known.organisation or known.customer
    if incident.private or incident.drill:
        return
    if not work.interactions.claim(f"owner/{incident.key}/{who}", world.clock.now()):
        return
    person = world.settings.people.get(known.owner)
    ids = person.ids if person else (known.owner,)
    reachable = next((id for id in ids if id.partition(":")[0] in world.voices), "")
    if reachable:
        outgoing.direct(
            world, work, incident, person=reachable, view="owner_told", name=_named(known), tier=known.tier
        )


def _named(known: Standing) -> str:
    return known.organisation_name or known.customer_name
