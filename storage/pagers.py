"""Incidents of pagers that belong to ours, and who was on call when a pager was asked last."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, text

from bot.domain.pager import Contact, PagerLink
from storage.nouns import Shape, Upsert
from storage.page_tables import IS_UNRESOLVED, on_calls, pager_links, pages

_shape = Shape(PagerLink, pager_links)
_LIMIT: Any = bindparam("limit")

_GET = select(*_shape.columns).where(
    pager_links.c.pager == bindparam("where"), pager_links.c.id == bindparam("this")
)
_LOCK = _GET.with_for_update()
_OF_PAGE = select(*_shape.columns).where(pager_links.c.page == bindparam("this")).order_by(pager_links.c.id)
_PAGES_OF = select(pages.c.id).where(pages.c.about == bindparam("this"))
_OF_INCIDENT = (
    select(*_shape.columns)
    .where(or_(pager_links.c.incident == bindparam("this"), pager_links.c.page.in_(_PAGES_OF)))
    .order_by(pager_links.c.pager, pager_links.c.id)
)
_UNRESOLVED = (
    select(*_shape.columns)
    .where(
        text(IS_UNRESOLVED),
        pager_links.c.pager == bindparam("where"),
        or_(pager_links.c.page != 0, pager_links.c.incident != "", pager_links.c.asked),
        or_(pager_links.c.read_at.is_(None), pager_links.c.read_at < bindparam("before")),
    )
    .order_by(pager_links.c.read_at.asc().nulls_first())
    .limit(_LIMIT)
)
_ON_CALL = select(on_calls.c.contacts, on_calls.c.at).where(
    on_calls.c.pager == bindparam("where"), on_calls.c.service == bindparam("this")
)


def _put(insert_into: Any) -> Any:
    new = insert_into(pager_links)
    changed = {name: new.excluded[name] for name in _shape.names if name not in ("pager", "id")}
    return new.on_conflict_do_update(index_elements=["pager", "id"], set_=changed)


def _put_on_call(insert_into: Any) -> Any:
    new = insert_into(on_calls)
    changed = {name: new.excluded[name] for name in ("contacts", "at")}
    return new.on_conflict_do_update(index_elements=["pager", "service"], set_=changed)


_PUT = Upsert(_put)
_PUT_ON_CALL = Upsert(_put_on_call)


class PagerLinks:
    """Keeps the promise of `bot.ports.PagerLinks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, link: PagerLink) -> None:
        _PUT.run(self._connection, _shape.row(link))

    def get(self, pager: str, id: str) -> PagerLink | None:
        return _shape.first(self._connection.execute(_GET, {"where": pager, "this": id}))

    def lock(self, pager: str, id: str) -> PagerLink | None:
        return _shape.first(self._connection.execute(_LOCK, {"where": pager, "this": id}))

    def of_page(self, page: int) -> list[PagerLink]:
        """No page is called 0: that says there is none."""
        return _shape.all(self._connection.execute(_OF_PAGE, {"this": page})) if page else []

    def of_incident(self, incident: str) -> list[PagerLink]:
        return _shape.all(self._connection.execute(_OF_INCIDENT, {"this": incident}))

    def unresolved(self, pager: str, read_before: datetime, *, limit: int) -> list[PagerLink]:
        asked = {"where": pager, "before": read_before, "limit": limit}
        return _shape.all(self._connection.execute(_UNRESOLVED, asked))


class OnCalls:
    """Keeps the promise of `bot.ports.OnCalls`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, pager: str, service: str, contacts: Sequence[Contact], at: datetime) -> None:
        row = {"pager": pager, "service": service, "contacts": tuple(contacts), "at": at}
        _PUT_ON_CALL.run(self._connection, row)

    def get(self, pager: str, service: str) -> tuple[tuple[Contact, ...], datetime] | None:
        found = self._connection.execute(_ON_CALL, {"where": pager, "this": service}).first()
        return (found.contacts, found.at) if found else None
