"""`caseline sla why POLICY --ticket ID`: every stretch of one past ticket's clocks."""

from collections.abc import Iterable, Iterator
from typing import Any

from adapters.terminal.plain import as_json, harmless, table
from adapters.terminal.sla import ALL, Wanted, time
from bot.cards.sla_words import stretch
from bot.domain.sla_clock import ClockState
from bot.domain.sla_trial import PastTicket, outcome
from bot.domain.sla_why import Line, Why, story
from bot.errors import NotFound


def why(asked: Wanted, past: Iterable[PastTicket], id: str, *, as_data: bool) -> str:
    """Of the first ticket with this id; raises NotFound."""
    ticket = next((one for one in past if one.id == id), None)
    if ticket is None:
        raise NotFound(f"There is no ticket {id} in the file.")
    clocks = asked.trial().clocks(ticket)
    if as_data:
        return as_json({"ticket": id, "policy": asked.policy, "clocks": [_data(one) for one in clocks]})
    if not clocks:
        by = "no policy" if asked.policy == ALL else f"the policy {asked.policy}"
        return harmless(f"Nothing was promised to ticket {id} by {by}.")
    return "\n".join(map(harmless, _lines(asked, clocks)))


def _data(clock: ClockState) -> dict[str, Any]:
    return {
        "metric": clock.metric,
        "run": clock.instance,
        "state": clock.state,
        "outcome": outcome(clock),
        "policy": clock.policy,
        "version": clock.version,
        "calendar": clock.target.calendar,
        "target_seconds": clock.target.seconds,
        "elapsed_seconds": clock.elapsed,
        "due": clock.due.isoformat() if clock.due else None,
        "segments": [_segment(one) for one in story(clock)],
    }


def _segment(line: Line) -> dict[str, Any]:
    return {
        "why": line.why,
        "since": line.since.isoformat(),
        "until": line.until.isoformat(),
        "seconds": line.seconds,
        "status": line.status,
        "calendar": line.calendar,
        "edition": line.edition,
        "target_seconds": line.target.seconds if line.target else None,
        "policy": line.policy,
        "version": line.version,
    }


def _lines(asked: Wanted, clocks: list[ClockState]) -> Iterator[str]:
    for place, clock in enumerate(clocks):
        yield from ("",) * (place > 0)
        yield _heading(asked, clock)
        yield from (f"  {line}" for line in table([_row(asked, clock, one) for one in story(clock)]))


def _heading(asked: Wanted, clock: ClockState) -> str:
    parts = [
        clock.metric + (f" #{clock.instance}" if clock.instance > 1 else ""),
        outcome(clock),
        f"{time(clock.elapsed)} of {time(clock.target.seconds)}",
        f"{clock.policy} (version {clock.version})",
    ]
    if clock.due:
        parts.append(f"due {asked.wall(clock.due, clock.target.calendar)}")
    return " · ".join(parts)


def _row(asked: Wanted, clock: ClockState, line: Line) -> tuple[str, ...]:
    calendar = line.calendar or clock.target.calendar
    since = asked.wall(line.since, calendar)
    if line.why is Why.BREACH and line.target:
        return since, "", "", f"{time(line.target.seconds)} used up"
    return since, f"to {asked.wall(line.until, calendar)}", time(line.seconds), stretch(line)
