"""Writes down what is carried outside about pages: who is woken by which way, and cards drawn anew.

Slots: `page/7/room/slack` follows a page in a war room, `page/7/asker/slack:U1` in front of who asked, and
`page/7/0.1.0/slack:U2` is the card of who was paged, one for each place, since each is said aloud.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import outgoing, page_pagers, page_reach, page_row
from bot.actions.page_around import Around, Sent
from bot.actions.page_row import CALL, FOLLOWED, KIND, PAGED, PAGER, TEXT
from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_event import PageEvent
from bot.domain.page_step import sent_to
from bot.domain.timeline import Kind, TimelineEntry
from bot.ports import Work
from bot.world import World

TELEPHONE = "twilio"


def wakes(
    world: World, work: Work, around: Around, page: Page, fresh: Iterable[PageEvent], now: datetime
) -> Iterator[Outgoing]:
    """One row for each way by which somebody is reached who is paged just now."""
    paged = sent_to(fresh)
    for card in around.cards[page.id]:
        if card.event in paged:
            yield _paged(around, page, card, now)
    for one in paged:
        if page_reach.is_service(one.person):
            yield _pager(world, page, one, now)
        else:
            yield from _telephone(world, work, page, one, now)
            yield from page_pagers.joins(world, work, page, one)


def _paged(around: Around, page: Page, card: Sent, now: datetime) -> Outgoing:
    row = _card(around, page, card.to, now)
    return replace(row, slot=card.slot, data=page_row.data_of(page, card.event))


def _telephone(world: World, work: Work, page: Page, one: PageEvent, now: datetime) -> Iterator[Outgoing]:
    if not (number := page_reach.phone_of(world, one.person)):
        return
    telephone, has_chat = world.settings.paging.twilio, bool(page_reach.chat_id(world, work, one.person))
    soon = timedelta() if not has_chat or telephone is None else telephone.text_after
    later = timedelta(minutes=1) if not has_chat or telephone is None else telephone.call_after
    for kind, wait in ((TEXT, soon), (CALL, later)):
        row = outgoing.straight(now, f"{TELEPHONE}:{number}", kind)
        # A lane of its own: who is called must not wait for a text that is due later.
        yield replace(
            row,
            kind=kind,
            chat=TELEPHONE,
            about=page.topic,
            lane=f"{TELEPHONE}:{number}/{kind}/{page.id}",
            to=number,
            due_at=now + wait,
            data=page_row.data_of(page, one),
        )


def _pager(world: World, page: Page, one: PageEvent, now: datetime) -> Outgoing:
    pager = page_reach.pager_of(world, one.person)
    row = outgoing.straight(now, f"{pager}:{one.person}", PAGER)
    return replace(
        row,
        kind=PAGER,
        # One lane for all that is about the same, so that the second service joins what the first one made.
        lane=f"{pager}:{page.topic}",
        chat=pager,
        about=page.topic,
        to=one.person,
        key=page_pagers.key_of(page, row.key),
        data=page_row.data_of(page, one),
    )


def _card(around: Around, page: Page, to: str, now: datetime) -> Outgoing:
    row = outgoing.straight(now, to, PAGED)
    return replace(row, kind=KIND, workspace=around.workspaces.get(to, ""), about=page.topic)


def redraws(around: Around, page: Page, now: datetime) -> Iterator[Outgoing]:
    """Every card of this page that people have or will have before their eyes, as it then stands."""
    yield from _followed(around, page, now)
    for card in around.cards[page.id]:
        if card.slot in around.shown:
            yield _paged(around, page, card, now)


def _followed(around: Around, page: Page, now: datetime) -> Iterator[Outgoing]:
    """In every war room; without one, in front of who asked."""
    rooms, data = around.rooms.get(page.about, ()), {"page": page.id}
    for room in rooms:
        row = outgoing.straight(now, f"{room.chat}:", FOLLOWED)
        lane, slot = outgoing.lane_of(page.about, room.chat), f"page/{page.id}/room/{room.chat}"
        yield replace(
            row,
            kind=KIND,
            lane=lane,
            chat=room.chat,
            workspace=room.workspace,
            about=page.topic,
            to="",
            slot=slot,
            data=data,
        )
    if not rooms and page.by:
        row = replace(_card(around, page, page.by, now), view=FOLLOWED, data=data)
        yield replace(row, slot=f"page/{page.id}/asker/{page.by}")


def tell(world: World, work: Work, page: Page, text: str, *, by: str = "", aloud: bool = False) -> None:
    """A line on the timeline, told in every war room; nothing where there is no incident."""
    if page.is_about_incident:
        tell_incident(world, work, page.about, text, by=by, aloud=aloud)


def tell_incident(
    world: World, work: Work, key: str, text: str, *, by: str = "", aloud: bool = False
) -> None:
    """As `tell`, where no one page is meant."""
    incident = work.incidents.get(key)
    if incident is None:
        return
    now = world.clock.now()
    entry = TimelineEntry(incident=incident.key, at=now, recorded_at=now, kind=Kind.PAGE, text=text, by=by)
    id = work.timeline.add(entry)
    outgoing.tell_rooms(world, work, incident, work.rooms.of(incident.key), id, aloud=aloud)
