"""Pages: somebody is asked to come, says "I have it", passes it on, or calls it off."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.actions import mirror, outgoing, page_outgoing, page_pagers, role
from bot.actions.change import Change, changing_within
from bot.actions.page_begin import Paged, Wanted, audit, end_within, ended, put, wish
from bot.actions.page_reach import name_of
from bot.actions.page_steps import deed, walk
from bot.actions.page_words import passed_on as passed_on_words
from bot.actions.page_words import spoken
from bot.domain.audit import Actor
from bot.domain.incident import is_key
from bot.domain.page import Page
from bot.domain.page_course import course
from bot.domain.page_event import START, PageEvent, Place, What
from bot.domain.page_step import OURS
from bot.domain.pager import called
from bot.domain.role import Responder
from bot.domain.wording import say
from bot.errors import Conflict, NotFound
from bot.ports import Work
from bot.world import World

__all__ = [
    "Paged",
    "Wanted",
    "acknowledge",
    "ask",
    "end",
    "end_within",
    "ended",
    "get",
    "hurry",
    "name_of",
    "pass_on",
    "put",
    "see",
]


def ask(world: World, by: Actor, wanted: Wanted) -> Paged:
    """Pages them, unless the same are being looked for about the same; raises NotFound and Conflict."""
    with world.change(by) as work:
        if not is_key(wanted.about):
            return put(world, work, by, wanted)
        with changing_within(world, work, by, wanted.about) as change:
            change.must_be_open()
            return put(world, work, by, wanted)


def get(world: World, id: int) -> Page:
    """Raises NotFound."""
    with world.store.read() as work:
        return _there(work.pages.get(id), id)


def _there(page: Page | None, id: int) -> Page:
    if page is None:
        raise NotFound(say("There is no page {number}.", number=id))
    return page


@contextmanager
def _locked(world: World, by: Actor, id: int) -> Iterator[tuple[Work, Page, Change | None]]:
    """The incident first, then the page; the incident's cards are drawn anew afterwards."""
    with world.change(by) as work, locked_within(world, work, by, id) as (page, change):
        yield work, page, change


@contextmanager
def locked_within(world: World, work: Work, by: Actor, id: int) -> Iterator[tuple[Page, Change | None]]:
    """As the page is locked everywhere, in a unit of work that does something else as well."""
    about = _there(work.pages.get(id), id).about
    if not is_key(about) or work.incidents.get(about) is None:
        yield _there(work.pages.lock(id), id), None
        return
    with changing_within(world, work, by, about) as change:
        yield _there(work.pages.lock(id), id), change


def acknowledge(world: World, by: Actor, id: int, person: str) -> Page:
    """This person has it, and nobody else is paged for it; they join the incident and get the role.

    Raises Conflict where it is over, or this person has it already.
    """
    with _locked(world, by, id) as (work, page, change):
        name, now = name_of(world, work, person), world.clock.now()
        _must_not_be_over(work, page, now)
        if name in course(work.pages.events(id), now).holders:
            raise Conflict(say("{who} has it already.", who=spoken(world, work, name)))
        done = deed(What.ACKNOWLEDGED, now, name, id=wish(by, now))
        kept = acknowledged(world, work, by, page, done)
        joins(change, kept, person)
        return kept


def acknowledged(world: World, work: Work, by: Actor, page: Page, done: PageEvent) -> Page:
    """As `acknowledge`, of a page that is locked; it may have been done in a pager. Nobody joins yet."""
    kept = walk(world, work).happened(page, [done])
    audit(world, work, by, kept, {"acknowledged": done.person})
    said = say("{who} has it", who=spoken(world, work, done.person))
    if done.source != OURS:
        who = spoken(world, work, done.person)
        said = say("{who} has it, as {pager} says", who=who, pager=called(done.source))
    page_outgoing.tell(world, work, kept, said, by=by.person)
    return kept


def joins(change: Change | None, page: Page, person: str) -> None:
    """The incident, if it is about one. A page for a role gives it, unless somebody wears that hat.

    `person` is empty for somebody whom no chat knows.
    """
    if change is None or not change.incident.is_open or ":" not in person:
        return
    world, work, key = change.world, change.work, change.incident.key
    holders = {one.role: one.person for one in work.roles.of(key)}
    if page.role and page.role in world.settings.roles and not holders.get(page.role):
        role.put_on(change, page.role, person)
        return
    if work.roles.join(Responder(key, person, change.now)):
        for room in change.rooms:
            outgoing.invite(world, work, change.incident, room.chat, mirror.everyone(world, work, [person]))


def _must_not_be_over(work: Work, page: Page, now: datetime) -> None:
    if course(work.pages.events(page.id), now).ended_at:
        raise Conflict(say("Page {number} is over; nobody is needed any more.", number=page.id))


def see(world: World, by: Actor, id: int, person: str) -> None:
    """Whoever was sent it knows of it and has not said yet that they come; of others nothing is kept."""
    with world.store.read() as work:
        if _unseen_at(world, work, _there(work.pages.get(id), id), person) is None:
            return
    with _locked(world, by, id) as (work, page, _):
        place = _unseen_at(world, work, page, person)
        if place is None:
            return
        name, now = name_of(world, work, person), world.clock.now()
        kept = walk(world, work).happened(page, [deed(What.SEEN, now, name, place, id=wish(by, now))])
        audit(world, work, by, kept, {What.SEEN.value: name})
        said = say("{who} has seen the page", who=spoken(world, work, name))
        page_outgoing.tell(world, work, kept, said, by=person)


def _unseen_at(world: World, work: Work, page: Page, person: str) -> Place | None:
    """Where this person was paged last; None once they did something about it, or nobody is looked for."""
    stands = course(work.pages.events(page.id), world.clock.now())
    name = name_of(world, work, person)
    place = stands.last_place_of(name)
    if place is None or not page.is_looking:
        return None
    is_new = name not in stands.seen.get(place, {}) and name not in stands.passed.get(place, {})
    return place if is_new else None


def pass_on(world: World, by: Actor, id: int, person: str, why: str = "") -> Page:
    """This person cannot come: the next one is paged at once, as soon as nobody else is left here."""
    with _locked(world, by, id) as (work, page, _):
        now, why = world.clock.now(), why.strip()
        _must_not_be_over(work, page, now)
        stands = course(work.pages.events(id), now)
        name = name_of(world, work, person)
        place = stands.last_place_of(name)
        if place is None and name not in stands.holders:
            raise Conflict(say("This page was not sent to you.\nWhoever was paged can pass it on."))
        done = deed(What.PASSED_ON, now, name, place or stands.place or START, id=wish(by, now), text=why)
        kept = walk(world, work).happened(page, [done])
        audit(world, work, by, kept, {What.PASSED_ON.value: name, "why": why})
        page_outgoing.tell(world, work, kept, passed_on_words(spoken(world, work, name), why), by=person)
        page_pagers.passed_on(world, work, kept, done)
        return kept


def hurry(world: World, by: Actor, id: int) -> Page:
    """The next step at once, however long those who were paged still have."""
    with _locked(world, by, id) as (work, page, _):
        if not page.is_looking:
            raise Conflict(say("Page {number} does not look for anybody any more.", number=id))
        kept = walk(world, work).happened(page, hurry=True)
        audit(world, work, by, kept, {"escalated": "now"})
        return kept


def end(world: World, by: Actor, id: int, why: str = "") -> Page:
    """Nobody is needed any more."""
    with _locked(world, by, id) as (work, page, _):
        now = world.clock.now()
        _must_not_be_over(work, page, now)
        return end_within(world, work, by, page, why)


def end_all(change: Change, why: str) -> None:
    """Nobody is needed any more for this incident."""
    for page in change.work.pages.of(change.incident.key):
        locked = change.work.pages.lock(page.id)
        if locked and locked.ended_at is None:
            end_within(change.world, change.work, change.by, locked, why)
    page_pagers.over(change)


def is_paged(world: World, work: Work, page: Page, person: str) -> bool:
    """Whether this person was paged for it, or has it."""
    name = name_of(world, work, person)
    stands = course(work.pages.events(page.id), world.clock.now())
    return name in stands.holders or stands.last_place_of(name) is not None
