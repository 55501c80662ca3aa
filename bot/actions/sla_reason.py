"""Why a promise was missed, as somebody says afterwards."""

from dataclasses import replace

from bot.actions import sla_breaches, sla_meant, sla_nag
from bot.domain.audit import Actor, entry
from bot.domain.sla_metric import Metric
from bot.domain.sla_tracked import Missed
from bot.domain.wording import say
from bot.errors import BadInput
from bot.world import World


def explain(  # noqa: PLR0913 - what a form knows
    world: World,
    by: Actor,
    about: str,
    reason: str,
    note: str = "",
    *,
    metric: Metric | None = None,
    instance: int | None = None,
) -> Missed:
    """Why it was missed, from whom and when; later words take the place of earlier ones."""
    if reason not in world.settings.breach_reasons:
        known = ", ".join(world.settings.breach_reasons)
        raise BadInput(
            say("There is no reason {reason}.\nReasons are {known}.", reason=reason, known=known),
            field="reason",
        )
    now = world.clock.now()
    with world.change(by) as work:
        work.clocks.lock(about)
        sla_breaches.breached(work, sla_meant.case_of(world, work, about), now)
        before = sla_meant.missed_of(work.breaches.of(about), about, metric, instance)
        said = replace(before, reason=reason, note=note.strip(), reason_by=by.person, reason_at=now)
        work.breaches.explain(said)
        was, became = ({"reason": one.reason, "note": one.note} for one in (before, said))
        work.audit.add(entry(by, about, now, was, became))
        sla_nag.redraw(world, work, about)
        return said
