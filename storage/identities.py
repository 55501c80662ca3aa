"""Who is the same person in several chats, and codes by which somebody shows it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.identity import Identity, LinkCode
from storage.chat_tables import identities, link_codes
from storage.nouns import Shape, Upsert

_identity = Shape(Identity, identities)
_code = Shape(LinkCode, link_codes)

_GET = select(*_identity.columns).where(identities.c.id == bindparam("this"))
_OF = select(*_identity.columns).where(identities.c.person == bindparam("who")).order_by(identities.c.id)
_REMOVE = delete(identities).where(identities.c.id == bindparam("this"))
_CODES = (
    select(*_code.columns).where(link_codes.c.expires_at > bindparam("now")).order_by(link_codes.c.person)
)
_USED = delete(link_codes).where(link_codes.c.person.in_(bindparam("these", expanding=True)))
_EXPIRED = delete(link_codes).where(link_codes.c.expires_at <= bindparam("now"))


def _replacing(table: Any, key: str) -> Upsert:
    def build(insert_into: Any) -> Any:
        new = insert_into(table)
        changed = {column.name: new.excluded[column.name] for column in table.c if column.name != key}
        return new.on_conflict_do_update(index_elements=[key], set_=changed)

    return Upsert(build)


_PUT = _replacing(identities, "id")
_PUT_CODE = _replacing(link_codes, "person")


class Identities:
    """Keeps the promise of `bot.ports.Identities`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: str) -> Identity | None:
        return _identity.first(self._connection.execute(_GET, {"this": id}))

    def of(self, person: str) -> list[Identity]:
        return _identity.all(self._connection.execute(_OF, {"who": person}))

    def put(self, identity: Identity) -> None:
        _PUT.run(self._connection, _identity.row(identity))

    def remove(self, id: str) -> None:
        self._connection.execute(_REMOVE, {"this": id})

    def put_code(self, code: LinkCode) -> None:
        _PUT_CODE.run(self._connection, _code.row(code))

    def codes(self, now: datetime) -> list[LinkCode]:
        return _code.all(self._connection.execute(_CODES, {"now": now}))

    def use_codes(self, people: Iterable[str]) -> None:
        self._connection.execute(_USED, {"these": sorted(people)})

    def forget_codes(self, now: datetime) -> int:
        return self._connection.execute(_EXPIRED, {"now": now}).rowcount
