"""Errands to systems of tickets: reading, tagging, noting, making tickets, and asking for changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.actions import board, desk_outgoing, lookalike, sla_ticket, ticket_making, ticket_news
from bot.actions.desk_outgoing import ref_of
from bot.actions.errand import AnyErrand, Chore, DeskErrand, incident_of
from bot.actions.ticket_marks import may_mark
from bot.cards.ticket_words import linked_note
from bot.domain.link import LIVE, Link, LinkState
from bot.domain.outgoing import Outgoing
from bot.domain.sla_update import History
from bot.domain.ticket import Changes, Query, Ref, Ticket, incidents_in, tag_of
from bot.errors import NotLetIn, Refused, TicketGone
from bot.ports import TicketSystem, Work
from bot.world import World

LISTED = 1000
"""Open tickets that a desk is asked for when its first promise begins; later ones come by themselves."""

PAGE = 100
"""Tickets that a system is asked for at once, and that one fan-out looks after."""


def _link_of(work: Work, row: Outgoing) -> Link | None:
    found = work.ticket_links.get(row.about, ref_of(row))
    return found if found and found.state in (*LIVE, LinkState.FAILED) else None


# --- one ticket -----------------------------------------------------------------------------


def read(world: World, work: Work, row: Outgoing) -> AnyErrand:
    """How it stands; a ticket that is gone is an answer, too.

    Where something is promised, what happened to it as well, but not to one that was over before
    anybody here knew of it.
    """
    promised = sla_ticket.watches(world, work, row.chat)
    known = work.tickets.get(ref_of(row)) is not None
    return DeskErrand(lambda desk: _looked(desk, ref_of(row).id, promised=promised, known=known), _read)


def _looked(
    desk: TicketSystem, id: str, *, promised: bool, known: bool
) -> tuple[Ticket | TicketGone, History | None]:
    found = _fetched(desk, id)
    if isinstance(found, TicketGone) or not promised or (found.status.is_over and not known):
        return found, None
    try:
        return found, desk.history(found.id)
    except TicketGone as gone:
        return gone, None


def _fetched(desk: TicketSystem, id: str) -> Ticket | TicketGone:
    try:
        return desk.fetch(id)
    except TicketGone as gone:
        return gone


def _read(
    world: World, work: Work, row: Outgoing, answer: tuple[Ticket | TicketGone, History | None]
) -> None:
    found, history = answer
    work.tickets.turn()
    if isinstance(found, TicketGone):
        ticket_news.gone(world, work, ref_of(row), forbidden=found.forbidden)
        return
    is_new = not _concerns_us(work, found)
    if history or not is_new:
        ticket_news.seen(world, work, found, history)
    if is_new:
        lookalike.arrived(world, work, [found])


def _concerns_us(work: Work, ticket: Ticket) -> bool:
    """Webhooks tell about every ticket of a desk; what no incident is about is not kept."""
    ref = ticket.ref
    return bool(incidents_in(ticket.tags) or work.tickets.get(ref) or work.ticket_links.of_ticket(ref))


def link(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Looks at the ticket and tags it where it may be; both may be done twice without harm."""
    if _link_of(work, row) is None:
        return None
    tag = tag_of(row.about) if may_mark(incident_of(work, row), row.chat) else ""
    return DeskErrand(lambda desk: _tagged(desk, ref_of(row).id, tag), _linked)


def _tagged(desk: TicketSystem, id: str, tag: str) -> tuple[Ticket | TicketGone, str]:
    """The ticket, and why it could not be tagged: that alone is no reason not to link it."""
    found = _fetched(desk, id)
    if isinstance(found, TicketGone) or not tag:
        return found, ""
    try:
        desk.mark(found.id, tag, on=True)
    except NotLetIn:
        raise
    except Refused as no:
        return found, str(no)
    return found, ""


def _linked(world: World, work: Work, row: Outgoing, answer: tuple[Ticket | TicketGone, str]) -> None:
    found, trouble = answer
    work.tickets.turn()
    known = _link_of(work, row)
    if known is None:
        return
    now = world.clock.now()
    if isinstance(found, TicketGone):
        work.ticket_links.save(replace(known, state=LinkState.FAILED, why=str(found), changed_at=now))
        board.touch(world, work, row.about)
        return
    if found.id != known.ticket:
        known = _under_its_own_id(work, known, found, now=now)
    first = known.state is not LinkState.LINKED
    now_linked = replace(known, state=LinkState.LINKED, why=trouble, changed_at=now)
    work.ticket_links.save(now_linked)
    ticket_news.seen(world, work, found)
    if first:
        ticket_news.linked(world, work, now_linked, found)


def _under_its_own_id(work: Work, known: Link, found: Ticket, *, now: datetime) -> Link:
    """People may name a ticket by another id than its desk does (`pay-12`); then it moves."""
    work.ticket_links.save(replace(known, state=LinkState.UNLINKED, changed_at=now))
    moved = replace(known, ticket=found.id, state=LinkState.LINKING)
    if work.ticket_links.add(moved):
        return moved
    return work.ticket_links.get(known.incident, found.ref) or moved


def unlink(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    known = work.ticket_links.get(row.about, ref_of(row))
    if known and known.state in LIVE:
        return None
    return DeskErrand(lambda desk: _untagged(desk, ref_of(row).id, tag_of(row.about)), _unlinked)


def _untagged(desk: TicketSystem, id: str, tag: str) -> None:
    try:
        desk.mark(id, tag, on=False)
    except TicketGone:
        return


def _unlinked(_world: World, work: Work, row: Outgoing, _: None) -> None:
    """What is known of the ticket is without our tag, so that setting it anew is noticed."""
    work.tickets.turn()
    known = work.tickets.get(ref_of(row))
    if known:
        ours = tag_of(row.about).casefold()
        work.tickets.put(replace(known, tags=tuple(tag for tag in known.tags if tag.casefold() != ours)))


def note(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Words that agents read on the ticket; where somebody unlinked it meanwhile, there are none."""
    known = _link_of(work, row)
    if known is None or known.state is not LinkState.LINKED:
        return None
    text = str(row.data.get("text", "")) or linked_note(incident_of(work, row))
    return DeskErrand(lambda desk: _noted(desk, ref_of(row).id, text, row))


def _noted(desk: TicketSystem, id: str, text: str, row: Outgoing) -> None:
    try:
        desk.note(id, text, key=row.key, doubtful=row.doubtful)
    except TicketGone:
        return


# --- many tickets ---------------------------------------------------------------------------


def steps(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Hands out a page of notes, and goes on behind it, so that no unit of work grows without end."""
    return Chore(_handed_out) if work.incidents.get(row.about) else None


def _handed_out(world: World, work: Work, row: Outgoing, _: None) -> None:
    after = Ref(str(row.data.get("system", "")), str(row.data.get("after", "")))
    links = work.ticket_links.behind(row.about, after, limit=PAGE)
    for one in links:
        if one.system in row.data["systems"]:
            desk_outgoing.about_ticket(
                world, work, "ticket_note", one.ref, incident=row.about, text=row.data["text"]
            )
    if len(links) == PAGE:
        last = links[-1].ref
        desk_outgoing.steps(
            world, work, row.about, str(row.data["text"]), systems=row.data["systems"], after=last
        )


def poll(_world: World, work: Work, row: Outgoing) -> AnyErrand:
    cursor = work.desks.get(row.chat).cursor
    return DeskErrand(lambda desk: desk.changed(cursor, limit=PAGE), _polled)


def _polled(world: World, work: Work, row: Outgoing, found: Changes) -> None:
    """Only what is linked, carries an incident's tag, or was promised something, concerns us."""
    work.tickets.turn()
    known = work.tickets.several([ticket.ref for ticket in found.tickets])
    promised = sla_ticket.watches(world, work, row.chat)
    ours = [
        one
        for one in found.tickets
        if one.ref in known or incidents_in(one.tags) or (promised and not one.status.is_over)
    ]
    if found.whole and not promised:
        for ticket in ours:
            ticket_news.seen(world, work, ticket)
    else:
        desk_outgoing.reads(world, work, [ticket.ref for ticket in ours])
    if not promised:
        lookalike.arrived(world, work, (one for one in found.tickets if one.ref not in known))
    state = work.desks.lock(row.chat)
    work.desks.put(replace(state, cursor=found.cursor, polled_at=world.clock.now()))
    if found.more:
        desk_outgoing.poll(world, work, row.chat)


def list_open(_world: World, _work: Work, _row: Outgoing) -> AnyErrand:
    """Every open ticket of a desk to whose tickets something is promised from now on."""
    return DeskErrand(lambda desk: desk.search(Query(open_only=True), limit=LISTED), _listed)


def _listed(world: World, work: Work, row: Outgoing, found: Sequence[Ticket]) -> None:
    desk_outgoing.reads(world, work, [one.ref for one in found if not one.status.is_over])
    state = work.desks.lock(row.chat)
    work.desks.put(replace(state, listed_at=world.clock.now()))


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    """A ticket that could not be linked says so where its progress is shown."""
    if row.kind != "ticket_link":
        return
    work.tickets.turn()
    if known := _link_of(work, row):
        now = world.clock.now()
        work.ticket_links.save(replace(known, state=LinkState.FAILED, why=why, changed_at=now))
        board.touch(world, work, row.about)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {
    "ticket_read": read,
    "ticket_link": link,
    "ticket_unlink": unlink,
    "ticket_note": note,
    "ticket_steps": steps,
    "ticket_create": ticket_making.create,
    "ticket_lookalikes": lookalike.listed,
    "desk_poll": poll,
    "desk_list": list_open,
}
