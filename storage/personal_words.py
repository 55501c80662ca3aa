"""Personal words: which customer waits for one, and who sent which."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select, text, update

from bot.domain.personal_word import OPEN, PersonalWord, WordState
from storage.nouns import Shape, Upsert
from storage.status_tables import IS_OPEN, personal_words

_shape = Shape(PersonalWord, personal_words)
_LIMIT: Any = bindparam("limit")
_OFFSET: Any = bindparam("offset")
_ALL = select(*_shape.columns)
_OF = personal_words.c.update == bindparam("of")

_GET = _ALL.where(personal_words.c.id == bindparam("this"))
_OPEN_OF = _ALL.where(text(IS_OPEN), _OF, personal_words.c.customer == bindparam("whose"))
_LISTED = (
    _ALL.where(_OF)
    .order_by(
        case((personal_words.c.state.in_(OPEN), 0), else_=1), personal_words.c.held_at, personal_words.c.id
    )
    .limit(_LIMIT)
    .offset(_OFFSET)
)
_COUNT = select(personal_words.c.state, func.count()).where(_OF).group_by(personal_words.c.state)
_ADD = Upsert(lambda insert_into: insert_into(personal_words).on_conflict_do_nothing())
_SAVE = update(personal_words).where(personal_words.c.id == bindparam("this"))


class PersonalWords:
    """Keeps the promise of `bot.ports.PersonalWords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, word: PersonalWord) -> PersonalWord:
        _ADD.run(self._connection, _shape.new_row(word))
        asked = {"of": word.update, "whose": word.customer}
        return _shape.first(self._connection.execute(_OPEN_OF, asked)) or word

    def get(self, id: int) -> PersonalWord | None:
        return _shape.first(self._connection.execute(_GET, {"this": id}))

    def save(self, word: PersonalWord) -> None:
        self._connection.execute(_SAVE, _shape.new_row(word) | {"this": word.id})

    def of(self, update: int, *, limit: int, offset: int = 0) -> list[PersonalWord]:
        asked = {"of": update, "limit": limit, "offset": offset}
        return _shape.all(self._connection.execute(_LISTED, asked))

    def count(self, update: int) -> Mapping[WordState, int]:
        found = self._connection.execute(_COUNT, {"of": update})
        return {state: number for state, number in found}  # noqa: C416 - rows are no pairs for the checker
