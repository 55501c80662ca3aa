"""Column types: what Python holds on one side and the two databases on the other."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Integer,
    String,
    Text,
    TypeDecorator,
    any_,
    text,
)
from sqlalchemy.types import TypeEngine

from bot.domain.escalation import EscalationPolicy, Kind, Step, Target
from bot.domain.pager import Contact
from bot.domain.sla_conditions import Subject
from bot.domain.ticket import Deadline, Priority

Id = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite counts by itself only in a column that is called INTEGER."""


class Instant(TypeDecorator[datetime]):
    """An aware instant; a naive one is refused, and what comes back is always UTC.

    SQLite has no such type, so it keeps ISO 8601 with microseconds, always 32 characters
    in UTC: the text sorts as the instants do and people can read it.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} is naive; instants come from the clock and are aware")
        utc = value if value.tzinfo is UTC else value.astimezone(UTC)
        return utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        read = datetime.fromisoformat(value) if dialect.name == "sqlite" else value
        return read if read.tzinfo is UTC else read.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text as typed, with two exceptions that no database could keep.

    PostgreSQL has no place for NUL: it becomes its picture, U+2400. Halves of a character
    (lone surrogates, from broken JSON) become U+FFFD, and two halves that belong together
    become the character. Both databases do the same, and so do comparisons.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """What a database can keep of this text."""
    if "\x00" in text:
        text = text.replace("\x00", "\u2400")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


class OneOf(TypeDecorator[StrEnum]):
    """A word of one of our enumerations, stored as that word."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum], longest: int = 20) -> None:
        super().__init__(longest)
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, _dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class Fields(TypeDecorator[Mapping[str, Any]]):
    """Plain JSON values by name. Kept as ASCII text, so that NUL and halves of characters survive."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(dict(value), separators=(",", ":"))

    def process_result_value(self, value: Any, _dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(value)


class Names(TypeDecorator[tuple[str, ...]]):
    """Several names in their order, as ASCII text like `Fields`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value), separators=(",", ":"))

    def process_result_value(self, value: Any, _dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class Deadlines(TypeDecorator[tuple[Deadline, ...]]):
    """What a desk promises for one ticket."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Deadline, ...] | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([_deadline(one) for one in value], separators=(",", ":"))

    def process_result_value(self, value: Any, _dialect: Dialect) -> tuple[Deadline, ...] | None:
        return None if value is None else tuple(_read_deadline(one) for one in json.loads(value))


def _deadline(one: Deadline) -> dict[str, Any]:
    return asdict(one) | {"due_at": one.due_at.isoformat() if one.due_at else None}


def _read_deadline(read: dict[str, Any]) -> Deadline:
    due_at = datetime.fromisoformat(read["due_at"]) if read["due_at"] else None
    return Deadline(**read | {"due_at": due_at})


class Subjects(TypeDecorator[Subject]):
    """What a ticket or an incident was at one instant."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Subject | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(asdict(value), separators=(",", ":"))

    def process_result_value(self, value: Any, _dialect: Dialect) -> Subject | None:
        return None if value is None else _read_subject(json.loads(value))


def _read_subject(read: dict[str, Any]) -> Subject:
    lists = {name: tuple(read[name]) for name in ("tags", "organisations")}
    return Subject(**read | lists | {"priority": Priority(read["priority"])})


class Policy(TypeDecorator[EscalationPolicy]):
    """Whom a page goes to, step by step."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: EscalationPolicy | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(asdict(value), separators=(",", ":"))

    def process_result_value(self, value: Any, _dialect: Dialect) -> EscalationPolicy | None:
        if value is None:
            return None
        read = json.loads(value)
        return EscalationPolicy(**read | {"steps": tuple(_read_step(one) for one in read["steps"])})


def _read_step(read: dict[str, Any]) -> Step:
    return Step(
        **read | {"targets": tuple(Target(Kind(one["kind"]), one["name"]) for one in read["targets"])}
    )


class Contacts(TypeDecorator[tuple[Contact, ...]]):
    """Who is on call, as a pager told it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Contact, ...] | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([_contact(one) for one in value], separators=(",", ":"))

    def process_result_value(self, value: Any, _dialect: Dialect) -> tuple[Contact, ...] | None:
        return None if value is None else tuple(_read_contact(one) for one in json.loads(value))


def _contact(one: Contact) -> dict[str, Any]:
    return asdict(one) | {"until": one.until.isoformat() if one.until else None}


def _read_contact(read: dict[str, Any]) -> Contact:
    return Contact(**read | {"until": datetime.fromisoformat(read["until"]) if read["until"] else None})


V = TypeVar("V")
PORTION = 400
"""Values that one question names at most; SQLite takes no more than some hundreds."""


def in_portions(values: Iterable[V]) -> Iterator[list[V]]:
    """Each once, in their order, not more than a database takes at once."""
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), PORTION):
        yield wanted[start : start + PORTION]


def is_among(column: ColumnElement[str], database: str) -> ColumnElement[bool]:
    """However many values are `written`, it is one question, and always the same one.

    On PostgreSQL as an array, for which the planner has no other way than the index.
    """
    if database == "sqlite":
        return column.in_(text("SELECT value FROM json_each(:these)"))
    return column == any_(text("(ARRAY(SELECT json_array_elements_text(CAST(:these AS json))))"))


def written(values: Iterable[str]) -> str:
    return json.dumps([storable(one) for one in values])
