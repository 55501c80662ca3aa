"""With whom and what a clock concerns, as things stand now."""

from collections.abc import Iterable
from datetime import timedelta

from bot.actions import sla_look, sla_people
from bot.domain.sla_case import Case
from bot.domain.sla_clock import ClockState
from bot.domain.sla_notice import Hush, Notice, NoticeState, silence
from bot.domain.sla_quiet import Quiet, quiet
from bot.domain.sla_sweep import Concern
from bot.ports import Work
from bot.world import World

UNREACHED = timedelta(days=1)
"""So long others hear in place of whom nothing could be delivered to; then they are tried again."""


def concern(
    world: World,
    work: Work,
    case: Case,
    clock: ClockState,
    hushes: list[Hush],
    notices: Iterable[Notice],
) -> Concern:
    """`notices` are those about the case, so that whom they did not reach is passed over."""

    def quiet_for(recipient: str) -> Quiet:
        own = None if recipient in awake else sla_people.open_hours(world, work, recipient)
        return quiet(clock, is_urgent=case.is_urgent, own=own)

    without = _unreached(clock, notices)
    people: sla_people.People = {}
    if case.ticket:
        people = sla_people.of_ticket(world, work, case.ticket, clock.policy, without=without)
    elif case.incident:
        people = sla_people.of_incident(world, work, case.incident, without=without)
    awake = sla_people.wearing_hats(people)
    return Concern(
        about=case.about,
        clock=clock,
        ladder=sla_look.ladder(world, case, clock),
        zone=clock.calendar.zone,
        people=people,
        quiet=quiet_for,
        silence=silence(hushes, clock.now),
    )


def _unreached(clock: ClockState, notices: Iterable[Notice]) -> frozenset[str]:
    since = clock.now - UNREACHED
    return frozenset(
        one.recipient
        for one in notices
        if one.state is NoticeState.FAILED
        and (one.metric, one.instance) == (clock.metric, clock.instance)
        and one.recorded_at > since
    )
