"""What pagers are asked: to wake somebody, to take note of an answer, to tell how something stands."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.actions import bridge, page_briefs, page_errands, page_outgoing, page_pagers, pager_news
from bot.actions.errand import AnyErrand, PagerErrand
from bot.cards import page_call
from bot.domain.outgoing import Outgoing
from bot.domain.pager import Call, PagerIncident, PagerLink, PagerState
from bot.domain.wording import say
from bot.errors import Refused, TryLater
from bot.paging import SERVICE
from bot.ports import Pager, Work
from bot.world import World

PATIENCE = timedelta(seconds=60)
"""So long a pager may have trouble, before the page goes on without it."""

SOON = 15.0
"""Seconds after which it is tried again at the latest: a page cannot wait for as long as a pager asks."""


def page(world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    """Wakes whoever is on call there, or asks them to join what is there about the same incident already."""
    wanted = work.pages.get(int(row.data["page"]))
    if wanted is None or not page_errands.is_wanted(world, work, wanted, row):
        return None
    if row.tries and world.clock.now() - row.created_at > PATIENCE:
        raise Refused(say("{pager} does not answer.", pager=row.chat.capitalize()))
    service = row.to.removeprefix(SERVICE)
    known = next((one for one in _open_there(work, wanted.about, row.chat) if one.service != service), None)
    call = replace(
        page_call.call(page_briefs.read(world, work, wanted)),
        service=service,
        from_email=page_pagers.email_of(world, work, wanted.by),
        bridge=_bridge(world, work, wanted.about),
    )
    return PagerErrand(partial(_carry, row, call, known), partial(_woken, known))


def _open_there(work: Work, about: str, pager: str) -> list[PagerLink]:
    if not page_outgoing.is_incident(about):
        return []
    links = work.pager_links.of_incident(about)
    return [one for one in links if one.pager == pager and one.state is not PagerState.RESOLVED]


def _bridge(world: World, work: Work, about: str) -> str:
    found = bridge.of(world, work, about) if page_outgoing.is_incident(about) else None
    return found.url if found else ""


def _carry(row: Outgoing, call: Call, known: PagerLink | None, pager: Pager) -> PagerIncident:
    try:
        if known is None:
            return pager.page(call, key=row.key, doubtful=row.doubtful)
        pager.join(known.id, call, key=row.key, doubtful=row.doubtful)
        return pager.read(known.id)
    except TryLater as later:
        after = None if later.after is None else min(later.after, SOON)
        raise TryLater(str(later), after=after, unsure=later.unsure) from later


def _woken(known: PagerLink | None, world: World, work: Work, row: Outgoing, found: PagerIncident) -> None:
    wanted = work.pages.get(int(row.data["page"]))
    if known is None and wanted:
        link = PagerLink(
            pager=row.chat,
            id=found.id,
            page=wanted.id,
            incident=wanted.about if page_outgoing.is_incident(wanted.about) else "",
            service=row.to.removeprefix(SERVICE),
            title=found.title,
            url=found.url,
            read_at=world.clock.now(),
        )
        work.pager_links.put(link)
    page_errands.came(world, work, row, row.chat)
    if wanted and found.trouble:
        said = say("{pager} was reached in another way than usual.", pager=row.chat.capitalize())
        page_outgoing.tell(world, work, wanted, f"{said} {found.trouble}", aloud=True)
    after = work.pages.get(int(row.data["page"]))
    if after and not after.is_looking:
        # Somebody has it meanwhile, or nobody is needed: the pager did not exist yet when that was told.
        page_pagers.follow(world, work, replace(after, state=after.state.ASKED), after)


def acknowledge(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    return _told(work, row, PagerState.ACKNOWLEDGED, lambda pager, at, by: pager.acknowledge(at, by=by))


def resolve(_world: World, work: Work, row: Outgoing) -> AnyErrand | None:
    return _told(work, row, PagerState.RESOLVED, lambda pager, at, by: pager.resolve(at, by=by))


def _told(
    work: Work, row: Outgoing, state: PagerState, do: Callable[[Pager, str, str], None]
) -> AnyErrand | None:
    """None where the pager has told meanwhile that it is so already, or further."""
    link = work.pager_links.get(row.chat, row.to)
    if link is None or link.state in (state, PagerState.RESOLVED):
        return None

    def record(world: World, work: Work, row: Outgoing, _: object) -> None:
        if known := work.pager_links.lock(row.chat, row.to):
            work.pager_links.put(replace(known, state=state, read_at=world.clock.now()))

    return PagerErrand(lambda pager: do(pager, row.to, str(row.data["by"])), record)


def read(_world: World, _work: Work, row: Outgoing) -> AnyErrand | None:
    def record(world: World, work: Work, row: Outgoing, found: PagerIncident) -> None:
        pager_news.told(world, work, row.to, found)

    return PagerErrand(lambda pager: pager.read(row.to), record)


KINDS: Mapping[str, Callable[[World, Work, Outgoing], AnyErrand | None]] = {
    page_outgoing.PAGER: page,
    page_pagers.ACKNOWLEDGE: acknowledge,
    page_pagers.RESOLVE: resolve,
    page_pagers.READ: read,
}
