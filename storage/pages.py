"""Pages, found by the instant at which they have to be looked at next, and their logs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.domain.page import Page
from bot.domain.page_event import PageEvent, Place
from storage import page_plans
from storage.incident_tables import incidents
from storage.nouns import Row, Shape, Upsert
from storage.page_tables import (
    HAS_NOT_ENDED,
    IS_LOOKING,
    IS_UNRESOLVED,
    PAGE_LOOK_WAITS,
    page_events,
    pager_links,
    pages,
)
from storage.types import in_portions

_shape = Shape(Page, pages)
_LIMIT: Any = bindparam("limit")
_DERIVED = ("state", "holder", "look_at", "settled_at", "ended_at")

_LOOKING = select(*_shape.columns).where(
    text(IS_LOOKING),
    pages.c.about == bindparam("this"),
    pages.c.who == bindparam("whom"),
    pages.c.role == bindparam("hat"),
)
_GET = select(*_shape.columns).where(pages.c.id == bindparam("this"))
_LOCK = _GET.with_for_update()
_OF = select(*_shape.columns).where(pages.c.about == bindparam("this")).order_by(pages.c.id)
_OPEN = select(*_shape.columns).where(text(HAS_NOT_ENDED)).order_by(pages.c.at.desc()).limit(_LIMIT)
_TURN = select(func.count()).where(pages.c.policy_name == bindparam("this"))
_SAVE = (
    update(pages)
    .where(pages.c.id == bindparam("this"))
    .values({name: bindparam(name) for name in _DERIVED} | page_plans.NONE)
)
_UNPLAN = (
    update(pages).where(pages.c.id == bindparam("this"), pages.c.plan_of.is_not(None)).values(page_plans.NONE)
)
_DUE = (
    select(*_shape.columns)
    .where(text(PAGE_LOOK_WAITS), pages.c.look_at <= bindparam("now"))
    .order_by(pages.c.look_at)
    .limit(_LIMIT)
)
_TAKE = _DUE.with_for_update(skip_locked=True)
_ADD = Upsert(lambda insert_into: insert_into(pages).on_conflict_do_nothing().returning(pages.c.id))

_OLD = (
    select(pages.c.id)
    .where(
        pages.c.settled_at < bindparam("before"),
        pages.c.about.not_in(select(incidents.c.key)),
        pages.c.id.not_in(
            select(pager_links.c.page).where(or_(text(IS_UNRESOLVED), pager_links.c.incident != ""))
        ),
    )
    .order_by(pages.c.id)
    .limit(_LIMIT)
)
_THESE: Any = bindparam("these", expanding=True)
_FORGET = (
    delete(pager_links).where(pager_links.c.page.in_(_THESE)),
    delete(page_events).where(page_events.c.page.in_(_THESE)),
    delete(pages).where(pages.c.id.in_(_THESE)),
)

_KEPT = tuple(name for name in PageEvent.__dataclass_fields__ if name != "place")
_EVENT_COLUMNS = (
    page_events.c.page,
    page_events.c.round,
    page_events.c.step,
    page_events.c.draw,
    *(page_events.c[name] for name in _KEPT),
)
_EVENTS = (
    select(*_EVENT_COLUMNS)
    .where(page_events.c.page.in_(bindparam("these", expanding=True)))
    .order_by(page_events.c.number)
)
_ADD_EVENTS = Upsert(lambda insert_into: insert_into(page_events).on_conflict_do_nothing())

_ADD_COUNTED = Upsert(
    lambda insert_into: insert_into(page_events).on_conflict_do_nothing().returning(page_events.c.number)
)


class Pages:
    """Keeps the promise of `bot.ports.Pages`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, page: Page) -> Page | None:
        row = page_row(page)
        id = _ADD.run(self._connection, row).scalar()
        return None if id is None else self.get(id)

    def looking(self, about: str, who: str, role: str) -> Page | None:
        asked = {"this": about, "whom": who, "hat": role}
        return _shape.first(self._connection.execute(_LOOKING, asked))

    def get(self, id: int) -> Page | None:
        return _shape.first(self._connection.execute(_GET, {"this": id}))

    def lock(self, id: int) -> Page | None:
        return _shape.first(self._connection.execute(_LOCK, {"this": id}))

    def save(self, pages: Sequence[Page]) -> None:
        if pages:
            self._connection.execute(_SAVE, [_derived(one) for one in pages])

    def reopen(self, page: Page) -> bool:
        try:
            with self._connection.begin_nested():
                self.save([page])
        except IntegrityError:
            return False
        return True

    def of(self, about: str) -> list[Page]:
        return _shape.all(self._connection.execute(_OF, {"this": about}))

    def open(self, *, limit: int) -> list[Page]:
        return _shape.all(self._connection.execute(_OPEN, {"limit": limit}))

    def turn(self, policy: str) -> int:
        return int(self._connection.execute(_TURN, {"this": policy}).scalar_one())

    def is_any_due(self, now: datetime) -> bool:
        return self._connection.execute(_DUE, {"now": now, "limit": 1}).first() is not None

    def due(self, now: datetime, *, limit: int) -> list[Page]:
        return _shape.all(self._connection.execute(_DUE, {"now": now, "limit": limit}))

    def take_due(self, now: datetime, *, limit: int) -> list[Page]:
        return _shape.all(self._connection.execute(_TAKE, {"now": now, "limit": limit}))

    def add_events(self, page: int, events: Sequence[PageEvent]) -> int:
        if not events:
            return 0
        added = _ADD_COUNTED.run(self._connection, [event_row(page, one) for one in events]).all()
        self._connection.execute(_UNPLAN, {"this": page})
        return len(added)

    def add_all_events(self, events: Mapping[int, Sequence[PageEvent]]) -> None:
        if rows := [event_row(page, one) for page, several in events.items() for one in several]:
            _ADD_EVENTS.run(self._connection, rows)

    def events(self, page: int) -> list[PageEvent]:
        return self.events_of([page]).get(page, [])

    def events_of(self, pages: Iterable[int]) -> dict[int, list[PageEvent]]:
        found: dict[int, list[PageEvent]] = {}
        for these in in_portions(pages):
            for page, round, step, draw, *kept in self._connection.execute(_EVENTS, {"these": these}):
                event = PageEvent(**dict(zip(_KEPT, kept, strict=True)), place=Place(round, step, draw))
                found.setdefault(page, []).append(event)
        return found

    def forget_before(self, at: datetime, *, limit: int) -> int:
        old = list(self._connection.execute(_OLD, {"before": at, "limit": limit}).scalars())
        for statement in _FORGET if old else ():
            self._connection.execute(statement, {"these": old})
        return len(old)


def _derived(page: Page) -> Row:
    return {"this": page.id} | {name: getattr(page, name) for name in _DERIVED}


def page_row(page: Page) -> Row:
    """As it is added; the database gives the id."""
    return _shape.new_row(page) | {"policy_name": page.policy.name}


def event_row(page: int, event: PageEvent) -> Row:
    kept = {name: getattr(event, name) for name in _KEPT}
    return kept | {"page": page} | event.place._asdict()
