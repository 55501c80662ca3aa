"""What pagers are told when a page of theirs is answered here, or nobody is needed any more."""

from collections.abc import Iterable
from dataclasses import replace

from bot.actions import outgoing, page_reach
from bot.domain.outgoing import Outgoing
from bot.domain.page import Page
from bot.domain.page_course import PageState
from bot.domain.pager import PagerLink, PagerState
from bot.ports import Work
from bot.world import World

ACKNOWLEDGE, RESOLVE, READ = "pager_acknowledge", "pager_resolve", "pager_read"


def follow(world: World, work: Work, before: Page, after: Page) -> None:
    """Only what they do not know yet, as far as we know: so nothing that they told us comes back to them."""
    if not world.pagers or before.state is after.state:
        return
    links = work.pager_links.of_page(after.id)
    if after.state is PageState.ACKNOWLEDGED:
        by = email_of(world, work, after.holder)
        tell(world, work, [one for one in links if one.state is PagerState.TRIGGERED], ACKNOWLEDGE, by)
    elif after.state is PageState.ENDED:
        resolve(world, work, links, "")


def resolve(world: World, work: Work, links: Iterable[PagerLink], by: str) -> None:
    tell(world, work, [one for one in links if one.state is not PagerState.RESOLVED], RESOLVE, by)


def tell(world: World, work: Work, links: Iterable[PagerLink], kind: str, by: str) -> None:
    """`by` is the address of who did it here."""
    for link in links:
        if link.pager in world.pagers:
            row = _row(world, link.pager, link.id, kind)
            work.outbox.add(replace(row, about=link.incident, data={"id": link.id, "by": by}))


def read(world: World, work: Work, pager: str, id: str) -> None:
    """How it stands there is asked; hints that come together ask once."""
    row = _row(world, pager, id, READ)
    work.outbox.add(replace(row, slot=f"{READ}/{pager}/{id}", data={"id": id}))


def _row(world: World, pager: str, id: str, kind: str) -> Outgoing:
    row = outgoing.straight(world.clock.now(), f"{pager}:{id}", kind)
    return replace(row, kind=kind, chat=pager, to=id)


def email_of(world: World, work: Work, name: str) -> str:
    """The address of somebody, by a name in the log of a page or a person id; empty where it is unknown."""
    known = world.settings.people.get(page_reach.name_of(world, work, name))
    if known and known.email:
        return known.email
    person = work.people.get(page_reach.chat_id(world, name))
    return person.email if person and person.email else ""
