"""How a drill went, for whoever started it in a terminal."""

from collections.abc import Iterator
from datetime import datetime

from adapters.terminal.plain import harmless
from bot.actions import drill
from bot.config import Settings
from bot.domain import drill_lines
from bot.domain.incident import Incident
from bot.ports import Work

_MARKS = {True: "  ok  ", False: "  NO  ", None: "      "}


def drills(settings: Settings, work: Work, now: datetime) -> str:
    """The reports of every incident that was a drill, or a part of a history that was played."""
    told = [
        "\n".join(_lines(settings, work, one, now))
        for one in work.incidents.recent(limit=20)
        if one.drill or drill.rehearsal(work, one)
    ]
    return "\n\n".join(told)


def _lines(settings: Settings, work: Work, incident: Incident, now: datetime) -> Iterator[str]:
    review = drill.review(settings, work, incident, now)
    yield f"{incident.key} {harmless(incident.title)}, beside the table {review.ours.table}:"
    for row in drill_lines.rows(review):
        yield f"{_MARKS[row.is_good]}{row.name}: {harmless(row.says)}"
    for late in drill_lines.late(review.ours):
        yield f"      - {late}"
    if compared := drill_lines.compared(review):
        yield f"  {harmless(compared)}"
