"""Clocks of tickets and incidents as they stand now, derived from what happened; and kept to be found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.actions import customer, sla_book, sla_people
from bot.actions.sla_desk import by_the_desk
from bot.domain.incident import Incident
from bot.domain.sla_book import Promises
from bot.domain.sla_clock import ClockState, State
from bot.domain.sla_ladder import Ladder
from bot.domain.sla_metric import Metric
from bot.domain.sla_nag import next_at, reached
from bot.domain.sla_notice import Hush, silence
from bot.domain.sla_quiet import Quiet, quiet
from bot.domain.sla_rules import clocks_of
from bot.domain.sla_sweep import Concern
from bot.domain.sla_tracked import Missed, Tracked
from bot.domain.sla_update import Update, What, ordered
from bot.domain.ticket import Gone, Priority, Ref, Ticket, ref
from bot.policies import ladder_of
from bot.ports import Work
from bot.world import World

LOOK_FIRST = timedelta(seconds=90)
"""So long before something is said about a ticket, its desk is asked how it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A ticket or an incident with all its clocks; of the other kind there is None.

    `ahead` is when the next thing counts of which we know already: the clocks of desks and of this
    machine are not the same.
    """

    about: str
    clocks: Sequence[ClockState]
    ticket: Ticket | None = None
    incident: Incident | None = None
    tier: str = ""
    ahead: datetime | None = None

    def clock(self, metric: Metric, instance: int) -> ClockState | None:
        return next((one for one in self.clocks if (one.metric, one.instance) == (metric, instance)), None)

    @property
    def is_silent(self) -> bool:
        """Nothing is said of what cannot be seen, nor of what is over."""
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
    promises = sla_book.current(world, work)
    told = _kept_by_desks(world, work, tickets)
    work.people.with_emails(sla_people.addresses(world, tickets.values()))
    found = {}
    for about in wanted:
        if is_ticket(about):
            if ticket := by_name.get(about):
                found[about] = _of_ticket(
                    world, promises, ticket, updates.get(about, []), told.get(about, ()), now
                )
        elif incident := work.incidents.get(about):
            found[about] = _of_incident(promises, incident, updates.get(about, []), now)
    return found


def _of_ticket(
    world: World,
    promises: Promises,
    ticket: Ticket,
    updates: list[Update],
    kept: Sequence[Tracked],
    now: datetime,
) -> Case:
    happened = [one for one in updates if not _is_undone(ticket, one)]
    clocks = clocks_of(happened, promises.book, promises.calendars, now)
    if world.settings.tickets.clock(ticket.system) == "desk":
        clocks = by_the_desk(ticket, clocks, kept, now)
    tier = customer.standing(world, ticket).tier
    return Case(about=str(ticket.ref), clocks=clocks, ticket=ticket, tier=tier, ahead=_ahead(happened, now))


def _is_undone(ticket: Ticket, update: Update) -> bool:
    """Desks give deleted tickets back, and say of those that they hide that there are none."""
    return update.what is What.DELETED and ticket.gone is Gone.HERE


def _of_incident(promises: Promises, incident: Incident, updates: list[Update], now: datetime) -> Case:
    """What we wrote down ourselves has happened, also when our clock was put back after it."""
    seen = max((now, *(one.at for one in updates)))
    clocks = clocks_of(updates, promises.book, promises.calendars, seen)
    return Case(about=incident.key, clocks=clocks, incident=incident)


def _ahead(updates: Sequence[Update], now: datetime) -> datetime | None:
    """Nothing counts before the beginning, whatever it claims."""
    if all(one.at <= now for one in updates):
        return None
    return min((one.at for one in ordered(updates) if one.at > now), default=None)


def _kept_by_desks(world: World, work: Work, refs: Iterable[Ref]) -> dict[str, list[Tracked]]:
    """What was kept of clocks where a desk is believed, which tells less than we have to remember."""
    wanted = [str(one) for one in refs if world.settings.tickets.clock(one.system) == "desk"]
    found: dict[str, list[Tracked]] = {}
    for one in work.clocks.of_several(wanted) if wanted else ():
        found.setdefault(one.about, []).append(one)
    return found


# --- kept to be found -------------------------------------------------------------------------


def derive(world: World, work: Work, about: str) -> Case | None:
    """Anew from everything that happened; the rest is looked at when its instant comes.

    Call it after updates were added, in the same unit of work.
    """
    now = world.clock.now()
    case = read(world, work, [about], now).get(about)
    if case is None:
        return None
    kept = [tracked(world, case, clock) for clock in case.clocks]
    work.clocks.put(about, kept + _waiting(world, work, case))
    breached(work, case, now)
    return case


def _waiting(world: World, work: Work, case: Case) -> list[Tracked]:
    """Clocks that begin with what is still ahead: over until then, so that nobody sees them, but found."""
    if case.ahead is None:
        return []
    later = read(world, work, [case.about], case.ahead)[case.about]
    begin = [one for one in later.clocks if case.clock(one.metric, one.instance) is None]
    return [
        replace(_kept(later, one, case.ahead), state=State.CANCELLED, ended_at=case.ahead, look_at=case.ahead)
        for one in begin
    ]


def breached(work: Work, case: Case, now: datetime) -> list[Missed]:
    """Writes down every target that was missed; those that were not known.

    What is known to have been missed later than our clock shows now stays: the clock was put back.
    """
    return all_breached(work, [case], now)


def all_breached(work: Work, cases: Iterable[Case], now: datetime) -> list[Missed]:
    """As `breached`, of many at once."""
    by_name = {case.about: case for case in cases}
    missed = {about: _missed(case, now) for about, case in by_name.items()}
    for one in work.breaches.of_several(by_name):
        if one.at > now and _goes_on(by_name[one.about], one):
            missed[one.about].append(one)
    return work.breaches.put_all(missed)


def _missed(case: Case, now: datetime) -> list[Missed]:
    return [
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


def _goes_on(case: Case, missed: Missed) -> bool:
    clock = case.clock(missed.metric, missed.instance)
    return clock is None or not clock.state.is_over


def tracked(world: World, case: Case, clock: ClockState) -> Tracked:
    """As it is kept after it was derived: whatever was reached is looked at at once."""
    return _kept(case, clock, _no_later(_first_look(world, case, clock), case.ahead))


def swept(world: World, case: Case, clock: ClockState, *, held: Iterable[datetime]) -> Tracked:
    """As it is kept after everything that was reached by now was decided upon."""
    return _kept(case, clock, _no_later(next_look(world, case, clock, held=held), case.ahead))


def _no_later(look_at: datetime | None, than: datetime | None) -> datetime | None:
    return min((one for one in (look_at, than) if one), default=None)


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


# --- with whom and what it concerns -------------------------------------------------------------


def concern(world: World, work: Work, case: Case, clock: ClockState, hushes: list[Hush]) -> Concern:
    """Everything that a decision about one clock needs."""

    def quiet_for(recipient: str) -> Quiet:
        own = None if recipient in awake else sla_people.open_hours(world, work, recipient)
        return quiet(clock, is_urgent=case.is_urgent, own=own)

    people: sla_people.People = {}
    if case.ticket:
        people = sla_people.of_ticket(world, work, case.ticket, clock.policy)
    elif case.incident:
        people = sla_people.of_incident(world, work, case.incident)
    awake = sla_people.wearing_hats(people)
    return Concern(
        about=case.about,
        clock=clock,
        ladder=ladder(world, case, clock),
        zone=clock.calendar.zone,
        people=people,
        quiet=quiet_for,
        silence=silence(hushes, clock.now),
    )
