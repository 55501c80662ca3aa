"""Whether memory grows with use: after 100,000 interactions through the HTTP door, against after 5,000."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.processes import Server, caseline
from benchmarks.quiet_slack import quiet_slack
from benchmarks.signed import Line

NAME, BOUND = "memory_growth", 1.10
WARM, MANY = 5_000, 100_000
LINES = 4
"""Connections that ask at the same time."""
INCIDENTS = 20
OTHERS = {
    0: "list",
    10: "status {key}",
    20: "note {key} seen {n}",
    30: "catchup {key}",
    40: "sev {key} {sev}",
}
"""Every fiftieth is one of these; the others ask for help, as the cheapest way to get to many."""


def run(*, quick: bool) -> Iterator[Figure]:
    warm, many = (1_000, 4_000) if quick else (WARM, MANY)
    with (
        tempfile.TemporaryDirectory(prefix="caseline-bench-") as folder,
        quiet_slack() as slack,
        caseline(Path(folder), slack) as server,
    ):
        with Line(server.port) as line:
            for n in range(INCIDENTS):
                line.type(f"declare sev3 Thing{n} fails")
        _ask(server, range(warm))
        before = server.resident()
        _ask(server, range(warm, many // 2))
        between = server.resident()
        _ask(server, range(many // 2, many))
        after = server.resident()
    marks = {warm: before, many // 2: between, many: after}
    told = ", ".join(f"{size:.1f} MB after {count}" for count, size in marks.items())
    yield Figure(NAME, after / before, BOUND, from_=told, why="see whether the second half still grew")


def _ask(server: Server, numbers: range) -> None:
    shared = iter(numbers)
    with ThreadPoolExecutor(LINES) as threads:
        list(threads.map(lambda _: _one_line(server, shared), range(LINES)))


def _one_line(server: Server, shared: Iterator[int]) -> None:
    with Line(server.port) as line:
        for n in shared:
            text = OTHERS.get(n % 50, "help")
            key, sev = f"INC-{n // 50 % INCIDENTS + 1}", n // (50 * INCIDENTS) % 2 + 3
            line.type(text.format(key=key, n=n, sev=sev), user=f"U0{n % 200:03}")
