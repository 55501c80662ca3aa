"""Reads all that is known of a page in one go."""

from collections.abc import Iterable

from bot.actions import dossier, identity, page_reach
from bot.actions.page_words import spoken
from bot.domain.page import Page
from bot.domain.page_brief import PageBrief
from bot.domain.page_course import course
from bot.domain.person import Person
from bot.domain.ticket import ref
from bot.ports import Work
from bot.world import World


def read(world: World, work: Work, page: Page, *, chat: str = "") -> PageBrief:
    """As it stands now, for readers in this chat."""
    now, log = world.clock.now(), work.pages.events(page.id)
    names = dict.fromkeys(one.person for one in log if one.person)
    if page.by:
        names[page.by] = None
    is_incident = page.is_about_incident and work.incidents.get(page.about) is not None
    ticket = work.tickets.get(ref(page.about)) if page.about and not is_incident else None
    return PageBrief(
        page=page,
        course=course(log, now),
        log=tuple(log),
        now=now,
        chat=chat,
        dossier=dossier.read(world, work, page.about, chat=chat) if is_incident else None,
        ticket=ticket,
        links=tuple(work.pager_links.of_page(page.id)),
        names={name: spoken(world, work, name) for name in names},
        people=_people(world, work, names, chat),
        next_at=page.look_at,
    )


def _people(world: World, work: Work, names: Iterable[str], chat: str) -> dict[str, Person]:
    ids = {name: id for name in names if (id := page_reach.chat_id(world, work, name))}
    here = {name: identity.in_chat(world, work, id, chat) or id for name, id in ids.items()}
    known = work.people.several(here.values())
    return {name: known.get(id, Person(id, spoken(world, work, name))) for name, id in here.items()}
