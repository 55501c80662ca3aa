"""Open time counted by our calendars against workclock, which is written in Rust; both must agree first.

Same calendar (Berlin, two stretches a day, nine holidays), same instants over four years with their
clock changes, one call after the other, both with the checks that their users get.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import starmap
from random import Random
from time import perf_counter

from workclock import Holidays, Schedule, WorkDay

from benchmarks.figure import Figure, interleaved
from bot.domain.calendar import Calendar
from bot.domain.calendar_rules import WEEKDAYS

ADD, BETWEEN, BOUND = "calendar_add_vs_workclock", "calendar_between_vs_workclock", 2.0
ZONE = "Europe/Berlin"
STRETCHES = (("09:00", "12:00"), ("13:00", "17:00"))
CLOSED = (
    "2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-12-25 2025-12-26 2026-01-01 2026-04-03 2026-04-06"
).split()
CASES = 40_000
FOUR_YEARS, LONGEST = 4 * 365 * 86400, 200 * 3600
FIRST = datetime(2024, 1, 1, tzinfo=UTC)

Case = tuple[datetime, datetime, int, timedelta]
"""Start and end of a range, and a duration in both spellings."""


def run(*, quick: bool) -> Iterator[Figure]:
    ours, theirs, cases = _ours(), _theirs(), list(_cases())
    _agree(ours, theirs, cases)
    timed, repeats = cases[: 5_000 if quick else 20_000], 5 if quick else 15
    yield _figure(
        ADD,
        lambda: [ours.add(start, seconds) for start, _, seconds, _ in timed],
        lambda: [theirs.add(start, span) for start, _, _, span in timed],
        count=len(timed),
        repeats=repeats,
    )
    yield _figure(
        BETWEEN,
        lambda: [ours.between(start, end) for start, end, _, _ in timed],
        lambda: [theirs.between(start, end) for start, end, _, _ in timed],
        count=len(timed),
        repeats=repeats,
    )


def _figure(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], *, count: int, repeats: int
) -> Figure:
    seconds = interleaved({"ours": lambda: _timed(ours), "theirs": lambda: _timed(theirs)}, repeats=repeats)
    told = f"{count / seconds['ours']:,.0f} calls a second against {count / seconds['theirs']:,.0f}"
    return Figure(
        name,
        seconds["theirs"] / seconds["ours"],
        BOUND,
        at_least=True,
        from_=f"{told}; {CASES:,} random cases are equal",
    )


def _timed(calls: Callable[[], object]) -> float:
    begun = perf_counter()
    calls()
    return perf_counter() - begun


def _ours() -> Calendar:
    return Calendar(ZONE, dict.fromkeys(WEEKDAYS[:5], STRETCHES), holidays=CLOSED)


def _theirs() -> Schedule:
    ends = ((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in STRETCHES)
    return Schedule([*starmap(WorkDay, ends), Holidays(map(date.fromisoformat, CLOSED))], time_zone=ZONE)


def _cases() -> Iterator[Case]:
    random = Random(5)
    for _ in range(CASES):
        start = FIRST + timedelta(seconds=random.randrange(FOUR_YEARS))
        seconds = random.randrange(1, LONGEST)
        yield (
            start,
            start + timedelta(seconds=random.randrange(4 * LONGEST)),
            seconds,
            timedelta(seconds=seconds),
        )


def _agree(ours: Calendar, theirs: Schedule, cases: list[Case]) -> None:
    for start, end, seconds, span in cases:
        assert ours.add(start, seconds) == theirs.add(start, span), (start, seconds)
        assert ours.between(start, end) == theirs.between(start, end).total_seconds(), (start, end)
