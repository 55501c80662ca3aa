"""What happened to tickets, told to war rooms: a line each, and many of them on one card."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.actions.change import Change, changing_within
from bot.cards.ticket_words import told_line, told_lines
from bot.domain.audit import Actor
from bot.domain.link import LinkState
from bot.domain.ticket import Ref, Ticket
from bot.domain.ticket_change import TicketChange, digest
from bot.domain.timeline import Kind, TimelineEntry
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World

FEW = 5
"""Tickets that are told one by one when they are told together; more are one card."""

BURST, LATELY = 10, timedelta(minutes=1)
"""What a war room hears from desks in this time; from then on it comes in bundles."""

QUIET = timedelta(seconds=20)
"""Between two bundles."""

Told = tuple[Ticket, Sequence[TicketChange]]


def tell(world: World, refs: Sequence[Ref]) -> None:
    """Everything that happened to these tickets, in each of their open incidents."""
    now = world.clock.now()
    with world.store.change() as work:
        work.tickets.turn()
        heard_by = _heard_by(work, refs)
        wait_until = {
            key: _wait_until(work, key, now) for key in {k for keys in heard_by.values() for k in keys}
        }
        news: dict[str, list[Told]] = {}
        for ref in refs:
            keys = heard_by.get(ref, ())
            until = max((wait_until[key] for key in keys), default=now)
            if until > now:
                work.tickets.put_off_digest(ref, now, until)
                continue
            told, ticket = digest(work.tickets.take_digest(ref, now)), work.tickets.get(ref)
            if told and ticket:
                for key in keys:
                    news.setdefault(key, []).append((ticket, told))
        for key, changed in news.items():
            _tell_incident(world, work, key, changed)


def _heard_by(work: Work, refs: Sequence[Ref]) -> Mapping[Ref, Sequence[str]]:
    """Keys of the open incidents to which each of them is linked."""
    found: dict[Ref, list[str]] = {}
    is_open: dict[str, bool] = {}
    for link in work.ticket_links.among(refs):
        if link.incident not in is_open:
            incident = work.incidents.get(link.incident)
            is_open[link.incident] = incident is not None and incident.is_open
        if link.state is LinkState.LINKED and is_open[link.incident]:
            found.setdefault(link.ref, []).append(link.incident)
    return found


def _tell_incident(world: World, work: Work, key: str, changed: Sequence[Told]) -> None:
    with changing_within(world, work, Actor("", changed[0][0].system, "digest"), key) as change:
        few = 1 if _is_burst(_lately(work, key, change.now)) else FEW
        if len(changed) > few:
            change.happened(Kind.TICKET, told_lines(changed))
            return
        for ticket, told in changed:
            change.happened(Kind.TICKET, told_line(ticket, told), url=ticket.url)


def open_batch(change: Change) -> int:
    """The timeline entry under which tickets that desks link go on, once they are many; else 0."""
    lately = _lately(change.work, change.incident.key, change.now)
    if not _is_burst(lately):
        return 0
    begun = next((one for one in lately if change.work.ticket_links.progress(one.incident, one.id)), None)
    entry = begun or change.happened(Kind.TICKET, say("More tickets linked by their tags"))
    return entry.id


# --- how much was told lately -----------------------------------------------------------------


def _lately(work: Work, key: str, now: datetime) -> list[TimelineEntry]:
    """What desks told, newest first."""
    newest = reversed(work.timeline.of(key, limit=BURST * 2))
    return [
        one for one in newest if one.kind is Kind.TICKET and not one.by and now - one.recorded_at < LATELY
    ]


def _is_burst(lately: Sequence[TimelineEntry]) -> bool:
    return len(lately) >= BURST


def _wait_until(work: Work, key: str, now: datetime) -> datetime:
    lately = _lately(work, key, now)
    return lately[0].recorded_at + QUIET if _is_burst(lately) else now
