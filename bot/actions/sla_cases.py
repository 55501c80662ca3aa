"""Clocks of tickets and incidents as they stand now, derived from what happened; and kept to be found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions import customer, sla_book, sla_people
from bot.domain.calendar import ALWAYS
from bot.domain.incident import Incident
from bot.domain.sla_clock import ClockState, State
from bot.domain.sla_desk import believed, target_told, told
from bot.domain.sla_ladder import Ladder
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import next_at, reached
from bot.domain.sla_notice import Hush, silence
from bot.domain.sla_quiet import Quiet, quiet
from bot.domain.sla_rules import clocks_of
from bot.domain.sla_sweep import Concern
from bot.domain.sla_target import ALWAYS_OPEN, Target
from bot.domain.sla_tracked import Missed, Tracked
from bot.domain.sla_update import Update
from bot.domain.ticket import Gone, Priority, Ticket, ref
from bot.policies import ladder_of
from bot.ports import Work
from bot.world import World

LOOK_FIRST = timedelta(seconds=90)
"""So long before something is said about a ticket, its desk is asked how it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A ticket or an incident with all its clocks; of the other kind there is None."""

    about: str
    clocks: Sequence[ClockState]
    ticket: Ticket | None = None
    incident: Incident | None = None
    tier: str = ""

    def clock(self, metric: Metric, instance: int) -> ClockState | None:
        return next((one for one in self.clocks if (one.metric, one.instance) == (metric, instance)), None)

    @property
    def is_silent(self) -> bool:
        """Nothing is said of what cannot be seen, nor of an exercise."""
        if self.ticket:
            return self.ticket.gone is not Gone.HERE
        return self.incident is None or not self.incident.is_open

    @property
    def is_urgent(self) -> bool:
        return self.ticket is not None and self.ticket.priority is Priority.URGENT


def is_ticket(about: str) -> bool:
    """Keys of incidents have no colon."""
    return ":" in about


def read(world: World, work: Work, abouts: Iterable[str], now: datetime) -> dict[str, Case]:
    """Of those that are known, as they stand at `now`."""
    wanted = list(dict.fromkeys(abouts))
    updates = work.updates.of_several(wanted)
    tickets = work.tickets.several(ref(one) for one in wanted if is_ticket(one))
    by_name = {str(one): ticket for one, ticket in tickets.items()}
    found = {}
    for about in wanted:
        if is_ticket(about):
            if ticket := by_name.get(about):
                found[about] = _of_ticket(world, work, ticket, updates.get(about, []), now)
        elif incident := work.incidents.get(about):
            found[about] = _of_incident(world, work, incident, updates.get(about, []), now)
    return found


def _of_ticket(world: World, work: Work, ticket: Ticket, updates: list[Update], now: datetime) -> Case:
    promises = sla_book.current(world, work)
    clocks = clocks_of(updates, promises.book, promises.calendars, now)
    if world.settings.tickets.clock(ticket.system) == "desk":
        clocks = _by_the_desk(work, ticket, clocks, now)
    tier = customer.standing(world, ticket).tier
    return Case(about=str(ticket.ref), clocks=clocks, ticket=ticket, tier=tier)


def _of_incident(world: World, work: Work, incident: Incident, updates: list[Update], now: datetime) -> Case:
    promises = sla_book.current(world, work)
    clocks = clocks_of(updates, promises.book, promises.calendars, now)
    return Case(about=incident.key, clocks=clocks, incident=incident)


def _by_the_desk(work: Work, ticket: Ticket, clocks: list[ClockState], now: datetime) -> list[ClockState]:
    """The last run of each metric by the desk's figures; also of what no policy of ours promises."""
    found = list(clocks)
    for deadline in ticket.deadlines:
        places = [place for place, one in enumerate(found) if one.metric == deadline.metric]
        if places:
            found[places[-1]] = believed(found[places[-1]], deadline)
            continue
        begun = ticket.created_at or now
        kept = next((one for one in work.clocks.of(str(ticket.ref)) if one.metric == deadline.metric), None)
        target = _target(kept) if kept else target_told(deadline, begun, ALWAYS_OPEN, ALWAYS)
        if target:
            found.append(told(deadline, target, begun, ALWAYS, now))
    return found


def _target(kept: Tracked) -> Target:
    return Target(metric=kept.metric, seconds=kept.seconds, calendar=kept.calendar)


# --- kept to be found -------------------------------------------------------------------------


def derive(world: World, work: Work, about: str) -> Case | None:
    """Anew from everything that happened; the rest is looked at when its instant comes.

    Call it after updates were added, in the same unit of work.
    """
    now = world.clock.now()
    case = read(world, work, [about], now).get(about)
    if case is None:
        return None
    work.clocks.put(about, [tracked(world, case, clock) for clock in case.clocks])
    breached(work, case, now)
    return case


def breached(work: Work, case: Case, now: datetime) -> list[Missed]:
    """Writes down every target that was missed; those that were not known."""
    missed = [
        Missed(
            about=case.about,
            metric=clock.metric,
            instance=clock.instance,
            seconds=one.target.seconds,
            calendar=one.target.calendar,
            at=one.at,
            detected_at=now,
            policy=clock.policy,
        )
        for clock in case.clocks
        for one in clock.breaches
    ]
    return work.breaches.put(case.about, missed)


def tracked(world: World, case: Case, clock: ClockState) -> Tracked:
    """As it is kept after it was derived: whatever was reached is looked at at once."""
    return _kept(case, clock, _first_look(world, case, clock))


def swept(world: World, case: Case, clock: ClockState, *, held: Iterable[datetime]) -> Tracked:
    """As it is kept after everything that was reached by now was decided upon."""
    return _kept(case, clock, next_look(world, case, clock, held=held))


def _kept(case: Case, clock: ClockState, look_at: datetime | None) -> Tracked:
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
    instants = [_ahead(case, clock, one) for one in said]
    over = None if clock.is_breached else clock.reaches(clock.target.seconds + 1)
    if over and over > clock.now:
        instants.append(over)
    return min(instants, default=None)


def _ahead(case: Case, clock: ClockState, at: datetime) -> datetime:
    """In time to ask the desk of a ticket before anything is said about it."""
    ahead = at - LOOK_FIRST
    return ahead if case.ticket and ahead > clock.now else at


def ladder(world: World, case: Case, clock: ClockState) -> Ladder:
    return ladder_of(world.settings, clock.policy, incidents=case.incident is not None)


# --- with whom and what it concerns -------------------------------------------------------------


def concern(world: World, work: Work, case: Case, clock: ClockState, hushes: list[Hush]) -> Concern:
    """Everything that a decision about one clock needs."""

    def quiet_for(recipient: str) -> Quiet:
        own = sla_people.open_hours(world, work, recipient)
        return quiet(clock, is_urgent=case.is_urgent, own=own)

    people: sla_people.People = {}
    if case.ticket:
        people = sla_people.of_ticket(world, work, case.ticket, clock.policy)
    elif case.incident:
        people = sla_people.of_incident(world, work, case.incident)
    return Concern(
        about=case.about,
        clock=clock,
        ladder=ladder(world, case, clock),
        zone=clock.calendar.zone,
        people=people,
        quiet=quiet_for,
        silence=silence(hushes, clock.now),
    )
