"""Rows become nouns by name, and nouns become rows."""

from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Connection, CursorResult, Executable, Result, Table

N = TypeVar("N")
Row = dict[str, Any]


class Shape(Generic[N]):
    """How one noun lies in its table. Names are compared once, at import."""

    def __init__(self, noun: type[N], table: Table) -> None:
        self._noun = noun
        self.names = tuple(field.name for field in fields(noun))  # type: ignore[arg-type]
        self.columns: tuple[Column[Any], ...] = tuple(table.c[name] for name in self.names)
        self._read = attrgetter(*self.names)

    def row(self, noun: N) -> Row:
        """The noun as parameters of a statement."""
        return dict(zip(self.names, self._read(noun), strict=True))

    def new_row(self, noun: N) -> Row:
        """As `row`, with the id left to the database."""
        row = self.row(noun)
        del row["id"]
        return row

    def first(self, result: Result[Any]) -> N | None:
        """The noun of the first row, if there is one; the result selected `columns`."""
        row = result.first()
        return None if row is None else self._noun(**dict(zip(self.names, row, strict=True)))

    def all(self, result: Result[Any]) -> list[N]:
        """The nouns of all rows; the result selected `columns`."""
        return [self._noun(**dict(zip(self.names, row, strict=True))) for row in result]


class Upsert:
    """An insert that knows what to do about a row that is there already, for both databases.

    Each database has its own construct for it; `build` is given the right `insert` once it is
    known which one is needed, since loading the other would only make the start slower.
    """

    def __init__(self, build: Callable[[Any], Executable]) -> None:
        self._build = build
        self._for: dict[str, Executable] = {}

    def run(self, connection: Connection, row: Row | list[Row]) -> CursorResult[Any]:
        database = connection.dialect.name
        if (statement := self._for.get(database)) is None:
            insert_into = import_module(f"sqlalchemy.dialects.{database}").insert
            statement = self._for[database] = self._build(insert_into)
        return connection.execute(statement, row)
