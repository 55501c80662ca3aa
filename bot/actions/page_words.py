"""What the timeline says of a page."""

from collections.abc import Iterator

from bot.actions import page_reach
from bot.domain.escalation import Kind
from bot.domain.page import Page
from bot.domain.page_event import Place, What
from bot.domain.page_step import Stepped
from bot.domain.pager import called
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World


def spoken(world: World, work: Work, name: str) -> str:
    """Somebody in the log of a page, as people say it."""
    if page_reach.is_service(name):
        service, pager = name.partition(":")[2], page_reach.pager_of(world, name)
        return say("{service} in {pager}", service=service, pager=called(pager)) if pager else service
    known = world.settings.people.get(name)
    if known and known.name:
        return known.name
    person = work.people.get(page_reach.chat_id(world, work, name))
    return person.name if person else name.partition(":")[2] or name.capitalize()


def listed(names: list[str]) -> str:
    return ", ".join(names)


def passed_on(who: str, why: str) -> str:
    if why:
        return say("{who} cannot come and passed the page on: {why}", who=who, why=why)
    return say("{who} cannot come and passed the page on", who=who)


def told(world: World, work: Work, step: Stepped) -> Iterator[tuple[str, bool]]:
    """(line, whether it is said aloud) of what was done about it just now."""
    places: dict[Place, list[str]] = {}
    for one in step.fresh:
        if one.what == What.SENT:
            places.setdefault(one.place, []).append(spoken(world, work, one.person))
    for place, names in places.items():
        is_last = place.step == len(step.page.policy.steps)
        yield _went_to(step.page, place, listed(names)), is_last
    for one in step.fresh:
        if one.what == What.FAILED:
            who = spoken(world, work, one.person)
            yield say("{who} cannot be reached: no way to page them is set", who=who), True
        elif one.what == What.GAVE_UP:
            yield (
                say("Nobody answered the page of {who}: it was given up", who=_meant(world, work, step.page)),
                True,
            )


def _meant(world: World, work: Work, page: Page) -> str:
    """Whom it was for; a person by name."""
    is_person = page.who.startswith(f"{Kind.PERSON}:")
    return spoken(world, work, page.who_named) if is_person else page.who_named


def _went_to(page: Page, place: Place, names: str) -> str:
    if place.step == len(page.policy.steps):
        return say("Nobody answered so far: {who} is paged as the last resort", who=names)
    if (place.round, place.step) == (0, 0):
        said = say("Paged {who}", who=names)
        return say("{said}: {why}", said=said, why=page.why) if page.why else said
    return say("No answer yet: the page goes on to {who}", who=names)
