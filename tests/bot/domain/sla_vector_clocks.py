"""A vector of a clock, as events of one clock and what came of it.

Besides the types that `tests/data/sla_vectors.json` has from elsewhere there are two of ours:
`activate`, which reopens, and `cancel`, which has a reason.
"""

from datetime import UTC, datetime

from bot.domain.sla_clock import clocks
from bot.domain.sla_event import Event, Kind, Reason
from bot.domain.sla_policy import Metric, Target
from tests.bot.domain.sla_stories import LONG_AGO
from tests.sla_vectors import calendar_of

METRICS = {"first_response": Metric.FIRST_REPLY, "next_response": Metric.NEXT_REPLY}
KINDS = {
    "start": Kind.ACTIVATE,
    "stop": Kind.FULFIL,
    "retarget": Kind.APPLY_SLA,
    "customer_again": Kind.COMMENT,
}


def events_of(vector: dict) -> list[Event]:
    metric = METRICS.get(vector["input"]["metric"], Metric.RESOLUTION)
    found = []
    for number, one in enumerate(vector["input"]["events"]):
        kind, at = KINDS.get(one["type"], one["type"]), datetime.fromisoformat(one["at"]).astimezone(UTC)
        seconds = one.get("target_seconds", vector["input"]["target_seconds"] if number == 0 else None)
        promise = Target(metric=metric, seconds=seconds, calendar="own") if seconds else None
        event = Event(
            source="vector",
            id=str(2 * number),
            at=at,
            kind=kind,
            metric=metric,
            sequence=2 * number,
            reason=Reason(one["reason"]) if "reason" in one else None,
        )
        if kind is not Kind.APPLY_SLA:
            found.append(event)
        if promise:
            found.append(
                Event(
                    source="vector",
                    id=str(2 * number + 1),
                    at=at,
                    kind=Kind.APPLY_SLA,
                    metric=metric,
                    sequence=2 * number + 1,
                    target=promise,
                )
            )
    return found


def outcome(vector: dict) -> dict:
    """What came of it, as far as it is expected; as it stands at its last event."""
    events = events_of(vector)
    calendar = calendar_of(vector)
    (clock,) = clocks(events, {"own": ((LONG_AGO, calendar),)}, events[-1].at)
    going_on = clock.counted.running_on(clock.now, calendar).reaches(clock.target.seconds)
    found = {
        "due_at": clock.due or going_on,
        "elapsed": clock.elapsed,
        "remaining": clock.remaining,
        "breached": clock.is_breached,
        "state": clock.state.value,
        "breaches": [f"{one.target.seconds}@{one.at.isoformat()}" for one in clock.breaches],
    }
    return {name: found[name] for name in vector["expect"]}


def expected(vector: dict) -> dict:
    due = vector["expect"].get("due_at")
    return {**vector["expect"], **({"due_at": datetime.fromisoformat(due)} if due else {})}
