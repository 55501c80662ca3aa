"""Tickets as their desks showed them last, and what happened to them meanwhile."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
    update,
)

from bot.domain.ticket import Gone, Ref, Ticket, TicketStatus
from bot.domain.ticket_change import TicketChange
from storage.channel import lock_number
from storage.nouns import Shape, Upsert
from storage.ticket_tables import DIGEST_WAITS, ticket_changes, ticket_links, tickets
from storage.types import in_portions

_ticket = Shape(Ticket, tickets)
_change = Shape(TicketChange, ticket_changes)
_LIMIT: Any = bindparam("limit")

_THIS = (tickets.c.system == bindparam("of_system"), tickets.c.id == bindparam("this"))
_GET = select(*_ticket.columns).where(*_THIS)
_LOCK = _GET.with_for_update()
_SEVERAL = select(*_ticket.columns).where(
    tickets.c.system == bindparam("of_system"), tickets.c.id.in_(bindparam("these", expanding=True))
)
"""Of one system: for pairs of system and id SQLite would read the whole table."""
_NEWEST = (
    select(*_ticket.columns)
    .where(tickets.c.gone == Gone.HERE)
    .order_by(tickets.c.updated_at.desc().nulls_last(), tickets.c.system, tickets.c.id)
    .limit(_LIMIT)
)
_OPEN = _NEWEST.where(tickets.c.status.not_in([one for one in TicketStatus if one.is_over]))
_READ = (
    tickets.c.id,
    tickets.c.subject,
    tickets.c.requester_name,
    tickets.c.requester_email,
    tickets.c.organisation_name,
)
"""Columns in which words are looked for."""
_DIGEST = select(tickets.c.digest_due, tickets.c.digest_told_at).where(*_THIS)
_SET_DIGEST = update(tickets).where(*_THIS).values(digest_due=bindparam("due"))
_DUE = (
    select(tickets.c.system, tickets.c.id)
    .where(text(DIGEST_WAITS), tickets.c.digest_due <= bindparam("now"))
    .order_by(tickets.c.digest_due)
    .limit(_LIMIT)
)
_TAKE = (
    update(tickets)
    .where(*_THIS, text(DIGEST_WAITS), tickets.c.digest_due <= bindparam("now"))
    .values(digest_due=None, digest_told_at=bindparam("now"))
    .returning(tickets.c.id)
)
_PUT_OFF = (
    update(tickets)
    .where(*_THIS, text(DIGEST_WAITS), tickets.c.digest_due <= bindparam("now"))
    .values(digest_due=bindparam("until"))
)
_WORKED_ON = (
    select(tickets.c.system, tickets.c.id)
    .where(
        or_(
            tuple_(tickets.c.assignee_id, tickets.c.system).in_(bindparam("ids", expanding=True)),
            tickets.c.assignee_email.in_(bindparam("emails", expanding=True)),
            tickets.c.group.in_(bindparam("groups", expanding=True)),
        ),
        tickets.c.status.not_in([one for one in TicketStatus if one.is_over]),
    )
    .limit(_LIMIT)
)
_READ_AT = update(tickets).where(*_THIS).values(read_at=bindparam("now"))
_WHEN_READ = select(tickets.c.system, tickets.c.id, tickets.c.read_at).where(
    tickets.c.system == bindparam("of_system"), tickets.c.id.in_(bindparam("these", expanding=True))
)
_TURN = text("SELECT pg_advisory_xact_lock(:number)")
_ADD_CHANGE = insert(ticket_changes)
_OF = (ticket_changes.c.system == bindparam("of_system"), ticket_changes.c.ticket == bindparam("this"))
_CHANGES = select(*_change.columns).where(*_OF).order_by(ticket_changes.c.id)
_FORGET_CHANGES = delete(ticket_changes).where(*_OF)
_LINKED = exists().where(ticket_links.c.system == tickets.c.system, ticket_links.c.ticket == tickets.c.id)
_OLD = (
    select(tickets.c.system, tickets.c.id)
    .where(
        or_(
            tickets.c.status.in_([one for one in TicketStatus if one.is_over]),
            tickets.c.gone != Gone.HERE,
        ),
        func.coalesce(tickets.c.updated_at, tickets.c.created_at, tickets.c.read_at) < bindparam("before"),
        ~_LINKED,
    )
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_FORGET = delete(tickets).where(*_THIS)


def _put(insert_into: Any) -> Any:
    new = insert_into(tickets)
    changed = {name: new.excluded[name] for name in _ticket.names if name not in ("system", "id")}
    return new.on_conflict_do_update(index_elements=["system", "id"], set_=changed)


_PUT = Upsert(_put)


class Tickets:
    """Keeps the promise of `bot.ports.Tickets`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def turn(self) -> None:
        """On SQLite every unit of work that writes is alone anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_TURN, {"number": lock_number("tickets")})

    def get(self, ref: Ref) -> Ticket | None:
        return _ticket.first(self._connection.execute(_GET, _named(ref)))

    def lock(self, ref: Ref) -> Ticket | None:
        return _ticket.first(self._connection.execute(_LOCK, _named(ref)))

    def several(self, refs: Iterable[Ref]) -> dict[Ref, Ticket]:
        found = {}
        for portion in portions(refs):
            for one in _ticket.all(self._connection.execute(_SEVERAL, portion)):
                found[one.ref] = one
        return found

    def find(self, words: Sequence[str], *, limit: int) -> list[Ticket]:
        """Rows are looked through one by one: these are tickets of incidents, not all of a desk."""
        wanted = _NEWEST.where(*map(_has, words)) if words else _OPEN
        return _ticket.all(self._connection.execute(wanted, {"limit": limit}))

    def worked_on(
        self, ids: Iterable[tuple[str, str]], emails: Iterable[str], groups: Iterable[str], *, limit: int
    ) -> list[Ref]:
        asked = {"ids": [(id, system) for system, id in ids], "emails": list(emails), "groups": list(groups)}
        return [Ref(*row) for row in self._connection.execute(_WORKED_ON, asked | {"limit": limit})]

    def was_read(self, ref: Ref, now: datetime) -> None:
        self._connection.execute(_READ_AT, _named(ref) | {"now": now})

    def when_read(self, refs: Iterable[Ref]) -> dict[Ref, datetime]:
        found = {}
        for portion in portions(refs):
            for system, id, at in self._connection.execute(_WHEN_READ, portion):
                if at:
                    found[Ref(system, id)] = at
        return found

    def put(self, ticket: Ticket) -> None:
        _PUT.run(self._connection, _ticket.row(ticket))

    def forget_before(self, at: datetime, *, limit: int) -> list[Ref]:
        old = self._connection.execute(_OLD, {"before": at, "limit": limit})
        found = [Ref(*row) for row in old]
        if found:
            named = [_named(one) for one in found]
            self._connection.execute(_FORGET_CHANGES, named)
            self._connection.execute(_FORGET, named)
        return found

    def add_changes(self, changes: Sequence[TicketChange], *, pause: timedelta) -> None:
        """A digest that waits already tells these, too."""
        if not changes:
            return
        self._connection.execute(_ADD_CHANGE, [_change.new_row(one) for one in changes])
        named = _named(Ref(changes[0].system, changes[0].ticket))
        waits, told_at = self._connection.execute(_DIGEST, named).one()
        if waits is None:
            now = changes[0].at
            due = max(now, told_at + pause) if told_at else now
            self._connection.execute(_SET_DIGEST, named | {"due": due})

    def digests_due(self, now: datetime, *, limit: int) -> list[Ref]:
        return [Ref(*row) for row in self._connection.execute(_DUE, {"now": now, "limit": limit})]

    def put_off_digest(self, ref: Ref, now: datetime, until: datetime) -> None:
        self._connection.execute(_PUT_OFF, _named(ref) | {"now": now, "until": until})

    def take_digest(self, ref: Ref, now: datetime) -> list[TicketChange]:
        """The row is locked by the first statement, so that only one taker gets anything."""
        if self._connection.execute(_TAKE, _named(ref) | {"now": now}).first() is None:
            return []
        changes = _change.all(self._connection.execute(_CHANGES, _named(ref)))
        self._connection.execute(_FORGET_CHANGES, _named(ref))
        return changes


def _has(word: str) -> ColumnElement[bool]:
    """Also as it was written: SQLite folds no letters beyond ASCII."""
    columns = [func.lower(column).contains(word.lower(), autoescape=True) for column in _READ]
    return or_(*columns, *(column.contains(word, autoescape=True) for column in _READ))


def portions(refs: Iterable[Ref]) -> Iterator[dict[str, Any]]:
    """System by system, and not more than a database takes at once."""
    ids: dict[str, list[str]] = {}
    for ref in dict.fromkeys(refs):
        ids.setdefault(ref.system, []).append(ref.id)
    for system, wanted in ids.items():
        for these in in_portions(wanted):
            yield {"of_system": system, "these": these}


def _named(ref: Ref) -> dict[str, Any]:
    return {"of_system": ref.system, "this": ref.id}
