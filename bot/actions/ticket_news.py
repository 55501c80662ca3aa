"""What a desk showed of a ticket: kept, counted, and told where it matters."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import (
    board,
    cause,
    customer,
    desk_outgoing,
    personal_hold,
    sla_ticket,
    status_shared,
    status_tickets,
    ticket_digest,
)
from bot.actions.change import changing_within
from bot.actions.ticket_marks import may_mark
from bot.cards.ticket_words import called
from bot.domain.audit import Actor
from bot.domain.incident import Status
from bot.domain.link import How, Link, LinkState
from bot.domain.outgoing import Delivery
from bot.domain.sla_update import YEARS, History
from bot.domain.ticket import Gone, Ref, Ticket, incidents_in
from bot.domain.ticket_change import changes
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World

DIGEST_PAUSE = timedelta(minutes=1)
"""A war room hears of one ticket at most once in this time."""

LONGEST_LOOK = timedelta(seconds=30)
"""What a desk showed may be so old by the time it is written down."""


def seen(world: World, work: Work, ticket: Ticket, history: History | None = None) -> None:
    """As the desk has it now. An older state than the one that is known is forgotten."""
    work.tickets.turn()
    before = work.tickets.lock(ticket.ref)
    if before and _is_older(ticket, before):
        return
    work.tickets.put(ticket)
    work.ticket_links.stand(ticket, customer.standing(world, ticket))
    links = work.ticket_links.of_ticket(ticket.ref)
    if before and any(link.state is LinkState.LINKED for link in links):
        work.tickets.add_changes(changes(before, ticket, world.clock.now()), pause=DIGEST_PAUSE)
    if before != ticket:
        for link in links:
            board.touch(world, work, link.incident)
    _follow_tags(world, work, ticket, incidents_in(before.tags) if before else (), links)
    cause.heard(world, work, links, history.updates if history else ())
    sla_ticket.seen(world, work, ticket, history)


def _is_older(ticket: Ticket, before: Ticket) -> bool:
    """An instant that no desk can mean would make everything older for ever."""
    now, then = ticket.updated_at, before.updated_at
    return bool(now and then and now < then and then.year in YEARS)


def gone(world: World, work: Work, ref: Ref, *, forbidden: bool) -> None:
    """It cannot be read any more; what was known of it stays."""
    before = work.tickets.get(ref)
    if before:
        how = Gone.FORBIDDEN if forbidden else Gone.DELETED
        seen(world, work, replace(before, gone=how))


# --- from the desk ----------------------------------------------------------------------------


def _follow_tags(
    world: World, work: Work, ticket: Ticket, before: tuple[str, ...], links: list[Link]
) -> None:
    """An agent who tags a ticket links it, and who takes away such a tag unlinks it again."""
    named = incidents_in(ticket.tags)
    for key in named:
        if key in before or any(link.incident == key for link in links):
            continue
        if not _is_our_own_tag(world, work, key, ticket.ref):
            _link_from_desk(world, work, ticket, key)
    for link in links:
        if link.how is How.DESK and link.incident in before and link.incident not in named:
            _unlink_from_desk(world, work, ticket, link)


def _is_our_own_tag(world: World, work: Work, key: str, ref: Ref) -> bool:
    """Somebody took the link back, and its tag is still to be taken off, or was when we looked."""
    known = work.ticket_links.get(key, ref)
    if known is None or known.state is not LinkState.UNLINKED:
        return False
    rows = work.outbox.of(key, states=(Delivery.WAITING, Delivery.TAKEN, Delivery.DONE))
    latest = [one for one in rows if one.kind == "ticket_unlink" and desk_outgoing.ref_of(one) == ref][-1:]
    return any(one.done_at is None or world.clock.now() - one.done_at < LONGEST_LOOK for one in latest)


def _link_from_desk(world: World, work: Work, ticket: Ticket, key: str) -> None:
    """Nobody at the desk can find out by a tag whether a private incident exists."""
    incident = work.incidents.get(key)
    if incident is None or incident.private or incident.status is Status.CANCELLED:
        return
    with changing_within(world, work, Actor("", ticket.system, "link"), key) as change:
        link = Link(
            incident=key,
            system=ticket.system,
            ticket=ticket.id,
            how=How.DESK,
            by="",
            at=change.now,
            changed_at=change.now,
            batch=ticket_digest.open_batch(change),
            state=LinkState.LINKED,
        )
        if not work.ticket_links.add(link):
            return
        work.ticket_links.stand(ticket, customer.standing(world, ticket))
        change.audit({}, {"linked": [str(ticket.ref)]})
        if not link.batch:
            text = say("Linked by its tag: {ticket}", ticket=called(ticket))
            change.happened(Kind.TICKET, text, url=ticket.url)
        linked(world, work, link, ticket)


def _unlink_from_desk(world: World, work: Work, ticket: Ticket, link: Link) -> None:
    with changing_within(world, work, Actor("", ticket.system, "unlink"), link.incident) as change:
        unlinked(change.work, link, change.now)
        personal_hold.unlinked(world, work, change.incident, link.ref)
        change.audit({"linked": [str(ticket.ref)]}, {})
        text = say("Unlinked, since its tag was taken away: {ticket}", ticket=str(ticket.ref))
        change.happened(Kind.TICKET, text, url=ticket.url)


def unlinked(work: Work, link: Link, now: datetime) -> None:
    """From now on it does not count."""
    work.ticket_links.save(replace(link, state=LinkState.UNLINKED, changed_at=now))


def linked(world: World, work: Work, link: Link, ticket: Ticket) -> None:
    """For the first time the ticket behind a link is known: its desk and the right people hear of it."""
    incident = work.incidents.get(link.incident)
    if incident is None:
        return
    if "linked" in world.settings.tickets.notes(ticket.system) and may_mark(incident, ticket.system):
        desk_outgoing.about_ticket(
            world, work, "ticket_note", ticket.ref, incident=link.incident, step="linked"
        )
    customer.hurt(world, work, incident, ticket)
    status_tickets.linked(world, work, incident, ticket.ref)
    status_shared.linked(world, work, incident, ticket)
    board.touch(world, work, link.incident)
