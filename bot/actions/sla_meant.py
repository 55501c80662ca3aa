"""Which promise is meant when people name a ticket or an incident, or press a button of long ago."""

from collections.abc import Sequence

from bot.actions import sla_cases
from bot.domain.sla_case import Case
from bot.domain.sla_clock import ClockState
from bot.domain.sla_metric import Metric
from bot.domain.sla_tracked import Missed
from bot.domain.wording import say
from bot.errors import Conflict, NotFound
from bot.ports import Work
from bot.world import World


def of(world: World, about: str) -> Case:
    """The ticket or the incident with its clocks; raises NotFound."""
    with world.store.read() as work:
        return case_of(world, work, about)


def case_of(world: World, work: Work, about: str) -> Case:
    found = sla_cases.read(world, work, [about], world.clock.now()).get(about)
    if found is None:
        raise NotFound(say("Nothing is known of {about}.\nNothing was promised for it.", about=about))
    return found


def pressing(case: Case, metric: Metric | None = None, instance: int | None = None) -> ClockState:
    """The clock that is meant; of those that are open, the first due. Raises Conflict where none is open."""
    clocks = [
        one for one in case.clocks if metric is None or (one.metric, one.instance) == (metric, instance)
    ]
    waiting = [one for one in clocks if not one.state.is_over]
    if not waiting:
        raise Conflict(_nothing_open(case, clocks))
    return min(waiting, key=lambda one: (one.due is None, one.due or one.now))


def _nothing_open(case: Case, clocks: Sequence[ClockState]) -> str:
    if not clocks:
        return say("Nothing is promised for {about} now.\nNothing has to be done.", about=case.about)
    if clocks[-1].is_breached:
        return say("{about}: that is done already, though late.\nNothing has to be done.", about=case.about)
    return say("{about}: that is done already.\nNothing has to be done.", about=case.about)


def missed_of(missed: Sequence[Missed], about: str, metric: Metric | None, instance: int | None) -> Missed:
    """The last one of this clock, or of any that nobody has explained; raises Conflict where none is."""
    of_it = [one for one in missed if metric is None or (one.metric, one.instance) == (metric, instance)]
    if not of_it:
        raise Conflict(say("Nothing of {about} was late.\nThere is nothing to explain.", about=about))
    open_ones = [one for one in of_it if not one.reason]
    return (open_ones or of_it)[-1] if metric is None else of_it[-1]
