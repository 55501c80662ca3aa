"""What the clock does about promises: clocks that are due are looked at, and people hear of them.

What is decided, and the rows that carry it outside, are written in one unit of work; whether it
still holds is asked again when it is sent (`bot/actions/sla_nag.py`).
"""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions import desk_outgoing, sla_cases, sla_clocks, sla_incident, sla_nag
from bot.actions.sla_cases import Case
from bot.domain.sla_clock import ClockState, Source, State
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import Nag
from bot.domain.sla_notice import Hush, Notice, NoticeState
from bot.domain.sla_sweep import decide, settled
from bot.domain.sla_tracked import Tracked
from bot.domain.ticket import Ref
from bot.ports import Work
from bot.world import World

BATCH = 200
"""Clocks in one unit of work."""

PATIENCE = timedelta(seconds=15)
"""So long a desk may take to answer after a downtime, before people hear of what we know."""

BATCHES = 50
"""Units of work that one knock does at most; the rest is due at the next."""


def sweep(world: World) -> int:
    """Looks at every clock that is due; how many those were. Safe to run in several replicas at once."""
    looked = 0
    for _ in range(BATCHES):
        with world.store.read() as work:
            if not work.clocks.is_any_due(world.clock.now()):
                break
        if not (some := _batch(world)):
            break  # Another replica is at work on them.
        looked += some
    return looked


def _batch(world: World) -> int:
    now = world.clock.now()
    turned: set[str] = set()
    with world.store.change() as work:
        due = work.clocks.take_due(now, limit=BATCH)
        abouts = {one.about for one in due}
        cases = sla_cases.read(world, work, abouts, now)
        notices = work.notices.of_several(abouts)
        hushes = work.hushes.of_several(abouts)
        round_ = _Round(world, work, now, _unsure(world, work, due, now))
        for one in due:
            case = cases.get(one.about)
            clock = case.clock(one.metric, one.instance) if case else None
            if case and clock:
                kept = round_.look(one, case, clock, notices.get(one.about, []), hushes.get(one.about, []))
                if sla_clocks.has_turned(one, kept):
                    turned.add(one.about)
            else:
                round_.nothing(one)
                turned |= {one.about} & cases.keys()
        missed = sla_cases.all_breached(work, cases.values(), now)
        overdue = sorted({one.about for one in missed if one.metric is Metric.INCIDENT_UPDATE})
        round_.write()
        sla_nag.show_late(world, work, missed, notices, round_.said)
    _derive(world, sorted(turned))
    for about in overdue:
        sla_incident.overdue(world, about)
    return len(due)


def _derive(world: World, abouts: Sequence[str]) -> None:
    """Something counts now that was known before its instant, so that clocks began, ended or stopped."""
    for about in abouts:
        with world.store.change() as work:
            work.clocks.lock(about)
            sla_cases.derive(world, work, about)
            sla_nag.redraw(world, work, about)


def _unsure(world: World, work: Work, due: Sequence[Tracked], now: datetime) -> set[Ref]:
    """Tickets that should have been looked at long ago, when nobody was there to ask how they stand."""
    long_ago = now - sla_cases.LOOK_FIRST
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


class _Round:
    """What is found out about a batch, written at its end in one go."""

    def __init__(self, world: World, work: Work, now: datetime, unsure: Container[Ref]) -> None:
        self._world, self._work, self._now, self._unsure = world, work, now, unsure
        self._send: list[Nag] = []
        self._held: list[Nag] = []
        self._superseded: list[Nag] = []
        self._kept: list[Tracked] = []
        self._asks: dict[Ref, None] = {}

    def nothing(self, tracked: Tracked) -> None:
        """Of what is not known any more nothing is said."""
        self._kept.append(replace(tracked, look_at=None))

    def look(
        self,
        tracked: Tracked,
        case: Case,
        clock: ClockState,
        notices: Sequence[Notice],
        hushes: list[Hush],
    ) -> Tracked:
        """As it is kept from now on."""
        held: tuple[Nag, ...] = ()
        put_off = False
        if clock.state is State.ACTIVE and not case.is_silent:
            given_up = {one.key for one in notices if one.state is NoticeState.SUPERSEDED}
            concern = sla_cases.concern(self._world, self._work, case, clock, hushes)
            decision = decide(concern, settled(concern, notices))
            held = decision.held
            put_off = bool(decision.send) and self._is_unsure(case) and not _was_asked(tracked, notices)
            (self._held if put_off else self._send).extend(decision.send)
            self._superseded += [one for one in decision.superseded if one.key not in given_up]
            self._held += held
        later = [one.allowed_at for one in held] + _ends(clock, hushes)
        kept = sla_cases.swept(self._world, case, clock, held=later)
        self._kept.append(replace(kept, look_at=self._now + PATIENCE) if put_off else kept)
        is_soon = kept.look_at is not None and kept.look_at - self._now <= sla_cases.LOOK_FIRST
        if case.ticket and (is_soon or put_off or _desk_should_say(clock)):
            self._asks[case.ticket.ref] = None
        return kept

    def _is_unsure(self, case: Case) -> bool:
        return case.ticket is not None and case.ticket.ref in self._unsure

    @property
    def said(self) -> Sequence[Nag]:
        return self._send

    def write(self) -> None:
        sla_nag.put(self._world, self._work, self._send)
        sla_nag.keep(self._work, self._held, self._superseded, self._now)
        self._work.clocks.save(self._kept)
        self._ask_first()

    def _ask_first(self) -> None:
        """How tickets stand of which something is to be said soon, unless we have just looked."""
        read = self._work.tickets.when_read(self._asks)
        stale = [
            one for one in self._asks if one not in read or abs(self._now - read[one]) > sla_cases.LOOK_FIRST
        ]
        connected = [one for one in stale if one.system in self._world.desks]
        # In one order for everybody: another replica may look at other clocks of the same tickets.
        desk_outgoing.reads(self._world, self._work, sorted(connected))


def _desk_should_say(clock: ClockState) -> bool:
    """It is past the due of a desk that is believed, and the desk has not told yet that it was missed."""
    return clock.source is Source.DESK and clock.is_breached and not clock.breaches


def _ends(clock: ClockState, hushes: Sequence[Hush]) -> list[datetime]:
    """Until when somebody is on it, or wants to be left alone."""
    ours = (one for one in hushes if (one.metric, one.instance) == (clock.metric, clock.instance))
    return [one.until for one in ours if one.until and one.until > clock.now]
