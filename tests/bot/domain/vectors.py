"""Vectors of clocks: a file in the shared format, as events of one clock and what is expected of it.

`SLA_VECTORS` names the file; otherwise it is looked for in `../shared/data` beside the checkout.
"""

import json
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.domain.calendar import Calendar
from bot.domain.sla_clock import clocks
from bot.domain.sla_event import Event, Kind, Reason
from bot.domain.sla_policy import Metric, Target
from tests.bot.domain.sla_stories import LONG_AGO

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "sla_vectors.json"
OWN = Path(__file__).with_name("clock_vectors.json")

METRICS = {"first_response": Metric.FIRST_REPLY, "next_response": Metric.NEXT_REPLY}
KINDS = {
    "start": Kind.ACTIVATE,
    "stop": Kind.FULFIL,
    "retarget": Kind.APPLY_SLA,
    "customer_again": Kind.COMMENT,
}


def load(path: Path) -> list[dict]:
    vectors = json.loads(path.read_text(encoding="utf-8"))["vectors"]
    return [vector for vector in vectors if vector["kind"] == "clock"]


def shared() -> list:
    """One parameter a vector; one that is skipped where there is no file."""
    path = Path(os.environ.get("SLA_VECTORS", SHARED))
    if not path.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"there is no file {path}"))]
    return [pytest.param(vector, id=vector["id"]) for vector in load(path)]


@cache
def _calendar(written: str) -> Calendar:
    raw = json.loads(written)
    return Calendar(
        raw["tz"],
        raw["hours"],
        holidays=raw.get("holidays", ()),
        overrides=raw.get("overrides"),
        breaks=raw.get("breaks"),
    )


def calendar_of(vector: dict) -> Calendar:
    return _calendar(json.dumps(vector["calendar"], sort_keys=True))


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
