"""What an incident's board says, counted by the database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, or_, select

from bot.domain.impact import WINDOW, WINDOWS, Board
from bot.domain.link import LinkState
from storage.ticket_links import minute
from storage.ticket_tables import customers, organisations, ticket_links

_of_incident = ticket_links.c.incident == bindparam("of")
_LINKED = (_of_incident, ticket_links.c.state == LinkState.LINKED)

_TIERS = (
    select(
        ticket_links.c.tier,
        func.count(),
        func.sum(ticket_links.c.is_open),
        func.count(ticket_links.c.customer.distinct()),
        func.max(case((ticket_links.c.customer == 0, 1), else_=0)),
    )
    .where(*_LINKED)
    .group_by(ticket_links.c.tier)
)
_ORGANISATIONS = select(func.count(ticket_links.c.organisation.distinct())).where(
    *_LINKED, ticket_links.c.organisation > 0
)
_STATES = select(ticket_links.c.state, func.count()).where(_of_incident).group_by(ticket_links.c.state)
_MINUTES = int(WINDOW.total_seconds() // 60)
_WINDOW: Any = ((ticket_links.c.reported_minute - bindparam("first")) // _MINUTES).label("ten_minutes")
_REPORTS = (
    select(_WINDOW, func.count())
    .where(*_LINKED, ticket_links.c.reported_minute >= bindparam("first"))
    .group_by(_WINDOW)
)
_FIRST = select(func.min(ticket_links.c.reported_minute)).where(*_LINKED, ticket_links.c.reported_minute > 0)
_NAMES = (
    select(func.coalesce(organisations.c.name, customers.c.name).label("name"))
    .select_from(ticket_links)
    .outerjoin(organisations, organisations.c.id == ticket_links.c.organisation)
    .outerjoin(customers, customers.c.id == ticket_links.c.customer)
    .where(*_LINKED, ticket_links.c.tier == bindparam("top"))
    .where(or_(organisations.c.id.is_not(None), customers.c.id.is_not(None)))
    .distinct()
    .order_by("name")
    .limit(20)
)


def _cut(name: str) -> Any:
    column = ticket_links.c[name]
    return (
        select(column, func.count(ticket_links.c.customer.distinct()))
        .where(*_LINKED, column != "", ticket_links.c.customer > 0)
        .group_by(column)
        .order_by(func.count(ticket_links.c.customer.distinct()).desc(), column)
        .limit(8)
    )


_CUTS = {name: _cut(name) for name in ("region", "product", "component")}


def board(
    connection: Connection, incident: str, now: datetime, *, top: str, cut_by: tuple[str, ...]
) -> Board:
    """`top` is the tier whose customers are named, `cut_by` what else is counted by."""
    asked = {"of": incident}
    states: dict[LinkState, int] = dict(connection.execute(_STATES, asked).all())
    if not states:
        return Board()
    tiers = connection.execute(_TIERS, asked).all()
    by_tier = {tier: known - nobody for tier, _, _, known, nobody in tiers if known - nobody}
    first = connection.execute(_FIRST, asked).scalar()
    return Board(
        tickets=sum(count for _, count, *_ in tiers),
        open_tickets=sum(count for _, _, count, *_ in tiers),
        linking=states.get(LinkState.LINKING, 0),
        failed=states.get(LinkState.FAILED, 0),
        customers=sum(by_tier.values()),
        organisations=connection.execute(_ORGANISATIONS, asked).scalar_one(),
        tiers=by_tier,
        cuts={name: dict(connection.execute(_CUTS[name], asked).all()) for name in cut_by},
        most_important=tuple(connection.execute(_NAMES, asked | {"top": top}).scalars()),
        reports=_reports(connection, incident, now),
        first_report=datetime.fromtimestamp(first * 60, UTC) if first else None,
    )


def _reports(connection: Connection, incident: str, now: datetime) -> tuple[int, ...]:
    """Tickets a window; the last one ends now."""
    first = minute(now) + 1 - _MINUTES * WINDOWS
    found = connection.execute(_REPORTS, {"of": incident, "first": first})
    counted: dict[int, int] = dict(found.all())
    return tuple(counted.get(window, 0) for window in range(WINDOWS))
