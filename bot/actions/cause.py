"""Customers who want to know why it happened: by their own words, or because somebody says so."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from bot.actions import board
from bot.actions.change import changing
from bot.domain.audit import Actor
from bot.domain.cause_request import CauseRequest
from bot.domain.cause_words import asking
from bot.domain.link import Link, LinkState
from bot.domain.sla_update import Update
from bot.domain.ticket import Ref
from bot.domain.wording import say
from bot.errors import Conflict, NotFound
from bot.ports import Work
from bot.world import World

EARLIER = timedelta(days=1)
"""What customers wrote so long before an incident was declared may be about it."""


def heard(world: World, work: Work, links: Sequence[Link], updates: Sequence[Update]) -> None:
    """Their own words say it, once; not where somebody has said by hand whether they ask."""
    asked = [(one.at, said) for one in updates if one.is_question and (said := asking(one.words))]
    for link in links if asked else ():
        if link.state is LinkState.LINKED and work.cause_requests.get(link.incident, link.ref) is None:
            _heard(world, work, link, asked)


def _heard(world: World, work: Work, link: Link, asked: Sequence[tuple[datetime, str]]) -> None:
    incident = work.incidents.get(link.incident)
    since = incident.declared_at - EARLIER if incident else world.clock.now()
    if found := next(((at, said) for at, said in asked if at >= since), None):
        at, said = found
        of = link.ref
        request = CauseRequest(incident=link.incident, system=of.system, ticket=of.id, at=at, said=said)
        work.cause_requests.put(request)
        board.touch(world, work, link.incident)


def of(work: Work, ref: Ref, among: Collection[str]) -> list[CauseRequest]:
    """Of each of these incidents that the ticket is linked to, whether its customer asks."""
    links = (one for one in work.ticket_links.of_ticket(ref) if one.state is LinkState.LINKED)
    return [
        work.cause_requests.get(one.incident, ref)
        or CauseRequest(incident=one.incident, system=ref.system, ticket=ref.id, at=one.at, wanted=False)
        for one in links
        if one.incident in among
    ]


def mark(world: World, by: Actor, key: str, refs: Iterable[Ref], *, wanted: bool) -> list[CauseRequest]:
    """The customers of these tickets ask for the cause, or do not; what was known already is left out.

    Raises NotFound for a ticket that is not linked, and Conflict where all of it was known.
    """
    with changing(world, by, key, tickets=True) as change:
        requests = []
        for ref in refs:
            link = change.work.ticket_links.get(key, ref)
            if link is None or link.state is not LinkState.LINKED:
                raise NotFound(say("{ticket} is not linked to {key}.", ticket=str(ref), key=key))
            known = change.work.cause_requests.get(key, ref)
            if known is None or known.wanted is not wanted:
                given = {"incident": key, "system": ref.system, "ticket": ref.id, "by": by.person}
                requests.append(CauseRequest(**given, at=change.now, wanted=wanted))
        if not requests:
            raise Conflict(
                say("That they ask for the cause is known.")
                if wanted
                else say("That they do not ask is known.")
            )
        for one in requests:
            change.work.cause_requests.put(one)
        board.touch(world, change.work, key)
        change.audit({}, {"ask_for_cause" if wanted else "do_not_ask": [str(one.ref) for one in requests]})
        return requests
