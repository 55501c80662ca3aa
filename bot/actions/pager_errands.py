"""What a pager is asked about an incident that is there; judged again as things stand when it goes out."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.actions import page_pagers, pager_known, pager_seen, pager_wake
from bot.actions.errand import AnyErrand, PagerErrand
from bot.actions.page_row import PAGER, page_of, person_of
from bot.actions.page_words import passed_on, spoken
from bot.actions.pager_people import email_of, first_email
from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_course import PageState, course
from bot.domain.pager import PagerIncident, PagerLink, PagerState
from bot.errors import NotLetIn, PagerGone, Refused
from bot.ports import Pager, Work
from bot.world import World

log = logging.getLogger("caseline.pagers")


def _link(work: Work, row: Outgoing) -> PagerLink | None:
    """None once it is resolved there: then nothing is said about it any more."""
    known = work.pager_links.get(row.chat, str(row.data["id"]))
    return known if known and known.state is not PagerState.RESOLVED else None


def acknowledge(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    link, page = _link(work, row), work.pages.get(page_of(row))
    if link is None or link.state is not PagerState.TRIGGERED or page is None:
        return None
    if page.state is not PageState.ACKNOWLEDGED:
        return None
    by = first_email(world, work, course(work.pages.events(page.id), world.clock.now()).holders)
    return PagerErrand(lambda pager: _acknowledged(pager, link.id, by), _is_acknowledged)


def _acknowledged(pager: Pager, id: str, by: str) -> PagerIncident | None:
    """Read again: whom it names now is named because of us."""
    pager.acknowledge(id, by=by)
    return pager_known.afterwards(pager, id)


def _is_acknowledged(world: World, work: Work, row: Outgoing, found: PagerIncident | None) -> None:
    id, now = str(row.data["id"]), world.clock.now()
    link = work.pager_links.get(row.chat, id)
    pages = pager_known.pages_of(work, link) if link else []
    for page in pages:
        work.pages.lock(page.id)
    known = work.pager_links.lock(row.chat, id)
    if known is None:
        return
    if found:
        _named_by_us(world, work, known, found, pages)
    work.pager_links.put(replace(known, state=PagerState.ACKNOWLEDGED, read_at=now))
    if found and (found.state is not PagerState.ACKNOWLEDGED or found.id != id):
        page_pagers.read(work, row.chat, [found.id], now)


def _named_by_us(
    world: World, work: Work, known: PagerLink, found: PagerIncident, pages: Sequence[Page]
) -> None:
    """Whoever has it there now has it because of us, or of somebody whom no page has to wait for any more."""
    logs, now = work.pages.events_of(one.id for one in pages), world.clock.now()
    for page in pages:
        told = pager_known.holders(world, known, found, logs.get(page.id, []), now)
        work.pages.add_events(page.id, told)


def resolve(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    link = _link(work, row)
    if link is None or pager_known.is_needed(work, link):
        return None
    incident = work.incidents.get(link.incident) if link.incident else None
    by = email_of(world, work, incident.ended_by) if incident else ""
    return PagerErrand(lambda pager: pager.resolve(link.id, by=by), _is_resolved)


def _is_resolved(world: World, work: Work, row: Outgoing, _: Any) -> None:
    if known := work.pager_links.lock(row.chat, str(row.data["id"])):
        work.pager_links.put(replace(known, state=PagerState.RESOLVED, read_at=world.clock.now()))


def note(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """That somebody here cannot come; of what is guarded not why."""
    link = _link(work, row)
    if link is None:
        return None
    person = person_of(row)
    why = "" if pager_known.is_guarded(work, link) else str(row.data["why"])
    text = passed_on(spoken(world, work, person), why)
    return _words(row, link.id, text, email_of(world, work, person), "note")


def tell(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """An update, unless it became private meanwhile."""
    link = _link(work, row)
    if link is None or pager_known.is_guarded(work, link):
        return None
    return _words(row, link.id, str(row.data["text"]), email_of(world, work, person_of(row)), "tell")


def _words(row: Outgoing, id: str, text: str, by: str, way: str) -> PagerErrand:
    def carry(pager: Pager) -> None:
        ask = pager.note if way == "note" else pager.tell
        try:
            ask(id, text, by=by, key=row.key, doubtful=row.doubtful)
        except NotLetIn:
            raise
        except Refused as no:  # Some take no notes, or no more of them; nobody waits for them.
            log.info("A pager takes no words: %s", no, extra={"pager": row.chat})

    return PagerErrand(carry)


def read(_world: World, _work: Work, row: Outgoing) -> AnyErrand:
    """How it stands there; that nobody may know is an answer, too."""
    return PagerErrand(partial(_looked, id=str(row.data["id"])), _read)


def _looked(pager: Pager, id: str) -> PagerIncident | Refused:
    """What may not be read is not over for that."""
    try:
        return pager.read(id)
    except NotLetIn:
        raise
    except Refused as no:
        return no


def _read(world: World, work: Work, row: Outgoing, found: PagerIncident | Refused) -> None:
    asked = str(row.data["id"])
    if isinstance(found, PagerGone):
        pager_seen.gone(world, work, row.chat, asked)
    elif isinstance(found, Refused):
        pager_seen.unreadable(world, work, row.chat, asked, str(found))
    else:
        pager_seen.seen(world, work, found, asked)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {
    PAGER: pager_wake.page,
    page_pagers.JOIN: pager_wake.join,
    page_pagers.ACKNOWLEDGE: acknowledge,
    page_pagers.RESOLVE: resolve,
    page_pagers.NOTE: note,
    page_pagers.TELL: tell,
    page_pagers.READ: read,
}
