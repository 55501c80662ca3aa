"""What a pager tells: who has it there, that it is over, or that something began there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.actions import page as pages
from bot.actions import page_pagers, page_reach
from bot.actions.change import Change, changing_within
from bot.domain.audit import Actor
from bot.domain.page import Page
from bot.domain.page_course import PageState, course
from bot.domain.page_event import PageEvent, What
from bot.domain.pager import Contact, PagerHint, PagerIncident, PagerLink, PagerState
from bot.domain.timeline import Kind
from bot.domain.wording import say
from bot.ports import Work
from bot.settings_paging import DeclareRule
from bot.world import World

BATCH = 100
"""Incidents of a pager that one knock asks about at most."""


def hinted(world: World, hints: Sequence[tuple[str, PagerHint]]) -> int:
    """Hints by pager, all at once; how many of them were new. Raises Unavailable when none was kept."""
    now = world.clock.now()
    with world.store.change() as work:
        heard = {f"{pager}/{hint.event}": (pager, hint.incident) for pager, hint in hints}
        fresh = work.interactions.claim_all(sorted(heard), now)
        for pager, incident in sorted({heard[id] for id in fresh}):
            page_pagers.read(world, work, pager, incident)
    return len(fresh)


def poll(world: World) -> None:
    """Open incidents of which no pager told for a while: webhooks get lost, and some pagers have none."""
    now = world.clock.now()
    for pager, settings in world.settings.paging.pagers().items():
        if pager not in world.pagers:
            continue
        before = now - settings.poll_every
        with world.store.read() as work:
            due = work.pager_links.unresolved(pager, before, limit=BATCH)
        if not due:
            continue
        with world.store.change() as work:
            for link in due:
                work.pager_links.put(replace(link, read_at=now))
                page_pagers.read(world, work, pager, link.id)


def told(world: World, work: Work, asked: str, found: PagerIncident) -> None:
    """How it stands there; told twice, or late, it changes nothing twice.

    `asked` is the id by which we know it. Links are locked before incidents and pages, here as everywhere.
    """
    link = work.pager_links.get(found.pager, asked) or _by_key(work, found)
    if link is None:
        _began(world, work, found)
        return
    before, now = work.pager_links.lock(link.pager, link.id) or link, world.clock.now()
    after = replace(before, state=found.state, title=found.title, url=found.url or before.url, read_at=now)
    work.pager_links.put(after)
    by = Actor("", found.pager, "webhook")
    for page in _pages(world, work, link):
        with pages.locked_within(world, work, by, page.id) as (locked, change):
            _page(world, work, locked, found, change)
    if found.state is PagerState.RESOLVED and before.state is not PagerState.RESOLVED:
        _over_there(world, work, by, before, found)


def _by_key(work: Work, found: PagerIncident) -> PagerLink | None:
    """One that was made by its key alone, whose id nobody told us."""
    return work.pager_links.get(found.pager, f"key:{found.key}") if found.key else None


def _pages(world: World, work: Work, link: PagerLink) -> list[Page]:
    """Those that wait for this incident there, also where others were asked to join it."""
    found = [work.pages.get(link.page)] if link.page else []
    if link.incident:
        wanted = {name for name, pager in world.settings.paging.services().items() if pager == link.pager}
        for page in work.pages.of(link.incident):
            sent = course(work.pages.events(page.id), world.clock.now()).sent.values()
            names = {name.partition(":")[2] for one in sent for name in one if page_reach.is_service(name)}
            if page.id != link.page and names & wanted:
                found.append(page)
    return sorted((one for one in found if one), key=lambda one: one.id)


def _page(world: World, work: Work, page: Page, found: PagerIncident, change: Change | None) -> None:
    """Who has it there has it here; what is over there needs nobody here."""
    by, now = Actor("", found.pager, "webhook"), world.clock.now()
    if page.state is PageState.ENDED:
        return
    holders = course(work.pages.events(page.id), now).holders
    for contact in found.holders if found.state is PagerState.ACKNOWLEDGED else ():
        name = _name(world, work, found.pager, contact)
        if name not in holders:
            done = _event(found, What.ACKNOWLEDGED, contact.id or contact.name, now, name)
            page = pages.acknowledged(world, work, by, page, done)
            pages.joins(change, page, page_reach.chat_id(world, name))
    if found.state is PagerState.RESOLVED:
        text = say("Resolved in {pager}.", pager=found.pager.capitalize())
        pages.ended(world, work, by, page, replace(_event(found, What.ENDED, "resolved", now, ""), text=text))


def _event(found: PagerIncident, what: What, id: str, now: datetime, person: str) -> PageEvent:
    return PageEvent(
        source=found.pager, id=f"{found.id}/{what}/{id}", at=now, what=what, person=person, way=found.pager
    )


def _name(world: World, work: Work, pager: str, contact: Contact) -> str:
    """A key of `people` by the pager's id, else by the address; a person in a chat; else their name there."""
    for key, one in world.settings.people.items():
        if contact.id and (pager, contact.id) in tuple(one.pagers()):
            return key
    email = contact.email.casefold()
    for key, one in world.settings.people.items():
        if email and one.email.casefold() == email:
            return key
    known = work.people.with_email(contact.email) if email else []
    return known[0].id if known else f"{pager}:{contact.name or contact.id}"


def _over_there(world: World, work: Work, by: Actor, link: PagerLink, found: PagerIncident) -> None:
    """The war room hears of it, and decides whether that is the end."""
    incident = work.incidents.get(link.incident) if link.incident else None
    if incident is None or not incident.is_open:
        return
    who = found.resolved_by.name if found.resolved_by else ""
    pager, title = found.pager.capitalize(), found.title
    said = say("Resolved in {pager}: {title}", pager=pager, title=title)
    if who:
        said = say("{who} resolved it in {pager}: {title}", who=who, pager=pager, title=title)
    with changing_within(world, work, by, incident.key) as change:
        change.happened(Kind.PAGE, said, aloud=True, url=found.url)


def _began(world: World, work: Work, found: PagerIncident) -> None:
    """Something that nobody here asked for: kept where a rule speaks of it, for `pager_rules`."""
    rule = _rule_for(world, found)
    if found.state is PagerState.RESOLVED or rule is None:
        return
    names = world.settings.paging.pagers()[found.pager].names_of(found.service)
    link = PagerLink(
        pager=found.pager,
        id=found.id,
        service=min(names, default=found.service),
        title=found.title,
        url=found.url,
        state=found.state,
        read_at=world.clock.now(),
        asked=True,
        rule=rule,
    )
    work.pager_links.put(link)


def _rule_for(world: World, found: PagerIncident) -> int | None:
    """The place of the first one that fits; None where that says to do nothing, too."""
    settings = world.settings.paging.pagers().get(found.pager)
    if settings is None:
        return None
    names = settings.names_of(found.service)
    for place, rule in enumerate(settings.declare):
        if _fits(rule, found, names):
            return place if rule.do != "nothing" else None
    return None


def _fits(rule: DeclareRule, found: PagerIncident, names: set[str]) -> bool:
    return (
        (not rule.services or bool(names & set(rule.services)))
        and rule.urgency in ("", found.urgency)
        and (not rule.priorities or found.priority in rule.priorities)
    )
