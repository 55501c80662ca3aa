"""That tickets belong to incidents, and what is counted from it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, func, or_, select, tuple_, update

from bot.domain.customer import Standing
from bot.domain.link import LIVE, Link, Linked, LinkState
from bot.domain.ticket import Ref, Ticket
from storage.nouns import Shape, Upsert
from storage.ticket_tables import customers, organisations, ticket_links, tickets
from storage.tickets import portions

_link = Shape(Link, ticket_links)
_ticket = Shape(Ticket, tickets)
_LIMIT: Any = bindparam("limit")
_OFFSET: Any = bindparam("offset")
_IS_LIVE = ticket_links.c.state.in_(LIVE)
_IS_OVER = and_(*(ticket_links.c.state != one for one in LIVE))

_THIS = (
    ticket_links.c.incident == bindparam("of"),
    ticket_links.c.system == bindparam("of_system"),
    ticket_links.c.ticket == bindparam("this"),
)
_GET = select(*_link.columns).where(*_THIS)
_SAVE = update(ticket_links).where(*_THIS)
_OF_TICKET = (
    select(*_link.columns)
    .where(
        ticket_links.c.system == bindparam("of_system"), ticket_links.c.ticket == bindparam("this"), _IS_LIVE
    )
    .order_by(ticket_links.c.at)
)
_OF_TICKETS = (
    select(*_link.columns)
    .where(
        ticket_links.c.system == bindparam("of_system"),
        ticket_links.c.ticket.in_(bindparam("these", expanding=True)),
        _IS_LIVE,
    )
    .order_by(ticket_links.c.at)
)
_LINKED_AMONG = select(*_link.columns).where(
    ticket_links.c.system == bindparam("of_system"),
    ticket_links.c.ticket.in_(bindparam("these", expanding=True)),
    _IS_LIVE,
)
_WITH_TICKET = (
    select(*_link.columns, ticket_links.c.tier.label("counted_tier"), *_ticket.columns)
    .outerjoin(tickets, (tickets.c.system == ticket_links.c.system) & (tickets.c.id == ticket_links.c.ticket))
    .where(ticket_links.c.incident == bindparam("of"))
)
_OF_BATCH = (
    _WITH_TICKET.where(ticket_links.c.batch == bindparam("under"), ticket_links.c.state == LinkState.LINKED)
    .order_by(ticket_links.c.system, ticket_links.c.ticket)
    .limit(_LIMIT)
)
_OF_INCIDENT = (
    _WITH_TICKET.where(
        ticket_links.c.state.in_(bindparam("states", expanding=True)),
    )
    .order_by(ticket_links.c.at.desc(), ticket_links.c.system, ticket_links.c.ticket.desc())
    .limit(_LIMIT)
    .offset(_OFFSET)
)
_BEHIND = (
    select(*_link.columns)
    .where(
        ticket_links.c.incident == bindparam("of"),
        ticket_links.c.state == LinkState.LINKED,
        tuple_(ticket_links.c.system, ticket_links.c.ticket)
        > tuple_(bindparam("of_system"), bindparam("this")),
    )
    .order_by(ticket_links.c.system, ticket_links.c.ticket)
    .limit(_LIMIT)
)
_BATCH = (
    select(ticket_links.c.state, func.count())
    .where(ticket_links.c.incident == bindparam("of"), ticket_links.c.batch == bindparam("under"))
    .group_by(ticket_links.c.state)
)
_BATCHES = (
    select(ticket_links.c.batch)
    .where(
        ticket_links.c.incident == bindparam("of"),
        ticket_links.c.batch > 0,
        ticket_links.c.changed_at >= bindparam("since"),
    )
    .distinct()
)
_CUSTOMERS = (
    select(customers.c.who, customers.c.name, organisations.c.who, organisations.c.name, ticket_links.c.tier)
    .select_from(ticket_links)
    .outerjoin(customers, customers.c.id == ticket_links.c.customer)
    .outerjoin(organisations, organisations.c.id == ticket_links.c.organisation)
    .where(ticket_links.c.incident == bindparam("of"), ticket_links.c.state == LinkState.LINKED)
    .distinct()
    .order_by(organisations.c.who, customers.c.who, ticket_links.c.tier)
)
_COUNT = select(func.count()).where(
    ticket_links.c.incident == bindparam("of"), ticket_links.c.state == bindparam("wanted")
)
_FAILED = (
    select(*_link.columns)
    .where(
        ticket_links.c.incident == bindparam("of"),
        ticket_links.c.batch == bindparam("under"),
        ticket_links.c.state == LinkState.FAILED,
    )
    .order_by(ticket_links.c.ticket)
    .limit(_LIMIT)
)
UNCOUNTED = {
    "is_open": 1,
    "customer": 0,
    "organisation": 0,
    "tier": "",
    "region": "",
    "product": "",
    "component": "",
    "reported_minute": 0,
}
_STAND = (
    update(ticket_links)
    .where(
        ticket_links.c.system == bindparam("of_system"),
        ticket_links.c.ticket == bindparam("this"),
        or_(*(ticket_links.c[name] != bindparam(f"new_{name}") for name in UNCOUNTED)),
    )
    .values({name: bindparam(f"new_{name}") for name in UNCOUNTED})
)
"""What counts as before is not written: each of these columns lies in an index or more."""


def _add(insert_into: Any) -> Any:
    """What failed or was unlinked is linked again."""
    new = insert_into(ticket_links)
    again = {name: new.excluded[name] for name in ("how", "by", "at", "changed_at", "batch", "state", "why")}
    return new.on_conflict_do_update(
        index_elements=["incident", "system", "ticket"], set_=again, where=_IS_OVER
    )


_ADD = Upsert(lambda insert_into: _add(insert_into).returning(ticket_links.c.ticket))
_ADD_ALL = Upsert(_add)
_OFFER = Upsert(
    lambda insert_into: insert_into(ticket_links).on_conflict_do_nothing().returning(ticket_links.c.ticket)
)


def _known(table: Any) -> Upsert:
    def build(insert_into: Any) -> Any:
        new = insert_into(table)
        return new.on_conflict_do_update(
            index_elements=["who"], set_={"name": new.excluded["name"]}
        ).returning(table.c.id)

    return Upsert(build)


_KNOWN = {table.name: _known(table) for table in (customers, organisations)}
_WHO = {
    table.name: select(table.c.id, table.c.name).where(table.c.who == bindparam("this"))
    for table in (customers, organisations)
}


def _linked(row: Any) -> Linked:
    links = len(_link.columns)
    link, shown = Link(**dict(zip(_link.names, row[:links], strict=True))), row[links + 1 :]
    ticket = Ticket(**dict(zip(_ticket.names, shown, strict=True))) if shown[0] else None
    return Linked(link, ticket, row[links])


class TicketLinks:
    """Keeps the promise of `bot.ports.TicketLinks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: Link) -> bool:
        row = _link.row(link) | UNCOUNTED
        return _ADD.run(self._connection, row).first() is not None

    def add_all(self, links: Sequence[Link]) -> None:
        if links:
            _ADD_ALL.run(self._connection, [_link.row(one) | UNCOUNTED for one in links])

    def offer(self, link: Link) -> bool:
        row = _link.row(link) | UNCOUNTED
        return _OFFER.run(self._connection, row).first() is not None

    def get(self, incident: str, ref: Ref) -> Link | None:
        return _link.first(self._connection.execute(_GET, _named(incident, ref)))

    def save(self, link: Link) -> None:
        self._connection.execute(_SAVE, _link.row(link) | _named(link.incident, link.ref))

    def of_ticket(self, ref: Ref) -> list[Link]:
        return _link.all(self._connection.execute(_OF_TICKET, {"of_system": ref.system, "this": ref.id}))

    def of_tickets(self, refs: Iterable[Ref]) -> dict[Ref, list[Link]]:
        found: dict[Ref, list[Link]] = {}
        for portion in portions(refs):
            for one in _link.all(self._connection.execute(_OF_TICKETS, portion)):
                found.setdefault(one.ref, []).append(one)
        return found

    def among(self, refs: Sequence[Ref]) -> list[Link]:
        found: list[Link] = []
        for portion in portions(refs):
            found += _link.all(self._connection.execute(_LINKED_AMONG, portion))
        return found

    def of(
        self, incident: str, *, states: Sequence[LinkState] = LIVE, limit: int, offset: int = 0
    ) -> list[Linked]:
        asked = {"of": incident, "states": list(states), "limit": limit, "offset": offset}
        return list(map(_linked, self._connection.execute(_OF_INCIDENT, asked)))

    def of_batch(self, incident: str, batch: int, *, limit: int) -> list[Linked]:
        asked = {"of": incident, "under": batch, "limit": limit}
        return list(map(_linked, self._connection.execute(_OF_BATCH, asked)))

    def behind(self, incident: str, after: Ref, *, limit: int) -> list[Link]:
        asked = _named(incident, after) | {"limit": limit}
        return _link.all(self._connection.execute(_BEHIND, asked))

    def progress(self, incident: str, batch: int) -> dict[LinkState, int]:
        counted = self._connection.execute(_BATCH, {"of": incident, "under": batch}).all()
        return {state: count for state, count in counted}  # noqa: C416 - rows are no pairs for the checker

    def count(self, incident: str, state: LinkState) -> int:
        asked = {"of": incident, "wanted": state}
        return self._connection.execute(_COUNT, asked).scalar_one()

    def failed(self, incident: str, batch: int, *, limit: int) -> list[Link]:
        asked = {"of": incident, "under": batch, "limit": limit}
        return _link.all(self._connection.execute(_FAILED, asked))

    def batches(self, incident: str, since: datetime) -> list[int]:
        return list(self._connection.execute(_BATCHES, {"of": incident, "since": since}).scalars())

    def customers(self, incident: str) -> list[Standing]:
        found = self._connection.execute(_CUSTOMERS, {"of": incident})
        return [
            Standing(
                customer=who or "",
                customer_name=name or "",
                organisation=organisation or "",
                organisation_name=organisation_name or "",
                tier=tier,
            )
            for who, name, organisation, organisation_name, tier in found
        ]

    def stand(self, ticket: Ticket, standing: Standing) -> None:
        """Everything that boards count by, in every incident to which this ticket belongs."""
        customer = self._id(customers, standing.customer, standing.customer_name)
        organisation = self._id(organisations, standing.organisation, standing.organisation_name)
        reported = ticket.created_at
        counted = {
            "is_open": int(not ticket.status.is_over and not ticket.gone),
            "customer": customer,
            "organisation": organisation,
            "tier": standing.tier,
            "region": standing.region,
            "product": standing.product,
            "component": standing.component,
            "reported_minute": minute(reported) if reported else 0,
        }
        new = {f"new_{name}": value for name, value in counted.items()}
        self._connection.execute(_STAND, new | {"of_system": ticket.system, "this": ticket.id})

    def _id(self, table: Table, who: str, name: str) -> int:
        """Who is known by the same name already is only looked up."""
        if not who:
            return 0
        known = self._connection.execute(_WHO[table.name], {"this": who}).first()
        if known and known.name == name:
            return int(known.id)
        id: int = _KNOWN[table.name].run(self._connection, {"who": who, "name": name}).scalar_one()
        return id


def minute(at: datetime) -> int:
    """Minutes since 1970; boards look back in windows of them."""
    return int(at.astimezone(UTC).timestamp() // 60)


def _named(incident: str, ref: Ref) -> dict[str, Any]:
    return {"of": incident, "of_system": ref.system, "this": ref.id}
