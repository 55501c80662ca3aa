"""Clocks anew after something happened to a ticket or an incident, and whatever people see of them."""

from dataclasses import replace

from bot.actions import sla_cases, sla_nag
from bot.domain.sla_case import Case
from bot.domain.sla_tracked import Tracked
from bot.ports import Work
from bot.world import World


def derive(world: World, work: Work, about: str) -> Case | None:
    """Its clocks anew; reminders that people have before their eyes follow.

    Call it after updates were added, in the same unit of work.
    """
    before = {one.name: one for one in work.clocks.lock(about)}
    case = sla_cases.derive(world, work, about)
    if case:
        after = work.clocks.of(about)
        turned = {(one.metric, one.instance) for one in after if _shows_more(before.get(one.name), one)}
        if turned:
            sla_nag.redraw(world, work, about, turned)
    return case


def _shows_more(before: Tracked | None, after: Tracked) -> bool:
    """Whether a card shows something else now."""
    return before is not None and replace(before, look_at=None) != replace(after, look_at=None)


def has_turned(before: Tracked, after: Tracked) -> bool:
    """Whether something happened to it; that it is late now is no happening."""
    return _shows_more(replace(before, is_breached=False), replace(after, is_breached=False))
