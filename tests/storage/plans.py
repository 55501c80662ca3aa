"""How a database answers questions: by which index, or by looking through everything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from bot.ports import Work
from storage.unit_of_work import Database


def plans(database: Database, ask: Callable[[Work], Any]) -> list[str]:
    """One plan for each question that `ask` asks; tables should hold many rows and be analysed before."""
    with _questions(database) as asked, database.change() as work:
        ask(work)
    with database.engine.connect() as connection:
        return [_plan(connection, statement, values) for statement, values in asked]


def analyse(database: Database, *tables: str) -> None:
    """The planner knows how many rows there are."""
    with database.engine.connect() as connection:
        for table in tables:
            connection.execute(text(f"ANALYZE {table}"))
        connection.commit()


@contextmanager
def _questions(database: Database) -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if statement.lstrip().startswith("SELECT") and not many and "pg_" not in statement:
            asked.append((statement, values))

    engines = {database.engine, database._changing}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def _plan(connection: Any, statement: str, values: Any) -> str:
    is_sqlite = connection.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    rows = connection.exec_driver_sql(f"{explain} {statement}", values).all()
    return "\n".join(str(row[3] if is_sqlite else row[0]) for row in rows)
