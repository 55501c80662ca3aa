"""When a clock has to be looked at next, and how it is kept until then."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.sla_case import Case
from bot.domain.sla_clock import ClockState, State
from bot.domain.sla_ladder import Ladder
from bot.domain.sla_nag import next_at, reached
from bot.domain.sla_tracked import Tracked
from bot.policies import ladder_of
from bot.world import World

LOOK_FIRST = timedelta(seconds=90)
"""So long before something is said about a ticket, its desk is asked how it stands."""


def tracked(world: World, case: Case, clock: ClockState) -> Tracked:
    """As it is kept after it was derived: whatever was reached is looked at at once."""
    return kept(case, clock, _no_later(_first_look(world, case, clock), case.ahead))


def swept(world: World, case: Case, clock: ClockState, *, held: Iterable[datetime]) -> Tracked:
    """As it is kept after everything that was reached by now was decided upon."""
    return kept(case, clock, _no_later(next_look(world, case, clock, held=held), case.ahead))


def _no_later(look_at: datetime | None, than: datetime | None) -> datetime | None:
    return min((one for one in (look_at, than) if one), default=None)


def kept(case: Case, clock: ClockState, look_at: datetime | None) -> Tracked:
    ticket = case.ticket
    return Tracked(
        about=case.about,
        metric=clock.metric,
        instance=clock.instance,
        state=clock.state,
        started_at=clock.started_at,
        seconds=clock.target.seconds,
        calendar=clock.target.calendar,
        policy=clock.policy,
        version=clock.version,
        due_at=clock.due,
        ended_at=clock.ended_at,
        look_at=look_at,
        source=clock.source,
        is_breached=clock.is_breached,
        system=ticket.system if ticket else "",
        ticket=ticket.id if ticket else "",
    )


def _first_look(world: World, case: Case, clock: ClockState) -> datetime | None:
    if clock.state is not State.ACTIVE or case.is_silent:
        return None
    if reached(clock, ladder(world, case, clock), clock.calendar.zone):
        return clock.now
    return next_look(world, case, clock, held=())


def next_look(world: World, case: Case, clock: ClockState, *, held: Iterable[datetime]) -> datetime | None:
    """When something may have to be said, or has to be written down, if nothing happens before."""
    if clock.state is not State.ACTIVE or case.is_silent:
        return None
    following = next_at(clock, ladder(world, case, clock), clock.calendar.zone)
    said = [*held, *((following,) if following else ())]
    instants = [_in_time_to_ask(case, clock, one) for one in said]
    over = None if clock.is_breached else clock.reaches(clock.target.seconds + 1)
    if over and over > clock.now:
        instants.append(over)
    return min(instants, default=None)


def _in_time_to_ask(case: Case, clock: ClockState, at: datetime) -> datetime:
    """In time to ask the desk of a ticket before anything is said about it."""
    ahead = at - LOOK_FIRST
    return ahead if case.ticket and ahead > clock.now else at


def ladder(world: World, case: Case, clock: ClockState) -> Ladder:
    return ladder_of(world.settings, clock.policy, incidents=case.incident is not None)
