"""What was read in a pager: news of an incident that is ours, or one that begins there.

What we did there ourselves stands in the link already when it is read again, so nothing comes back.
"""

from dataclasses import replace
from datetime import timedelta

from bot.actions import page_outgoing, page_pagers, page_row, pager_known, pager_rules
from bot.actions.change import changing_within
from bot.actions.pager_news import News, as_read, newly_asked
from bot.actions.pager_people import person_of
from bot.domain import pager_facts
from bot.domain.audit import Actor
from bot.domain.page_event import PageEvent
from bot.domain.pager import PagerIncident, PagerLink, PagerState, called
from bot.domain.wording import say
from bot.paging import SERVICE
from bot.ports import Work
from bot.world import World

LATER = timedelta(hours=1)
BY_KEY = "key:"
"""Before our key, in the id of what a pager took without saying how it calls it."""


def seen(world: World, work: Work, found: PagerIncident, asked: str = "") -> None:
    """Nothing happens where it says nothing new. `asked` is the id by which we asked for it."""
    known = work.pager_links.get(found.pager, found.id) or _by_key(work, found, asked)
    known = known or _left_by_us(world, work, found)
    if known is None:
        pager_rules.begun(world, work, found)
    elif not _is_news(world, work, known, found):
        if locked := work.pager_links.lock(known.pager, known.id):
            work.pager_links.put(as_read(locked, found, world.clock.now()))
    else:
        _told(world, work, known, found)


def _told(world: World, work: Work, known: PagerLink, found: PagerIncident) -> None:
    """The incident first, if there is one, then its pages, then the link: everybody locks in this order."""
    person = person_of(world, work, found.pager, found.resolved_by) if found.resolved_by else ""
    by = Actor(person, found.pager, "read")
    if known.incident and work.incidents.get(known.incident):
        with changing_within(world, work, by, known.incident) as change:
            News(world, work, by, change, known, found).happened()
    else:
        News(world, work, by, None, known, found).happened()


def gone(world: World, work: Work, pager: str, id: str) -> None:
    """The pager has it no more: there is nothing left to be done about it there."""
    if known := work.pager_links.get(pager, id):
        over = PagerState.RESOLVED
        found = PagerIncident(pager=pager, id=id, title=known.title, url=known.url, state=over)
        seen(world, work, found)


def unreadable(world: World, work: Work, pager: str, id: str, why: str) -> None:
    """The pager refuses to say how it stands: that is no reason to think that it is over.

    It is asked again after an hour; the war room hears of it once.
    """
    known = work.pager_links.lock(pager, id)
    if known is None:
        return
    now = world.clock.now()
    work.pager_links.put(replace(known, read_at=now + LATER))
    incident = work.incidents.get(known.incident) if known.incident else None
    if incident and work.interactions.claim(f"{pager}/{id}/unreadable", now):
        text = say(
            "{pager} does not say how {title} stands: {why}", pager=called(pager), title=known.title, why=why
        )
        page_outgoing.tell_incident(world, work, incident.key, text)


def _by_key(work: Work, found: PagerIncident, asked: str) -> PagerLink | None:
    """One that was made by its key alone is called by its own id from now on."""
    called_so = asked if asked.startswith(BY_KEY) else f"{BY_KEY}{found.key}"
    old = work.pager_links.get(found.pager, called_so) if found.id != called_so else None
    if old is None:
        return None
    known = replace(old, id=found.id, title=found.title, url=found.url)
    for page in pager_known.pages_of(work, old):
        log = work.pages.events(page.id)
        moved = [replace(one, id=one.id.replace(old.id, found.id, 1)) for one in log if _names(one, old)]
        work.pages.add_events(page.id, moved)
    work.pager_links.put(known)
    work.pager_links.put(replace(old, state=PagerState.RESOLVED, page=0, incident=""))
    return known


def _names(event: PageEvent, link: PagerLink) -> bool:
    return event.source == link.pager and event.id.partition("/")[2].startswith(f"{link.id}/")


def _left_by_us(world: World, work: Work, found: PagerIncident) -> PagerLink | None:
    """It is told of before the answer to our own page came back, or instead of it."""
    row = pager_known.row_of(work, found.pager, found.key)
    page = work.pages.get(page_row.page_of(row)) if row else None
    if row is None or page is None:
        return None
    now, person = world.clock.now(), page_row.person_of(row)
    known = pager_known.link(found, page, person.removeprefix(SERVICE), now)
    reached = pager_facts.reached(known, now, page_row.place_of(row), person)
    work.pages.add_events(page.id, [reached])
    work.pager_links.put(known)
    page_pagers.follow(world, work, page, [reached])
    return known


def _is_news(world: World, work: Work, known: PagerLink, found: PagerIncident) -> bool:
    if found.state is not known.state or newly_asked(known, found):
        return True
    in_it = pager_known.pages_of(work, known)
    logs, now = work.pages.events_of(one.id for one in in_it), world.clock.now()
    return any(pager_known.answers(world, known, found, logs.get(one.id, []), now) for one in in_it)
