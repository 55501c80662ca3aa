"""Writes down what is carried outside about pages: who is woken by which way, and cards drawn anew.

Slots: `page/7/room/slack` follows a page in a war room, `page/7/asker/slack:U1` in front of who asked, and
`page/7/0.1.0/slack:U2` is the card of who was paged, one for each place, since each is said aloud.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import outgoing, page_pagers, page_reach, page_row
from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_event import PageEvent
from bot.domain.page_step import sent_to
from bot.domain.room import RoomState, WarRoom
from bot.domain.timeline import Kind, TimelineEntry
from bot.ports import Work
from bot.world import World

KIND = "page"
TEXT, CALL, PAGER = "page_text", "page_call", "page_pager"
FOLLOWED, PAGED = "page", "paged"
"""Views: a page as others follow it, and as who was paged sees it."""

TELEPHONE = "twilio"


def wakes(world: World, work: Work, page: Page, fresh: Iterable[PageEvent]) -> list[Outgoing]:
    """One row for each way by which somebody is reached who is paged just now."""
    now = world.clock.now()
    found: list[Outgoing] = []
    for one in sent_to(fresh):
        if page_reach.is_service(one.person):
            found.append(_pager(world, page, one, now))
        else:
            found += _person(world, work, page, one, now)
    return found


def _person(world: World, work: Work, page: Page, one: PageEvent, now: datetime) -> Iterator[Outgoing]:
    data = page_row.data_of(page, one)
    if to := page_reach.chat_id(world, one.person):
        yield replace(_card(work, page, to, now), slot=slot_of(page, one, to), data=data)
    if number := page_reach.phone_of(world, one.person):
        telephone = world.settings.paging.twilio
        soon = timedelta() if not to or telephone is None else telephone.text_after
        later = timedelta(minutes=1) if not to or telephone is None else telephone.call_after
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
                data=data,
            )
    yield from page_pagers.joins(world, work, page, one)


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


def slot_of(page: Page, one: PageEvent, to: str) -> str:
    return f"page/{page.id}/{'.'.join(map(str, one.place))}/{to}"


def _card(work: Work, page: Page, to: str, now: datetime) -> Outgoing:
    known = work.people.get(to)
    row = outgoing.straight(now, to, PAGED)
    return replace(row, kind=KIND, workspace=known.workspace if known else "", about=page.topic)


def redraws(world: World, work: Work, page: Page, log: Iterable[PageEvent]) -> list[Outgoing]:
    """Every card of this page that people have or will have before their eyes, as it then stands."""
    rows = list(_followed(world, work, page))
    now, coming = world.clock.now(), outgoing.on_its_way(work, page.topic)
    for one in sent_to(log):
        if page_reach.is_service(one.person) or not (to := page_reach.chat_id(world, one.person)):
            continue
        slot = slot_of(page, one, to)
        if slot in coming or work.rooms.slot(slot):
            rows.append(replace(_card(work, page, to, now), slot=slot, data=page_row.data_of(page, one)))
    return rows


def _followed(world: World, work: Work, page: Page) -> Iterator[Outgoing]:
    """In every war room; without one, in front of who asked."""
    now, data = world.clock.now(), {"page": page.id}
    rooms = [one for one in _rooms(work, page) if one.state is not RoomState.CLOSED]
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
        row = replace(_card(work, page, page.by, now), view=FOLLOWED, data=data)
        yield replace(row, slot=f"page/{page.id}/asker/{page.by}")


def _rooms(work: Work, page: Page) -> list[WarRoom]:
    return work.rooms.of(page.about) if page.is_about_incident else []


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
