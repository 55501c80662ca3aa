"""`caseline incidents`: every incident, newest first."""

from adapters.terminal.plain import as_json, instant, record, table
from bot.domain.incident import Incident
from bot.ports import Work


def incidents(work: Work, *, as_data: bool, limit: int) -> str:
    found = work.incidents.recent(limit=limit)
    if as_data:
        return as_json([record(one) for one in found])
    if not found:
        return "There is no incident yet."
    heading = ("KEY", "SEVERITY", "STATUS", "DECLARED", "TITLE")
    return "\n".join(table([heading, *map(_row, found)]))


def _row(one: Incident) -> tuple[str, ...]:
    status = f"{one.status} · {one.phase}" if one.is_open else str(one.status)
    marks = "".join(mark for mark, shown in (("[drill] ", one.drill), ("[private] ", one.private)) if shown)
    return one.key, one.severity, status, instant(one.declared_at), marks + one.title
