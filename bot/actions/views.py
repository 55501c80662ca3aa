"""Which card a row of the outbox shows, drawn as things stand when it is sent."""

from collections.abc import Callable, Mapping

from bot.actions import (
    cover,
    digest_views,
    dossier,
    drill_views,
    follow_views,
    identity,
    pace_views,
    pager_views,
    personal_views,
    sla_views,
    status_views,
    summary_views,
)
from bot.actions import sla_due as due
from bot.cards import (
    bridge,
    customer,
    delivery,
    home,
    incident,
    linking,
    role,
    sla_due,
    ticket,
    ticket_link,
    timeline,
)
from bot.cards import cover as cover_cards
from bot.domain.bridge import BridgeState
from bot.domain.card import Card
from bot.domain.incident import Status
from bot.domain.link import LinkState
from bot.domain.outgoing import Outgoing
from bot.domain.sla_promised import Whose
from bot.domain.ticket import ref
from bot.domain.timeline import Kind
from bot.ports import Work
from bot.world import World

NAMED = 5
"""Tickets of one wish up to which each is shown with its subject and its customer."""

FAILED_LISTED = 10
OFFERS_LISTED = 10
"""Tickets that could not be linked, listed below their progress at most."""

HOME_PROMISES = 5
"""Promises on a home page at most."""

HOME_LISTED = 10
"""Incidents on a home page at most."""


def draw(world: World, work: Work, row: Outgoing) -> Card | None:
    """None when there is nothing left to show."""
    return VIEWS[row.view](world, work, row)


def _war_room(world: World, work: Work, row: Outgoing) -> Card:
    return incident.war_room(dossier.read(world, work, row.about, chat=row.chat))


def _announcement(world: World, work: Work, row: Outgoing) -> Card | None:
    known = dossier.read(world, work, row.about, chat=row.chat)
    return None if known.incident.private else incident.announcement(known)


def _entry(world: World, work: Work, row: Outgoing) -> Card | None:
    happened = work.timeline.get(int(row.data["entry"]))
    if happened is None:
        return None
    known = dossier.read(world, work, row.about, chat=row.chat)
    states = work.ticket_links.progress(row.about, happened.id) if happened.kind is Kind.TICKET else {}
    if not states:
        return timeline.entry(known, happened)
    failed = work.ticket_links.failed(row.about, happened.id, limit=FAILED_LISTED)
    few = sum(states.values()) <= NAMED
    linked = work.ticket_links.of_batch(row.about, happened.id, limit=NAMED) if few else ()
    return ticket_link.progress(known, happened, states, failed, linked)


def _liaison_wanted(world: World, work: Work, row: Outgoing) -> Card | None:
    """Who was found before the question was even posted need not be asked for."""
    known = dossier.read(world, work, row.about, chat=row.chat)
    slot = work.rooms.slot(row.slot)
    return role.hats_wanted(known) if known.missing or (slot and slot.message) else None


def _handoff(world: World, work: Work, row: Outgoing) -> Card | None:
    offered = work.roles.handoff(int(row.data["handoff"]))
    return role.handoff(dossier.read(world, work, row.about, chat=row.chat), offered) if offered else None


def _briefing(world: World, work: Work, row: Outgoing) -> Card | None:
    known = dossier.read(world, work, row.about, chat=row.chat)
    still = known.holder_of(str(row.data["role"])) == row.to
    return role.briefing(known, str(row.data["role"])) if still else None


def _catchup(world: World, work: Work, row: Outgoing) -> Card:
    return timeline.catchup(dossier.read(world, work, row.about, chat=row.chat))


def _room_open(world: World, work: Work, row: Outgoing) -> Card:
    return delivery.room_open(dossier.read(world, work, row.about, chat=row.chat))


def _room_failed(world: World, work: Work, row: Outgoing) -> Card:
    return delivery.room_failed(dossier.read(world, work, row.about, chat=row.chat), str(row.data["why"]))


def _room_lost(world: World, work: Work, row: Outgoing) -> Card:
    known = dossier.read(world, work, row.about, chat=row.chat)
    return delivery.room_lost(known, str(row.data.get("lost", row.chat)))


def _left_out(world: World, work: Work, row: Outgoing) -> Card:
    people = work.people.several(list(row.data["people"]))
    return delivery.left_out(
        dossier.read(world, work, row.about, chat=row.chat), dict(row.data["people"]), people
    )


def _undelivered(world: World, work: Work, row: Outgoing) -> Card | None:
    known = dossier.read(world, work, row.about, chat=row.chat)
    return delivery.undelivered(known) if known.troubles else None


def _bridge_open(world: World, work: Work, row: Outgoing) -> Card | None:
    known = dossier.read(world, work, row.about, chat=row.chat)
    return bridge.opened(known) if known.bridge and known.bridge.is_open else None


def _bridge_failed(world: World, work: Work, row: Outgoing) -> Card | None:
    """Once it was tried again, nothing is left to be told."""
    known = dossier.read(world, work, row.about, chat=row.chat)
    still = known.bridge and known.bridge.state is BridgeState.FAILED
    return bridge.failed(known, str(row.data["why"])) if still else None


def _linked(_world: World, work: Work, row: Outgoing) -> Card:
    other = str(row.data["other"])
    known = work.people.get(other)
    chat, _, id = other.partition(":")
    return linking.told(name=known.name if known else id, chat=chat)


def _desk_trouble(_world: World, _work: Work, row: Outgoing) -> Card:
    return ticket.desk_trouble(str(row.data["system"]), str(row.data["why"]))


def _severity_proposed(world: World, work: Work, row: Outgoing) -> Card | None:
    known = dossier.read(world, work, row.about, chat=row.chat)
    proposed = str(row.data["severity"])
    if proposed == known.incident.severity or not known.incident.is_open:
        return None
    return customer.severity_proposed(known, proposed, name=str(row.data["name"]), tier=str(row.data["tier"]))


def _owner_told(world: World, work: Work, row: Outgoing) -> Card:
    known = dossier.read(world, work, row.about, chat=row.chat)
    return customer.owner_told(known, name=str(row.data["name"]), tier=str(row.data["tier"]))


def _link_offer(world: World, work: Work, row: Outgoing) -> Card | None:
    refs = [ref(one) for one in row.data["tickets"]]
    known = {link.ref for link in work.ticket_links.among(refs) if link.incident == row.about}
    left = [one for one in refs if one not in known]
    return ticket_link.offer(dossier.read(world, work, row.about, chat=row.chat), left) if left else None


def _lookalikes(world: World, work: Work, row: Outgoing) -> Card | None:
    """What was offered before stays there, crossed out, so that nobody wonders where it went."""
    offered = work.ticket_links.of(row.about, states=(LinkState.OFFERED,), limit=OFFERS_LISTED)
    there = work.rooms.slot(row.slot)
    if not offered and not (there and there.message):
        return None
    count = work.ticket_links.count(row.about, LinkState.OFFERED)
    return ticket_link.lookalikes(dossier.read(world, work, row.about, chat=row.chat), offered, count=count)


def home_of(world: World, work: Work, person: str, *, root: str = "") -> Card:
    """The home page of this person; `root` is what they type before a word, where it is not the command."""
    held: dict[str, tuple[str, ...]] = {}
    for holder in work.roles.held_by(identity.identities(world, work, person)):
        held[holder.incident] = (*held.get(holder.incident, ()), holder.role)
    mine = [one for key in list(held)[:HOME_LISTED] if (one := work.incidents.get(key))]
    open_ones = work.incidents.with_status(Status.OPEN, limit=HOME_LISTED * 5)
    others = [one for one in open_ones if one.key not in held and not one.private][:HOME_LISTED]
    chat = person.partition(":")[0]
    mine_due = due.agenda(world, work, person, Whose.ME, lambda one: one.key in held, size=HOME_PROMISES)
    return home.home(
        [(one, held[one.incident.key]) for one in dossier.brief(world, work, mine, chat=chat)],
        dossier.brief(world, work, others, chat=chat),
        command=root or world.settings.command,
        promises=sla_due.brief(mine_due),
    )


def _stands_in(world: World, work: Work, row: Outgoing) -> Card | None:
    one = work.stand_ins.get(int(row.data["stand_in"]))
    return cover_cards.told(one, cover.names(world, [one])) if one else None


VIEWS: Mapping[str, Callable[[World, Work, Outgoing], Card | None]] = {
    "war_room": _war_room,
    "announcement": _announcement,
    "entry": _entry,
    "liaison_wanted": _liaison_wanted,
    "handoff": _handoff,
    "briefing": _briefing,
    "catchup": _catchup,
    "room_open": _room_open,
    "room_failed": _room_failed,
    "room_lost": _room_lost,
    "left_out": _left_out,
    "undelivered": _undelivered,
    "linked": _linked,
    "desk_trouble": _desk_trouble,
    "severity_proposed": _severity_proposed,
    "owner_told": _owner_told,
    "link_offer": _link_offer,
    "lookalikes": _lookalikes,
    "bridge_open": _bridge_open,
    "bridge_failed": _bridge_failed,
    cover.VIEW: _stands_in,
    **drill_views.VIEWS,
    **pace_views.VIEWS,
    **pager_views.VIEWS,
    **sla_views.VIEWS,
    **status_views.VIEWS,
    **summary_views.VIEWS,
    **follow_views.VIEWS,
    **digest_views.VIEWS,
    **personal_views.VIEWS,
}
