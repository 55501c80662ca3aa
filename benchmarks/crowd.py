"""50 people at once, who read and write: how long the slowest of them wait for their answer."""

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure
from benchmarks.processes import Server, caseline
from benchmarks.quiet_slack import quiet_slack
from benchmarks.signed import Line

NAME, BOUND = "answers_at_50_users", 3.0
PEOPLE = 50
WORDS = (
    "list",
    "help",
    "declare sev{sev} Thing{n} is broken for {user}",
    "status INC-{key}",
    "update INC-{key} Still looking into number {n}",
    "note INC-{key} Seen by {user} at {n}",
    "catchup INC-{key}",
    "timeline INC-{key}",
    "task INC-{key} Look at number {n}",
    "liaison INC-{key} me",
)
"""What each of them types, one after the other, beginning at another place."""


def run(*, quick: bool) -> Iterator[Figure]:
    each = 10 if quick else 40
    with (
        tempfile.TemporaryDirectory(prefix="caseline-bench-") as folder,
        quiet_slack() as slack,
        caseline(Path(folder), slack) as server,
    ):
        with Line(server.port) as line:
            for n in range(5):
                line.type(f"declare sev3 Beginning{n}")
        with ThreadPoolExecutor(PEOPLE) as people:
            begun = time.perf_counter()
            took = [
                one for some in people.map(lambda n: _person(server, n, each), range(PEOPLE)) for one in some
            ]
            lasted = time.perf_counter() - begun
    took.sort()
    p99 = took[int(len(took) * 0.99) - 1]
    told = (
        f"{len(took)} interactions in {lasted:.1f} s: half within {median(took):.2f} s, "
        f"99 of 100 within {p99:.2f} s, all within {took[-1]:.2f} s"
    )
    yield Figure(NAME, p99, BOUND, from_=told, why="what is late was answered at the deadline, and followed")


def _person(server: Server, number: int, each: int) -> list[float]:
    """Seconds of each answer."""
    user, took = f"U0P{number:02}", []
    with Line(server.port) as line:
        for turn in range(each):
            text = WORDS[(number + turn) % len(WORDS)]
            n = number * 1000 + turn
            said = text.format(sev=n % 4 + 1, n=n, user=user, key=n % 5 + 1)
            started = time.perf_counter()
            line.type(said, user=user)
            took.append(time.perf_counter() - started)
    return took
