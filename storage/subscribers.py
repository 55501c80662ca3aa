"""Those who subscribed to the status page, and what the links in their letters prove."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, select, text, update

from bot.domain.subscriber import Subscriber, SubscriberKey, folded
from storage.nouns import Shape, Upsert
from storage.subscriber_tables import CONFIRMED, UNCONFIRMED, subscriber_keys, subscribers

_shape = Shape(Subscriber, subscribers)
_key = Shape(SubscriberKey, subscriber_keys)
_LIMIT: Any = bindparam("limit")

_ADD = Upsert(
    lambda insert_into: insert_into(subscribers).on_conflict_do_nothing().returning(subscribers.c.id)
)
_GET = select(*_shape.columns).where(subscribers.c.id == bindparam("this"))
_LOCK = _GET.with_for_update()
_LOCK_ADDRESS = select(*_shape.columns).where(subscribers.c.folded == bindparam("mailbox")).with_for_update()
_KEPT = tuple(name for name in _shape.names if name not in ("id", "address"))
_SAVE = (
    update(subscribers)
    .where(subscribers.c.id == bindparam("this"))
    .values({name: bindparam(name) for name in _KEPT})
)
_REMOVE = delete(subscribers).where(subscribers.c.id == bindparam("this"))
_REMOVE_KEYS = delete(subscriber_keys).where(subscriber_keys.c.subscriber == bindparam("this"))
_BEHIND = (
    select(*_shape.columns)
    .where(text(CONFIRMED), subscribers.c.id > bindparam("this"))
    .order_by(subscribers.c.id)
    .limit(_LIMIT)
)
_ASKED = select(func.count()).where(subscribers.c.asked_at > bindparam("at"))
_COUNT = select(
    func.count(subscribers.c.confirmed_at),
    func.coalesce(func.sum(case((subscribers.c.confirmed_at.is_(None), 1), else_=0)), 0),
)
_ADD_KEY = Upsert(lambda insert_into: insert_into(subscriber_keys))
_INSTEAD = delete(subscriber_keys).where(
    subscriber_keys.c.subscriber == bindparam("whose"), subscriber_keys.c.letter == bindparam("sent_as")
)
_KEY = select(*_key.columns).where(subscriber_keys.c.digest == bindparam("this"))
_OLD_KEYS = select(subscriber_keys.c.digest).where(subscriber_keys.c.at < bindparam("before")).limit(_LIMIT)
_FORGET_KEYS = delete(subscriber_keys).where(subscriber_keys.c.digest.in_(_OLD_KEYS.scalar_subquery()))
# Whoever is just confirming is left alone until the next time.
_WAITING = (
    select(subscribers.c.id)
    .where(text(UNCONFIRMED), subscribers.c.asked_at < bindparam("before"))
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)


class Subscribers:
    """Keeps the promise of `bot.ports.Subscribers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, subscriber: Subscriber) -> Subscriber | None:
        row = _shape.new_row(subscriber) | {"folded": folded(subscriber.address)}
        id = _ADD.run(self._connection, row).scalar()
        return None if id is None else self.get(id)

    def get(self, id: int) -> Subscriber | None:
        return _shape.first(self._connection.execute(_GET, {"this": id}))

    def lock(self, id: int) -> Subscriber | None:
        return _shape.first(self._connection.execute(_LOCK, {"this": id}))

    def lock_address(self, address: str) -> Subscriber | None:
        return _shape.first(self._connection.execute(_LOCK_ADDRESS, {"mailbox": folded(address)}))

    def save(self, subscriber: Subscriber) -> None:
        named = {name: getattr(subscriber, name) for name in _KEPT}
        self._connection.execute(_SAVE, named | {"this": subscriber.id})

    def remove(self, id: int) -> bool:
        self._connection.execute(_LOCK, {"this": id})
        self._connection.execute(_REMOVE_KEYS, {"this": id})
        return self._connection.execute(_REMOVE, {"this": id}).rowcount == 1

    def behind(self, id: int, *, limit: int) -> list[Subscriber]:
        return _shape.all(self._connection.execute(_BEHIND, {"this": id, "limit": limit}))

    def asked_since(self, at: datetime) -> int:
        return int(self._connection.execute(_ASKED, {"at": at}).scalar_one())

    def count(self) -> tuple[int, int]:
        confirmed, waiting = self._connection.execute(_COUNT).one()
        return int(confirmed), int(waiting)

    def put_key(self, key: SubscriberKey, *, instead: bool) -> None:
        if instead:
            self._connection.execute(_INSTEAD, {"whose": key.subscriber, "sent_as": key.letter})
        _ADD_KEY.run(self._connection, _key.row(key))

    def key(self, digest: str) -> SubscriberKey | None:
        return _key.first(self._connection.execute(_KEY, {"this": digest}))

    def forget_keys(self, before: datetime, *, limit: int) -> int:
        return self._connection.execute(_FORGET_KEYS, {"before": before, "limit": limit}).rowcount

    def forget_waiting(self, before: datetime, *, limit: int) -> int:
        found = list(self._connection.execute(_WAITING, {"before": before, "limit": limit}).scalars())
        return sum(self.remove(one) for one in found)
