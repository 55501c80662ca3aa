"""Services are paged by their pager: an incident is made there, or others are asked to join the one there is.

While a pager does not answer, the page does not wait for it: after a minute the next are paged, and the
pager is still asked, until somebody has it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.actions import (
    behind,
    bridge,
    page_briefs,
    page_outgoing,
    page_pagers,
    page_reach,
    pager_known,
    pager_people,
)
from bot.actions.errand import AnyErrand, PagerErrand
from bot.actions.page_row import PAGER, page_of, person_of, place_of
from bot.actions.page_steps import walk
from bot.actions.page_words import spoken
from bot.cards import page_call
from bot.domain import pager_facts
from bot.domain.outgoing import Delivery, Outgoing
from bot.domain.page import Page
from bot.domain.page_course import PageState
from bot.domain.page_event import PageEvent, What
from bot.domain.page_step import event
from bot.domain.pager import Call, PagerIncident, PagerState, called
from bot.domain.wording import say
from bot.errors import TryLater
from bot.paging import SERVICE
from bot.ports import Pager, Work
from bot.world import World

T = TypeVar("T")

LONGEST_WAIT = 30.0
"""Seconds: a page cannot wait for as long as a pager may ask."""


def page(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Not once somebody has it; but an earlier try whose answer was lost is looked for all the same.

    Nobody would ever acknowledge there what it left.
    """
    asked = work.pages.get(page_of(row))
    if asked is None or (row.doubtful and _is_there(work, asked, row)):
        return None
    if not row.doubtful and asked.state in (PageState.ACKNOWLEDGED, PageState.ENDED):
        return None
    call = _call(world, work, asked, row)
    if there := page_pagers.open_in(world, work, asked, row.chat):
        return PagerErrand(partial(_soon, partial(_joined, there.id, call, row)), _has_joined)
    return PagerErrand(partial(_soon, partial(_paged, call, row)), _made)


def _call(world: World, work: Work, asked: Page, row: Outgoing) -> Call:
    """For the service, or for the person whom the log names."""
    name, open_bridge = person_of(row), None
    if asked.is_about_incident:
        open_bridge = bridge.of(world, work, asked.about)
    is_service = page_reach.is_service(name)
    return replace(
        page_call.call(page_briefs.read(world, work, asked)),
        service=name.removeprefix(SERVICE) if is_service else "",
        person="" if is_service else pager_people.id_in(world, row.chat, name),
        bridge=open_bridge.url if open_bridge else "",
        from_email=pager_people.email_of(world, work, asked.by),
    )


def _paged(call: Call, row: Outgoing, pager: Pager) -> PagerIncident:
    return pager.page(call, key=row.key, doubtful=row.doubtful)


def _soon(ask: Callable[[Pager], T], pager: Pager) -> T:
    try:
        return ask(pager)
    except TryLater as later:
        after = None if later.after is None else min(later.after, LONGEST_WAIT)
        raise TryLater(str(later), after=after, unsure=later.unsure) from later


def _is_there(work: Work, asked: Page, row: Outgoing) -> bool:
    """Whether an earlier try did it, of which the pager itself has told meanwhile."""
    return any(
        one.way == row.chat
        and one.what == What.ARRIVED
        and (one.place, one.person) == (place_of(row), person_of(row))
        for one in work.pages.events(asked.id)
    )


def join(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Somebody who is paged here is asked to come there, too; nothing hangs on it."""
    asked, link = work.pages.get(page_of(row)), work.pager_links.get(row.chat, str(row.data["id"]))
    if asked is None or link is None or not asked.is_looking or link.state is PagerState.RESOLVED:
        return None
    call = _call(world, work, asked, row)
    return PagerErrand(partial(_joined, link.id, call, row), _has_joined)


def _joined(id: str, call: Call, row: Outgoing, pager: Pager) -> tuple[str, PagerIncident | None]:
    """Read again, since whoever had it before was not asked by this page."""
    pager.join(id, call, key=row.key, doubtful=row.doubtful)
    return id, pager_known.afterwards(pager, id)


def _has_joined(world: World, work: Work, row: Outgoing, answer: tuple[str, PagerIncident | None]) -> None:
    id, found = answer
    asked = work.pages.lock(page_of(row))
    link = work.pager_links.lock(row.chat, id)
    if asked is None or link is None:
        return
    now = world.clock.now()
    here = pager_facts.reached(link, now, place_of(row), person_of(row))
    before = pager_known.holders(world, link, found, work.pages.events(asked.id), now) if found else []
    walk(world, work).happened(asked, [*before, here])
    if found and found.state is not link.state:
        page_pagers.read(work, row.chat, [id], now)


def _made(world: World, work: Work, row: Outgoing, found: PagerIncident) -> None:
    """What has happened to it meanwhile is read, as after every other hint."""
    asked = work.pages.lock(page_of(row))
    if asked is None:
        return
    now, before = world.clock.now(), work.pager_links.lock(row.chat, found.id)
    link = pager_known.link(found, asked, person_of(row).removeprefix(SERVICE), now)
    if before:
        link = replace(before, page=before.page or link.page, incident=before.incident or link.incident)
    work.pager_links.put(link)
    kept = walk(world, work).happened(asked, [pager_facts.reached(link, now, place_of(row), person_of(row))])
    if found.trouble:
        said = say("{pager} was reached in another way than usual.", pager=called(row.chat))
        page_outgoing.tell(world, work, kept, f"{said} {found.trouble}", aloud=True)
    if before or found.state is not PagerState.TRIGGERED:
        page_pagers.read(work, row.chat, [found.id], now)


def waits(world: World, work: Work, row: Outgoing, now: datetime) -> None:
    """After a minute of trouble the next are paged; those who wait behind this row no longer wait, either."""
    if row.kind != PAGER or max(now, row.due_at) - row.created_at <= behind.LONG:
        return
    waiting = work.outbox.of(row.about, states=(Delivery.WAITING,))
    late = {one.id: one for one in (*waiting, row) if (one.kind, one.lane) == (row.kind, row.lane)}
    for one in late.values():
        why = say("{pager} does not answer", pager=called(row.chat))
        if asked := _goes_on(world, work, one, why):
            page_outgoing.tell(world, work, asked, _said_late(world, work, one), aloud=True)


def _said_late(world: World, work: Work, row: Outgoing) -> str:
    return say(
        "{pager} does not answer: {who} is not paged yet, the next are paged meanwhile",
        pager=called(row.chat),
        who=spoken(world, work, person_of(row)),
    )


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    """The next are paged at once, and the war room hears what can be done."""
    if row.kind != PAGER:
        return
    _goes_on(world, work, row, why)
    if asked := work.pages.get(page_of(row)):
        todo = say(
            "{who} could not be paged: {why} The next are paged at once. Whoever runs Caseline finds more "
            "with `caseline check`; `retry` tries it again.",
            who=spoken(world, work, person_of(row)),
            why=why,
        )
        page_outgoing.tell(world, work, asked, todo, aloud=True)


def _goes_on(world: World, work: Work, row: Outgoing, why: str) -> Page | None:
    """As if they had passed it on; None where that was done before, or nobody is needed."""
    asked = work.pages.lock(page_of(row))
    if asked is None or asked.state in (PageState.ACKNOWLEDGED, PageState.ENDED):
        return None
    now, place, person = world.clock.now(), place_of(row), person_of(row)
    trouble = replace(event(What.UNDELIVERED, now, place, person, row.chat), text=why)
    failed = replace(event(What.FAILED, now, place, person), text=why)
    if _knows(work.pages.events(asked.id), failed):
        return None
    return walk(world, work).happened(asked, [trouble, failed])


def _knows(log: list[PageEvent], one: PageEvent) -> bool:
    return any((known.source, known.id) == (one.source, one.id) for known in log)
