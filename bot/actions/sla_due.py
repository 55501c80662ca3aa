"""What is due next: mine, my team's, or everything; and what breaks before a shift ends."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.actions import sla_alone, sla_beside, sla_cases, sla_people, sla_promises, sla_reach, sla_ticket
from bot.domain.calendar import Calendar
from bot.domain.incident import Incident
from bot.domain.sla_case import is_ticket
from bot.domain.sla_metric import Metric
from bot.domain.sla_promised import Agenda, Lack, Promised, Whose
from bot.domain.sla_shift import closing
from bot.domain.sla_tracked import Tracked
from bot.domain.ticket import Ticket, ref
from bot.ports import Work
from bot.world import World

LOOKED_AT = 1000
"""Tickets among which the first due are found."""

PAGE = 12
"""Promises on one card."""

A_SHIFT = timedelta(hours=8)
"""Until when a shift goes of which no calendar tells the end."""

MaySee = Callable[[Incident], bool]


def agenda(  # noqa: PLR0913 - what people may ask
    world: World,
    work: Work,
    person: str,
    whose: Whose,
    may_see: MaySee,
    *,
    until: datetime | None = None,
    team: str = "",
    page: int = 1,
    size: int = PAGE,
) -> Agenda:
    """One page of what is due; `may_see` decides about incidents, `team` names one that is not mine."""
    now = world.clock.now()
    teams = (team,) if team else sla_reach.teams_of(world, work, person)
    reach = sla_reach.reach(world, work, person, whose, teams)
    bare = Agenda(
        whose=whose,
        now=now,
        until=until,
        page=page,
        teams=teams,
        lack=_lack(world, work, reach, whose, teams),
    )
    tracked, is_cut, unread = _tracked(work, reach, whose)
    found = [one for one in tracked if not one.state.is_over and _may_see(work, one, may_see)]
    if until is not None:
        found = [one for one in found if _is_late(one, now) or (one.due_at and one.due_at <= until)]
    found.sort(key=lambda one: _order(one, now))
    shown, broken = _promised(world, work, found[(page - 1) * size : page * size], now)
    return replace(
        bare,
        promised=tuple(shown),
        total=len(found),
        late=sum(_is_late(one, now) for one in found),
        pages=-(-len(found) // size),
        silent=_silent(world, work, shown),
        is_cut=is_cut,
        broken=tuple(dict.fromkeys((*unread, *broken))),
    )


def shift_end(world: World, work: Work, person: str) -> datetime:
    """By one's own hours, else by the calendar of the team's policies, else by any, else in eight hours."""
    now = world.clock.now()
    teams = sla_reach.teams_of(world, work, person)
    policies = world.settings.sla
    names = [one.calendar for one in policies if one.team in teams and one.team]
    names += [one.calendar for one in policies]
    calendars: list[Calendar | None] = [sla_people.open_hours(world, work, person)]
    calendars += [world.calendars.get(name) for name in dict.fromkeys(names)]
    ends = (closing(one, now) for one in calendars if one)
    return next((end for end in ends if end), now + A_SHIFT)


def linked(world: World, work: Work, incident: str, *, limit: int) -> tuple[list[Promised], int]:
    """What was promised to linked tickets and is due first, and how many more there are."""
    now = world.clock.now()
    links = work.ticket_links.of(incident, limit=LOOKED_AT)
    tracked = work.clocks.of_several(str(one.link.ref) for one in links)
    found = sorted((one for one in tracked if not one.state.is_over), key=lambda one: _order(one, now))
    shown, _ = _promised(world, work, found[:limit], now)
    return shown, max(0, len(found) - limit)


def _lack(world: World, work: Work, reach: sla_reach.Reach, whose: Whose, teams: Sequence[str]) -> Lack:
    """What an operator would have to set before anything can be found."""
    if not world.desks:
        return Lack.NO_DESK
    if not any(sla_ticket.watches(world, work, system) for system in world.desks):
        return Lack.NO_POLICY
    if whose is Whose.TEAM and not teams:
        return Lack.NO_TEAM
    if whose in (Whose.ME, Whose.SHIFT) and not (reach.ids or reach.emails or reach.groups):
        return Lack.STRANGER
    return Lack.NOTHING


def _tracked(work: Work, reach: sla_reach.Reach, whose: Whose) -> tuple[list[Tracked], bool, tuple[str, ...]]:
    """With whether there are more than can be looked at, and which of them cannot be read."""
    if whose is Whose.ALL:
        every = work.clocks.due(limit=LOOKED_AT)
        return every, len(every) == LOOKED_AT, ()
    refs = work.tickets.worked_on(reach.ids, reach.emails, reach.groups, limit=LOOKED_AT)
    is_cut = len(refs) == LOOKED_AT
    abouts = list(map(str, refs))
    broken: tuple[str, ...] = ()
    if whose is Whose.SHIFT:
        known, broken = sla_alone.read(abouts, partial(_tickets, work))
        abouts = [one for one in abouts if one in known and (_is_free(known[one]) or reach.has(known[one]))]
    held = {one.incident for one in work.roles.held_by(sorted(reach.people))}
    return work.clocks.of_several([*abouts, *sorted(held)]), is_cut, broken


def _tickets(work: Work, abouts: Iterable[str]) -> dict[str, Ticket]:
    return {str(one): ticket for one, ticket in work.tickets.several(map(ref, abouts)).items()}


def _is_free(ticket: Ticket) -> bool:
    return not (ticket.assignee or ticket.assignee_id or ticket.assignee_email)


def _may_see(work: Work, one: Tracked, may_see: MaySee) -> bool:
    if is_ticket(one.about):
        return True
    incident = work.incidents.get(one.about)
    return incident is not None and incident.is_open and may_see(incident)


def _is_late(one: Tracked, now: datetime) -> bool:
    return one.is_breached or (one.due_at is not None and one.due_at < now)


def _order(one: Tracked, now: datetime) -> tuple[bool, bool, float, str, Metric]:
    due = one.due_at.timestamp() if one.due_at else 0.0
    return not _is_late(one, now), one.due_at is None, due, one.about, one.metric


def _promised(
    world: World, work: Work, found: Sequence[Tracked], now: datetime
) -> tuple[list[Promised], tuple[str, ...]]:
    """As they stand now, and what cannot be read; what ended a moment ago is left out."""
    abouts = [one.about for one in found]
    cases, broken = sla_alone.read(abouts, lambda some: sla_cases.read(world, work, some, now))
    clocks = [
        (case, clock)
        for one in found
        if (case := cases.get(one.about)) and (clock := case.clock(one.metric, one.instance))
    ]
    shown = [
        sla_promises.promised(world, work, case, clock) for case, clock in clocks if not clock.state.is_over
    ]
    return shown, broken


def _silent(world: World, work: Work, shown: Iterable[Promised]) -> dict[str, datetime]:
    tickets = {one.ticket.system: one.ticket for one in shown if one.ticket}
    silent = ((system, sla_beside.as_of(world, work, ticket)) for system, ticket in tickets.items())
    return {system: since for system, since in silent if since}
