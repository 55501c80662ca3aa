"""Clocks of tickets and incidents as they stand now, derived from what happened; and kept to be found."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.actions import customer, sla_book, sla_breaches, sla_look, sla_page, sla_people, sla_plan
from bot.actions.sla_desk import by_the_desk
from bot.domain.incident import Incident
from bot.domain.sla_book import Promises
from bot.domain.sla_case import Case, is_ticket
from bot.domain.sla_clock import State
from bot.domain.sla_rules import clocks_of
from bot.domain.sla_tracked import Tracked
from bot.domain.sla_update import Update, What, ordered
from bot.domain.ticket import Gone, Ref, Ticket, ref
from bot.ports import Work
from bot.world import World


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
    return Case(
        about=str(ticket.ref),
        clocks=clocks,
        ticket=ticket,
        tier=tier,
        ahead=_ahead(happened, now),
        edition=promises.number,
    )


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


def derive(world: World, work: Work, about: str) -> Case | None:
    """Anew from everything that happened; the rest is looked at when its instant comes.

    Call it after updates were added, in the same unit of work.
    """
    now = world.clock.now()
    case = read(world, work, [about], now).get(about)
    if case is None:
        return None
    kept = [sla_look.tracked(world, case, clock) for clock in case.clocks]
    plans = sla_plan.plans(world, work, case, kept)
    work.clocks.put(about, kept + _waiting(world, work, case), plans)
    sla_page.follow(world, work, {about: case}, sla_breaches.breached(work, case, now))
    return case


def _waiting(world: World, work: Work, case: Case) -> list[Tracked]:
    """Clocks that begin with what is still ahead: over until then, so that nobody sees them, but found."""
    if case.ahead is None:
        return []
    later = read(world, work, [case.about], case.ahead)[case.about]
    begin = [one for one in later.clocks if case.clock(one.metric, one.instance) is None]
    return [
        replace(
            sla_look.kept(later, one, case.ahead),
            state=State.CANCELLED,
            ended_at=case.ahead,
            look_at=case.ahead,
        )
        for one in begin
    ]
