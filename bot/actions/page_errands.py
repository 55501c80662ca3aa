"""Pages as they are carried: cards posted and redrawn, texts, and calls; judged again before they go out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.actions import page_briefs, page_outgoing, page_reach
from bot.actions.errand import AnyErrand, Errand, PhoneErrand, address
from bot.actions.page_row import CALL, FOLLOWED, KIND, PAGED, TEXT, page_of, person_of, place_of
from bot.actions.page_steps import walk
from bot.actions.page_words import spoken
from bot.cards import page as cards
from bot.cards import page_phone
from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_course import PageCourse, course
from bot.domain.page_event import PageEvent, Place, What
from bot.domain.page_step import event
from bot.domain.room import Slot
from bot.domain.wording import say
from bot.ports import Phone, Posted, Work
from bot.world import World


def card(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Posted where somebody still has to come, or redrawn where it stands."""
    page = work.pages.get(page_of(row))
    there = work.rooms.slot(row.slot)
    if page is None:
        return None
    is_paged = row.view == PAGED
    posted = there if there and there.message else None
    if posted is None and is_paged and not is_wanted(world, work, page, row):
        return None
    brief = page_briefs.read(world, work, page, chat=row.chat)
    drawn = cards.paged(brief, person_of(row)) if is_paged else cards.followed(brief)
    if posted:
        return Errand(
            lambda voice: voice.redraw(
                row.workspace, posted.room, posted.message, drawn, key=row.key, again=not is_paged
            ),
            _stands,
        )
    if not (to := row.to or address(work, row)):
        return None
    return Errand(
        lambda voice: voice.post(row.workspace, to, drawn, key=row.key, thread="", doubtful=row.doubtful),
        _arrived if is_paged else _stands,
    )


def is_wanted(world: World, work: Work, page: Page, row: Outgoing) -> bool:
    """Whether this person still has to be woken: nobody has it, and they have not answered."""
    stands = course(work.pages.events(page.id), world.clock.now())
    return page.is_looking and not _has_answered(stands, person_of(row), place_of(row))


def _has_answered(stands: PageCourse, person: str, place: Place) -> bool:
    return person in stands.holders or person in stands.passed.get(place, {})


def _stands(_world: World, work: Work, row: Outgoing, posted: Posted) -> None:
    work.rooms.put_slot(Slot(row.slot, posted.room, posted.message))


def _arrived(world: World, work: Work, row: Outgoing, posted: Posted) -> None:
    _stands(world, work, row, posted)
    came(world, work, row, "chat")


def came(world: World, work: Work, row: Outgoing, way: str) -> None:
    if page := work.pages.lock(page_of(row)):
        arrived = event(What.ARRIVED, world.clock.now(), place_of(row), person_of(row), way)
        walk(world, work).happened(page, [arrived])


def text(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    return _by_phone(world, work, row, "sms")


def call(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    return _by_phone(world, work, row, "call")


def _by_phone(world: World, work: Work, row: Outgoing, way: str) -> AnyErrand | None:
    page = work.pages.get(page_of(row))
    if page is None or not is_wanted(world, work, page, row):
        return None
    words = page_phone.words(page_briefs.read(world, work, page), way)

    def carry(phone: Phone) -> None:
        ask = phone.text if way == "sms" else phone.call
        ask(row.to, words, about=str(page.id), key=row.key, doubtful=row.doubtful)

    def record(world: World, work: Work, row: Outgoing, _: Any) -> None:
        came(world, work, row, way)

    return PhoneErrand(carry, record)


def record_failure(world: World, work: Work, row: Outgoing, why: str) -> None:
    """One way does not work: it is said, and whoever has no other one counts as if they could not come."""
    if row.kind not in KINDS or row.view == FOLLOWED:
        return
    page = work.pages.lock(page_of(row))
    if page is None:
        return
    now, place, person = world.clock.now(), place_of(row), person_of(row)
    trouble = replace(event(What.UNDELIVERED, now, place, person, _way(row)), text=why)
    happened = [trouble]
    failed = {one.way for one in work.pages.events(page.id) if _is_trouble(one, place, person)}
    if _ways(world, work, person) <= {*failed, _way(row)}:
        happened.append(replace(event(What.FAILED, now, place, person), text=why))
        who = spoken(world, work, person)
        page_outgoing.tell(
            world, work, page, say("{who} could not be paged: {why}", who=who, why=why), aloud=True
        )
    walk(world, work).happened(page, happened)


def _is_trouble(one: PageEvent, place: Place, person: str) -> bool:
    return (one.what, one.place, one.person) == (What.UNDELIVERED, place, person)


def _way(row: Outgoing) -> str:
    return {TEXT: "sms", CALL: "call"}.get(row.kind, "chat")


def _ways(world: World, work: Work, person: str) -> set[str]:
    ways = {"chat"} if page_reach.chat_id(world, work, person) else set()
    return ways | ({"sms", "call"} if page_reach.phone_of(world, person) else set())


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {
    KIND: card,
    TEXT: text,
    CALL: call,
}
