"""Who is paged because a promise to a ticket was broken, until it is kept or somebody has it."""

from collections.abc import Iterable, Mapping

from bot.actions import page_begin as page
from bot.cards import sla_words
from bot.domain.audit import Actor
from bot.domain.escalation import target
from bot.domain.sla_case import Case
from bot.domain.sla_tracked import Missed
from bot.domain.wording import say
from bot.ports import Work
from bot.world import World

BY = Actor("", "clock", "sla")


def follow(world: World, work: Work, cases: Mapping[str, Case], missed: Iterable[Missed]) -> None:
    """Pages for what was missed just now, in the same unit of work; what is kept meanwhile needs nobody."""
    pages = {one.name: one.page for one in world.settings.sla if one.page}
    if not pages:
        return
    for one in missed:
        case = cases.get(one.about)
        if case and case.ticket and one.policy in pages and _is_late(case, pages):
            why = say("{what} is late.", what=sla_words.name(one.metric))
            page.put(world, work, BY, page.Wanted(who=target(pages[one.policy]), about=one.about, why=why))
    for about, case in sorted(cases.items()):
        if case.ticket and not _is_late(case, pages):
            _end(world, work, about)


def _is_late(case: Case, pages: Mapping[str, str]) -> bool:
    """Whether one of its clocks is past its due and still open, by a policy that pages."""
    return not case.is_silent and any(
        one.is_breached and not one.state.is_over and one.policy in pages for one in case.clocks
    )


def _end(world: World, work: Work, about: str) -> None:
    """Those that nobody in person asked for."""
    for one in work.pages.of(about):
        if one.by or one.ended_at:
            continue
        locked = work.pages.lock(one.id)
        if locked and locked.ended_at is None:
            page.end_within(world, work, BY, locked, say("The promise is kept, or over."))
