"""What people asked to be told of."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.follow_rule import FollowRule, Wanted
from storage.nouns import Shape, Upsert
from storage.stakeholder_tables import follow_rules

_shape = Shape(FollowRule, follow_rules)
_ALL = select(*_shape.columns).order_by(follow_rules.c.id)
_ADD = Upsert(
    lambda insert_into: insert_into(follow_rules).on_conflict_do_nothing().returning(follow_rules.c.id)
)
_OF = _ALL.where(follow_rules.c.person.in_(bindparam("people", expanding=True)))
_REMOVE = (
    delete(follow_rules)
    .where(
        follow_rules.c.id == bindparam("this"), follow_rules.c.person.in_(bindparam("people", expanding=True))
    )
    .returning(*_shape.columns)
)
_ABOUT = _ALL.where(follow_rules.c.folded.in_(bindparam("values", expanding=True)))


class FollowRules:
    """Keeps the promise of `bot.ports.FollowRules`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rule: FollowRule) -> int:
        row = _shape.new_row(rule) | {"folded": rule.wants.folded}
        return int(_ADD.run(self._connection, row).scalar() or 0)

    def of(self, people: Iterable[str]) -> list[FollowRule]:
        return _shape.all(self._connection.execute(_OF, {"people": list(people)}))

    def remove(self, id: int, people: Iterable[str]) -> FollowRule | None:
        return _shape.first(self._connection.execute(_REMOVE, {"this": id, "people": list(people)}))

    def about(self, several: Iterable[Wanted]) -> list[FollowRule]:
        wanted = {(one.kind, one.folded) for one in several}
        values = sorted({value for _, value in wanted})
        if not values:
            return []
        found = _shape.all(self._connection.execute(_ABOUT, {"values": values}))
        return [one for one in found if (one.kind, one.wants.folded) in wanted]
