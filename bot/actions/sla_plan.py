"""Plans: what a clock will call for at its next look, made when that look is near.

Of a ticket only, and of what is plainly said: where somebody asked for silence, could not be reached,
or has to wait for their hours, where something is late, or a desk is believed, the look decides.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actions import sla_concern, sla_look, sla_people
from bot.domain.sla_case import Case
from bot.domain.sla_clock import ClockState, Source, State
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import Hush, Notice, NoticeState
from bot.domain.sla_plan import Plan, as_of, holds_until, is_open
from bot.domain.sla_quiet import Quiet
from bot.domain.sla_sweep import Concern, decide, settled
from bot.domain.sla_tracked import Name, Tracked
from bot.ports import Work
from bot.world import World

NEAR = timedelta(seconds=90)
"""So long before its instant a plan is made; earlier, too much would happen in between."""


def made_of(world: World, edition: int) -> str:
    """Everything that is the same for all plans of this process, as long as this is the newest edition."""
    chats, desks = ",".join(sorted(world.voices)), ",".join(sorted(world.desks))
    return f"{edition}/{world.settings.digest}/{chats}/{desks}"


def plans(world: World, work: Work, case: Case, kept: Sequence[Tracked]) -> dict[Name, Plan]:
    """Of those of these clocks that can be foretold, as they are kept from now on."""
    now = world.clock.now()
    near = [one for one in kept if _is_near(one, now)]
    if not near or case.ticket is None:
        return {}
    notices = work.notices.of_several([case.about]).get(case.about, [])
    hushes = work.hushes.of_several([case.about]).get(case.about, [])
    planner = Planner(world, work)
    found = {}
    for one in near:
        clock = case.clock(one.metric, one.instance)
        if clock and (plan := planner.plan(case, clock, one, notices, hushes)):
            found[one.name] = plan
    return found


def _is_near(one: Tracked, now: datetime) -> bool:
    return one.look_at is not None and now < one.look_at <= now + NEAR


class Planner:
    """Makes plans in one unit of work."""

    def __init__(self, world: World, work: Work) -> None:
        self._world, self._work = world, work

    def plan(
        self,
        case: Case,
        clock: ClockState,
        kept: Tracked,
        notices: Sequence[Notice],
        hushes: Sequence[Hush],
    ) -> Plan | None:
        """None where the look has to decide."""
        at = kept.look_at
        if at is None or not _is_near(kept, clock.now) or hushes or not _is_plain(case, clock, notices):
            return None
        if case.ticket and sla_people.is_found_by_address(self._world, case.ticket, clock.policy):
            return None
        then = as_of(clock, at)
        if then is None or (case.ahead and case.ahead <= at):
            return None
        concern = sla_concern.concern(self._world, self._work, case, then, [], notices)
        nags = _plainly_said(concern, notices)
        if not nags or not self._keep_known_hours(nags):
            return None
        quiet = [concern.quiet(one.recipient) for one in nags]
        return self._plan(case, then, nags, quiet) if all(is_open(one, at) for one in quiet) else None

    def _plan(
        self, case: Case, then: ClockState, nags: tuple[Nag, ...], quiet: Sequence[Quiet]
    ) -> Plan | None:
        following = sla_look.swept(self._world, case, then, held=()).look_at
        ticket = case.ticket
        if ticket is None:
            return None
        until = holds_until(then.now, quiet, following, asked=ticket.system in self._world.desks)
        address = next(iter(sla_people.addresses(self._world, [ticket])), "")
        people = tuple(self._work.people.with_email(address))
        if len(people) > 1:
            return None
        return Plan(
            nags=nags,
            ticket=ticket,
            address=address,
            people=people,
            made_of=made_of(self._world, case.edition),
            following=following,
            until=until,
        )

    def _keep_known_hours(self, nags: Sequence[Nag]) -> bool:
        """Whether it is known from the settings alone when these want to be left in peace."""
        settings = self._world.settings
        if len(self._world.voices) < 2 or not any(one.quiet for one in settings.people.values()):
            return True
        return all(settings.known_as(one.recipient) for one in nags)


def _is_plain(case: Case, clock: ClockState, notices: Sequence[Notice]) -> bool:
    if case.ticket is None or case.is_silent or clock.state is not State.ACTIVE:
        return False
    if clock.source is not Source.COMPUTED:
        return False
    return all(one.state is not NoticeState.FAILED for one in notices)


def _plainly_said(concern: Concern, notices: Sequence[Notice]) -> tuple[Nag, ...]:
    """What is to be said at once; nothing where anything waits or is given up."""
    decision = decide(concern, settled(concern, notices))
    given_up = {one.key for one in notices if one.state is NoticeState.SUPERSEDED}
    if decision.held or any(one.key not in given_up for one in decision.superseded):
        return ()
    return () if any(one.is_held for one in decision.send) else decision.send
