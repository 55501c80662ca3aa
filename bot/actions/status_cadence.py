"""How well customers of one incident were kept informed: the updates that were promised, and came in time."""

from datetime import datetime

from bot.actions import sla_cases
from bot.domain.sla_clock import State
from bot.domain.sla_metric import Metric
from bot.domain.status_brief import Cadence
from bot.ports import Work
from bot.world import World


def cadence(world: World, work: Work, key: str) -> Cadence:
    """Counted from the clocks of `incident_update_time`; one that still runs counts once it is late."""
    now: datetime = world.clock.now()
    case = sla_cases.read(world, work, [key], now).get(key)
    clocks = [one for one in case.clocks if one.metric is Metric.INCIDENT_UPDATE] if case else []
    late = sum(one.is_breached for one in clocks)
    in_time = sum(one.state is State.FULFILLED and not one.is_breached for one in clocks)
    return Cadence(in_time, in_time + late)
