"""A hundred thousand events of tickets, kept and derived: does each cost the same, does memory grow?

Waves of 10,000 events come one after the other: 2,000 new tickets each, with five events each, so that
every wave does the same work among ever more rows.
"""

from collections.abc import Iterator

from benchmarks.child import child
from benchmarks.figure import Figure
from benchmarks.inside import sqlite

TIME, TIME_BOUND = "ingest_100k_vs_10k", 1.3
MEMORY, MEMORY_BOUND = "ingest_memory_growth", 1.1
WAVES, EVENTS = 10, 10_000
WHY_TIME = "indexes are higher, and more of them lies outside the pages that a connection keeps"
WHY_MEMORY = "see whether the last waves still grew"


def run(*, quick: bool) -> Iterator[Figure]:
    events = EVENTS // 20 if quick else EVENTS
    with sqlite() as url, child("benchmarks.ingest_reader", url, str(WAVES), str(events)) as reader:
        reader.begin()
        waves = [tuple(map(float, reader.hears().split())) for _ in range(WAVES)]
    seconds, megabytes = zip(*waves, strict=True)
    each = [one / events * 1e3 for one in seconds]
    curve = ", ".join(f"{one:.2f}" for one in each)
    told = f"milliseconds of CPU for each event, {events:,} after {events:,}: {curve}"
    yield Figure(TIME, sum(each) / WAVES / each[0], TIME_BOUND, from_=told, why=WHY_TIME)
    told = f"{megabytes[0]:.0f} MB at most in the first {events:,}, {megabytes[-1]:.0f} MB in all of them"
    yield Figure(MEMORY, megabytes[-1] / megabytes[0], MEMORY_BOUND, from_=told, why=WHY_MEMORY)
