"""Whoever was called or texted answers by telephone."""

import logging

from bot.actions import page as pages
from bot.actions import page_outgoing, page_reach
from bot.domain.audit import Actor
from bot.errors import BotError, Unavailable
from bot.ports import Answered, Work
from bot.world import World

log = logging.getLogger("caseline.pages")

LOOKED_AT = 200
"""Open pages among which the one is looked for that somebody means who names none."""

HAVE_IT, PASS_ON = "1", "2"


def answered(world: World, said: Answered) -> bool:
    """Whether it changed anything; strangers' numbers, other keys and late answers do not."""
    with world.store.read() as work:
        name = _named(world, said.number)
        page = _meant(world, work, name, said.about) if name else 0
        person = page_reach.chat_id(world, work, name) or name
    if not page or said.words not in (HAVE_IT, PASS_ON):
        log.info("An answer by telephone meant nothing.", extra={"page": page})
        return False
    by = Actor(person, page_outgoing.TELEPHONE, "page", f"{page_outgoing.TELEPHONE}/{said.event}")
    try:
        if said.words == HAVE_IT:
            pages.acknowledge(world, by, page, person)
        else:
            pages.pass_on(world, by, page, person)
    except Unavailable:
        raise
    except BotError as error:
        log.info("An answer by telephone came too late: %s", error, extra={"page": page})
        return False
    return True


def _named(world: World, number: str) -> str:
    """The key of who has this number; many have none, and an answer may come without one, too."""
    return next((key for key, one in world.settings.people.items() if number and one.phone == number), "")


def _meant(world: World, work: Work, name: str, about: str) -> int:
    """The page that is named, else the newest one that this person was sent and that looks for somebody."""
    if about:
        is_number = about.isascii() and about.isdigit() and len(about) < 10
        named = work.pages.get(int(about)) if is_number else None
        return named.id if named and pages.is_paged(world, work, named, name) else 0
    open_pages = work.pages.open(limit=LOOKED_AT)
    waiting = (one for one in open_pages if one.is_looking and pages.is_paged(world, work, one, name))
    return next((one.id for one in waiting), 0)
