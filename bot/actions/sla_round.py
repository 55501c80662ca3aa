"""One look at clocks that are due: what is to be said, waited for or given up, written in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import desk_outgoing, sla_clocks, sla_concern, sla_look, sla_nag
from bot.actions.sla_look import LOOK_FIRST
from bot.actions.sla_plan import Planner
from bot.domain.sla_case import Case
from bot.domain.sla_clock import ClockState, Source, State
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import Hush, Notice, NoticeState
from bot.domain.sla_plan import Plan
from bot.domain.sla_sweep import Decision, decide, settled
from bot.domain.sla_tracked import Missed, Name, Tracked
from bot.domain.ticket import Ref
from bot.ports import Work
from bot.world import World

PATIENCE = timedelta(seconds=15)
"""So long a desk may take to answer after a downtime, before people hear of what we know."""


class Round:
    """What is found out about clocks that are `due`; nothing is written before `write`.

    `turned` are those to which something happened by itself: their clocks are to be derived anew, and
    until that is done, also by somebody else after a crash, they stay due.
    """

    def __init__(self, world: World, work: Work, now: datetime, due: Sequence[Tracked]) -> None:
        self._world, self._work, self._now = world, work, now
        self._unsure = _unsure(world, work, due, now)
        self._send: list[Nag] = []
        self._held: list[Nag] = []
        self._superseded: list[Nag] = []
        self._kept: list[Tracked] = []
        self._planner = Planner(world, work)
        self._plans: dict[Name, Plan] = {}
        self._asks: dict[Ref, None] = {}
        self.turned: set[str] = set()

    def look(
        self, tracked: Tracked, case: Case | None, notices: Sequence[Notice], hushes: list[Hush]
    ) -> None:
        """Of what is not known any more nothing is said."""
        clock = case.clock(tracked.metric, tracked.instance) if case else None
        if case is None:
            self._kept.append(replace(tracked, look_at=None))
        elif clock is None:
            self.turned.add(case.about)
        else:
            self._look(tracked, case, clock, notices, hushes)

    def _look(
        self,
        tracked: Tracked,
        case: Case,
        clock: ClockState,
        notices: Sequence[Notice],
        hushes: list[Hush],
    ) -> None:
        decision, put_off = Decision(), False
        if clock.state is State.ACTIVE and not case.is_silent:
            decision = self._decided(case, clock, notices, hushes)
            put_off = bool(decision.send) and self._is_unsure(case) and not _was_asked(tracked, notices)
            (self._held if put_off else self._send).extend(decision.send)
        later = [one.allowed_at for one in decision.held] + _ends(clock, hushes)
        kept = sla_look.swept(self._world, case, clock, held=later)
        if sla_clocks.has_turned(tracked, kept):
            self.turned.add(case.about)
        else:
            self._kept.append(replace(kept, look_at=self._now + PATIENCE) if put_off else kept)
            if decision == Decision():
                # Whatever is decided now is not among these notices yet.
                self._plan(case, clock, kept, notices, hushes)
        is_soon = kept.look_at is not None and kept.look_at - self._now <= LOOK_FIRST
        if case.ticket and (is_soon or put_off or _desk_should_say(clock)):
            self._asks[case.ticket.ref] = None

    def _plan(
        self,
        case: Case,
        clock: ClockState,
        kept: Tracked,
        notices: Sequence[Notice],
        hushes: Sequence[Hush],
    ) -> None:
        if plan := self._planner.plan(case, clock, kept, notices, hushes):
            self._plans[kept.name] = plan

    def _decided(
        self, case: Case, clock: ClockState, notices: Sequence[Notice], hushes: list[Hush]
    ) -> Decision:
        given_up = {one.key for one in notices if one.state is NoticeState.SUPERSEDED}
        concern = sla_concern.concern(self._world, self._work, case, clock, hushes, notices)
        decision = decide(concern, settled(concern, notices))
        self._superseded += [one for one in decision.superseded if one.key not in given_up]
        self._held += decision.held
        return decision

    def _is_unsure(self, case: Case) -> bool:
        return case.ticket is not None and case.ticket.ref in self._unsure

    def write(self, missed: Sequence[Missed], notices: Mapping[str, Sequence[Notice]]) -> None:
        """`missed` is what is late since this look; nags come before readings, in one order for everybody."""
        sla_nag.put(self._world, self._work, self._send)
        sla_nag.show_late(self._world, self._work, missed, notices, self._send)
        sla_nag.keep(self._work, self._held, self._superseded, self._now)
        self._work.clocks.save(self._kept, self._plans)
        self._ask_first()

    def _ask_first(self) -> None:
        """How tickets stand of which something is to be said soon, unless we have just looked."""
        read = self._work.tickets.when_read(self._asks)
        stale = [one for one in self._asks if one not in read or abs(self._now - read[one]) > LOOK_FIRST]
        connected = [one for one in stale if one.system in self._world.desks]
        # In one order for everybody: another replica may look at other clocks of the same tickets.
        desk_outgoing.reads(self._world, self._work, sorted(connected))


def _unsure(world: World, work: Work, due: Sequence[Tracked], now: datetime) -> set[Ref]:
    """Tickets that should have been looked at long ago, when nobody was there to ask how they stand."""
    long_ago = now - LOOK_FIRST
    missed = {
        Ref(one.system, one.ticket)
        for one in due
        if one.system in world.desks and one.look_at and one.look_at < long_ago
    }
    read = work.tickets.when_read(missed)
    return {one for one in missed if one not in read or read[one] < long_ago}


def _was_asked(tracked: Tracked, notices: Sequence[Notice]) -> bool:
    """Whether this look is the one for which something was put off, so that it is put off once."""
    since = (tracked.look_at or tracked.started_at) - PATIENCE
    return any(one.state is NoticeState.HELD and one.recorded_at >= since for one in notices)


def _desk_should_say(clock: ClockState) -> bool:
    """It is past the due of a desk that is believed, and the desk has not told yet that it was missed."""
    return clock.source is Source.DESK and clock.is_breached and not clock.breaches


def _ends(clock: ClockState, hushes: Sequence[Hush]) -> list[datetime]:
    """Until when somebody is on it, or wants to be left alone."""
    ours = (one for one in hushes if (one.metric, one.instance) == (clock.metric, clock.instance))
    return [one.until for one in ours if one.until and one.until > clock.now]
