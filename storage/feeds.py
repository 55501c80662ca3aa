"""Calendar feeds, by the digest of the secret in their address."""

from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.feed import Feed
from storage.nouns import Shape, Upsert
from storage.page_tables import feeds

_shape = Shape(Feed, feeds)

_WITH_DIGEST = select(*_shape.columns).where(feeds.c.digest == bindparam("this"))
_WITHDRAW = delete(feeds).where(feeds.c.of == bindparam("whose"), feeds.c.by == bindparam("who"))


def _add(insert_into: Any) -> Any:
    new = insert_into(feeds)
    changed = {name: new.excluded[name] for name in ("digest", "at")}
    return new.on_conflict_do_update(index_elements=["of", "by"], set_=changed)


_ADD = Upsert(_add)


class Feeds:
    """Keeps the promise of `bot.ports.Feeds`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, feed: Feed) -> None:
        _ADD.run(self._connection, _shape.row(feed))

    def with_digest(self, digest: str) -> Feed | None:
        return _shape.first(self._connection.execute(_WITH_DIGEST, {"this": digest}))

    def withdraw(self, of: str, by: str) -> bool:
        return self._connection.execute(_WITHDRAW, {"whose": of, "who": by}).rowcount == 1
