"""People, as their chats described them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from bot.domain.person import Person
from storage.chat_tables import people
from storage.nouns import Shape, Upsert
from storage.types import in_portions, storable

_shape = Shape(Person, people)

_GET = select(*_shape.columns).where(people.c.id == bindparam("this"))
_SEVERAL = select(*_shape.columns).where(people.c.id.in_(bindparam("these", expanding=True)))
_NAMED = (
    select(*_shape.columns)
    .where(
        people.c.chat == bindparam("in_chat"),
        or_(
            people.c.folded_name == bindparam("folded"),
            people.c.folded_mailbox == bindparam("folded"),
        ),
    )
    .order_by(people.c.id)
)
_WITH_EMAILS = (
    select(*_shape.columns)
    .where(people.c.folded_email.in_(bindparam("these", expanding=True)), people.c.checked_at.is_not(None))
    .order_by(people.c.id)
)


def _put(insert_into: Any) -> Any:
    new = insert_into(people)
    changed = {column.name: new.excluded[column.name] for column in people.c if column.name != "id"}
    return new.on_conflict_do_update(index_elements=["id"], set_=changed)


_PUT = Upsert(_put)


class People:
    """Keeps the promise of `bot.ports.People`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._by_id: dict[str, Person | None] = {}
        self._by_email: dict[str, list[Person]] = {}

    def get(self, id: str) -> Person | None:
        if id not in self._by_id:
            self._by_id[id] = _shape.first(self._connection.execute(_GET, {"this": id}))
        return self._by_id[id]

    def put(self, person: Person) -> None:
        derived = {
            "chat": person.chat,
            "folded_name": person.name.casefold(),
            "folded_mailbox": person.email.partition("@")[0].casefold(),
            "folded_email": person.email.casefold(),
        }
        _PUT.run(self._connection, _shape.row(person) | derived)
        self._by_id.clear()
        self._by_email.clear()

    def named(self, name: str, *, chat: str) -> list[Person]:
        if not name:
            return []
        asked = {"in_chat": chat, "folded": name.casefold()}
        return _shape.all(self._connection.execute(_NAMED, asked))

    def with_email(self, email: str) -> list[Person]:
        if not email:
            return []
        return list(self.with_emails([email])[email])

    def with_emails(self, emails: Iterable[str]) -> dict[str, list[Person]]:
        folded = {email: storable(email).casefold() for email in emails if email}
        for these in in_portions(one for one in folded.values() if one not in self._by_email):
            self._by_email |= {one: [] for one in these}
            for person in _shape.all(self._connection.execute(_WITH_EMAILS, {"these": these})):
                self._by_email.setdefault(person.email.casefold(), []).append(person)
        return {email: self._by_email[one] for email, one in folded.items()}

    def several(self, ids: Iterable[str]) -> dict[str, Person]:
        """Those that are known, by id."""
        these = sorted(set(ids))
        if not these:
            return {}
        found = _shape.all(self._connection.execute(_SEVERAL, {"these": these}))
        return {person.id: person for person in found}
