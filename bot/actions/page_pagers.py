"""Writes down what a pager is to be asked about an incident that is there already.

Each incident of a pager has its own order: all that is about it goes through one of a few lanes of its
pager, chosen by its id. What is written here is judged again before it goes out, so nothing is said
that the pager knows already.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4
from zlib import crc32

from bot.actions import page_row
from bot.actions.change import Change
from bot.domain import pager_facts
from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_course import PageState
from bot.domain.page_event import PageEvent
from bot.domain.pager import PagerLink, PagerState
from bot.ports import Work
from bot.world import World

LANES = 4
"""Requests about incidents that are under way at one pager at most, besides those that page."""

ACKNOWLEDGE, RESOLVE, NOTE, TELL = "pager_acknowledge", "pager_resolve", "pager_note", "pager_tell"
JOIN, READ = "pager_join", "pager_read"


def key_of(page: Page, unique: str) -> str:
    """The key under which a page goes to a pager: it says which page that is, and cannot be guessed."""
    return f"caseline-{page.id}-{unique}"


def lane_of(pager: str, id: str) -> str:
    return f"{pager}/{crc32(id.encode()) % LANES}"


def _row(kind: str, pager: str, id: str, now: datetime, *, about: str = "", slot: str = "") -> Outgoing:
    return Outgoing(
        lane=lane_of(pager, id),
        kind=kind,
        chat=pager,
        about=about,
        slot=slot,
        data={"id": id},
        key=uuid4().hex,
        due_at=now,
        created_at=now,
    )


def _about(kind: str, link: PagerLink, about: str, now: datetime, **data: Any) -> Outgoing:
    row = _row(kind, link.pager, link.id, now, about=about)
    return replace(row, data={**row.data, **data})


def read(work: Work, pager: str, ids: Iterable[str], now: datetime) -> None:
    """How they stand there now; asking once is enough, however many hints came."""
    rows = [_row(READ, pager, id, now, slot=f"read/{pager}/{id}") for id in sorted(set(ids))]
    work.outbox.add_all(rows)


def links_of(work: Work, page: Page) -> list[PagerLink]:
    """Of the incident that it is about, else its own."""
    links = work.pager_links
    return links.of_incident(page.about) if page.is_about_incident else links.of_page(page.id)


def open_in(world: World, work: Work, page: Page, pager: str) -> PagerLink | None:
    """The incident in this pager that others are asked to join, instead of a second one."""
    if pager not in world.pagers or not world.pagers[pager].joins:
        return None
    unresolved = (one for one in links_of(work, page) if one.state is not PagerState.RESOLVED)
    return next((one for one in unresolved if one.pager == pager), None)


def follow(world: World, work: Work, page: Page, log: Iterable[PageEvent]) -> None:
    """Tells the pagers in which this page is that somebody has it here, or that it is over."""
    if not world.pagers or page.state not in (PageState.ACKNOWLEDGED, PageState.ENDED):
        return
    events, now = list(log), world.clock.now()
    for link in links_of(work, page):
        if link.state is PagerState.RESOLVED or not pager_facts.reached_by(events, link):
            continue
        if page.state is PageState.ENDED:
            _once(work, RESOLVE, link, page, now)
        elif link.state is PagerState.TRIGGERED:
            _once(work, ACKNOWLEDGE, link, page, now)


def _once(work: Work, kind: str, link: PagerLink, page: Page, now: datetime) -> None:
    row = _about(kind, link, page.topic, now, page=page.id)
    work.outbox.add(replace(row, slot=f"{kind}/{link.pager}/{link.id}"))


def passed_on(world: World, work: Work, page: Page, done: PageEvent) -> None:
    """Those who work on it there read that somebody here cannot come, and why."""
    if not world.pagers:
        return
    log, now = work.pages.events(page.id), world.clock.now()
    for link in links_of(work, page):
        if link.state is not PagerState.RESOLVED and pager_facts.reached_by(log, link):
            told = {"person": done.person, "why": done.text}
            work.outbox.add(_about(NOTE, link, page.topic, now, **told))


def joins(world: World, work: Work, page: Page, one: PageEvent) -> Iterator[Outgoing]:
    """Who is paged here and known in a pager is asked to come there, too, where it is about this incident."""
    known = world.settings.people.get(one.person)
    for pager, _ in known.pagers() if known else ():
        link = open_in(world, work, page, pager) if page.about else None
        if link:
            yield _about(JOIN, link, page.about, world.clock.now(), **page_row.data_of(page, one))


def over(change: Change) -> None:
    """The incident has ended here: nobody is needed for it in a pager, either."""
    for link in _unresolved(change):
        row = _about(RESOLVE, link, change.incident.key, change.now, page=0)
        change.work.outbox.add(replace(row, slot=f"{RESOLVE}/{link.pager}/{link.id}"))


def updated(change: Change, text: str) -> None:
    """An update, for those who follow it there, where the settings want that."""
    if change.incident.private or change.incident.drill:
        return
    wanted = {name for name, one in change.world.settings.paging.pagers().items() if one.tell_updates}
    for link in _unresolved(change):
        if link.pager in wanted:
            data = {"text": text, "person": change.by.person}
            change.work.outbox.add(_about(TELL, link, change.incident.key, change.now, **data))


def _unresolved(change: Change) -> list[PagerLink]:
    if not change.world.pagers:
        return []
    found = change.work.pager_links.of_incident(change.incident.key)
    return [one for one in found if one.state is not PagerState.RESOLVED and one.pager in change.world.pagers]
