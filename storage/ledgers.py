"""Who was told of what counts, by customer: counted and listed by the database.

Tickets are looked up in what was told by its key, and come from the index by customer.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from bot.domain.ledger import Customer, Group, Ledger
from bot.domain.link import LinkState
from bot.domain.status_update import Audience, StatusUpdate, Telling
from bot.domain.ticket import Gone, Ref, TicketStatus, ref
from storage.status_tables import cause_requests, told
from storage.ticket_tables import customers, organisations, ticket_links, tickets

_links = ticket_links
_of_ticket = _links.c.system + literal(":") + _links.c.ticket
_who = case((_links.c.customer > 0, cast(_links.c.customer, String)), else_=_of_ticket)
"""One customer: who is unknown stands for their ticket alone."""

_is_told = told.c.state == Telling.TOLD
_stands = or_(
    tickets.c.id.is_(None),
    and_(
        tickets.c.gone != Gone.DELETED,
        tickets.c.merged_into == "",
        tickets.c.status != TicketStatus.CLOSED,
    ),
)
"""Somebody still reads there; a ticket on which nobody does holds up no customer."""
_waits = and_(_stands, or_(told.c.state.is_(None), told.c.state != Telling.TOLD))


def _any(condition: ColumnElement[bool]) -> Any:
    return func.max(case((condition, 1), else_=0))


_wants = and_(cause_requests.c.wanted, cause_requests.c.incident.is_not(None))
_was_told, _answered, _asks = (
    _any(_is_told) > _any(_waits),
    _any(and_(_is_told, tickets.c.customer_spoke_at > told.c.at)) == 1,
    _any(_wants) == 1,
)
_tables = (
    _links.outerjoin(
        told,
        and_(
            told.c.update == bindparam("of_update"),
            told.c.audience == Audience.TICKETS,
            told.c.target == _of_ticket,
        ),
    )
    .outerjoin(tickets, and_(tickets.c.system == _links.c.system, tickets.c.id == _links.c.ticket))
    .outerjoin(
        cause_requests,
        and_(
            cause_requests.c.incident == _links.c.incident,
            cause_requests.c.system == _links.c.system,
            cause_requests.c.ticket == _links.c.ticket,
        ),
    )
)
_LINKED = (_links.c.incident == bindparam("of"), _links.c.state == LinkState.LINKED)


def _one(condition: Any, name: str) -> Any:
    return case((condition, 1), else_=0).label(name)


_each = (
    select(_one(_was_told, "told"), _one(_answered, "answered"), _one(_asks, "asked"))
    .select_from(_tables)
    .where(*_LINKED)
    .group_by(_who)
    .subquery()
)
_COUNT = select(
    func.count(), *(func.coalesce(func.sum(_each.c[name]), 0) for name in ("told", "answered", "asked"))
)

_IN = {Group.TOLD: _was_told, Group.UNTOLD: ~_was_told, Group.ANSWERED: _answered, Group.ASKED: _asks}

_LEFT_OUT = (
    select(_links.c.system, _links.c.ticket)
    .select_from(_tables)
    .where(*_LINKED, told.c.state == Telling.SKIPPED, told.c.word == 0, _stands)
    .order_by(_links.c.system, _links.c.ticket)
    .limit(bindparam("limit"))
)

TIERS = 12
"""By so many tiers, the most important ones, lists are ordered."""


def _listed(group: Group) -> Any:
    """The most important tier first; of each customer their first ticket, and why one was not told."""
    several = _tables.outerjoin(customers, customers.c.id == _links.c.customer).outerjoin(
        organisations, organisations.c.id == _links.c.organisation
    )
    place = case(
        *((_links.c.tier == bindparam(f"tier{number}"), number) for number in range(TIERS)), else_=TIERS
    )
    not_told = case((_is_told, ""), else_=func.coalesce(told.c.why, ""))
    name = func.coalesce(func.max(customers.c.name), "")
    return (
        select(
            name,
            func.coalesce(func.max(organisations.c.name), ""),
            func.max(_links.c.tier),
            func.min(_of_ticket),
            func.count(),
            func.max(not_told),
            _any(told.c.state == Telling.HELD),
            func.max(func.coalesce(cause_requests.c.said, "")),
        )
        .select_from(several)
        .where(*_LINKED)
        .group_by(_who)
        .having(_IN[group])
        .order_by(func.min(place), name, func.min(_of_ticket))
        .limit(bindparam("limit"))
    )


_LIST = {group: _listed(group) for group in Group}


class Ledgers:
    """Keeps the promise of `bot.ports.Ledgers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, incident: str, update: StatusUpdate | None) -> Ledger:
        asked = {"of": incident, "of_update": update.id if update else 0}
        customers, was_told, answered, asking = self._connection.execute(_COUNT, asked).one()
        return Ledger(
            number=update.number if update else 0,
            is_last_word=bool(update and update.tells_the_end),
            customers=customers,
            told=int(was_told),
            answered=int(answered),
            asked=int(asking),
        )

    def listed(
        self, incident: str, update: StatusUpdate | None, group: Group, *, tiers: Sequence[str], limit: int
    ) -> list[Customer]:
        asked: dict[str, Any] = {"of": incident, "of_update": update.id if update else 0, "limit": limit}
        ranked = (*tiers, *("\x1f" for _ in range(TIERS)))[:TIERS]
        asked |= {f"tier{number}": name for number, name in enumerate(ranked)}
        return [
            Customer(
                name=name,
                organisation=organisation,
                tier=tier,
                ref=ref(first),
                tickets=count,
                why=why,
                is_held=bool(held),
                said=said,
            )
            for name, organisation, tier, first, count, why, held, said in self._connection.execute(
                _LIST[group], asked
            )
        ]

    def left_out(self, incident: str, update: StatusUpdate, *, limit: int) -> list[Ref]:
        asked = {"of": incident, "of_update": update.id, "limit": limit}
        return [Ref(system, id) for system, id in self._connection.execute(_LEFT_OUT, asked)]
