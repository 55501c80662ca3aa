"""How `caseline run` starts with nothing but Slack configured: how soon, and how large."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, interleaved
from benchmarks.processes import Server, caseline, clean, free_port, migrated, slack_only, started
from benchmarks.quiet_slack import quiet_slack

TIME, TIME_BOUND = "cold_start", 1.5
MEMORY, MEMORY_BOUND = "resident_memory", 130.0
IMPORTS = "import slack_bolt, sqlalchemy, starlette, uvicorn, apscheduler"
REST = 2.0
"""Seconds after which a process that has started has also come to rest."""


def run(*, quick: bool) -> Iterator[Figure]:
    repeats = 3 if quick else 11
    with tempfile.TemporaryDirectory(prefix="caseline-bench-") as name, quiet_slack() as slack:
        folder = Path(name)
        database = migrated(folder)
        _without_teams(folder, slack, database)
        seconds = interleaved(
            {"ours": lambda: _start(folder, slack, database), "imports": _imports}, repeats=repeats
        )
        with caseline(folder, slack, database=database) as server:
            time.sleep(REST)
            resident = server.resident()
    told = f"listens after {seconds['ours']:.2f} s, the imports alone {seconds['imports']:.2f} s"
    yield Figure(
        TIME,
        seconds["ours"] / seconds["imports"],
        TIME_BOUND,
        from_=f"{told}; botbuilder was not imported",
        why="settings of every system, tables and our own modules: many small classes, built at import",
    )
    yield Figure(MEMORY, resident, MEMORY_BOUND, from_=f"{resident:.0f} MB after the start, at rest")


def _start(folder: Path, slack: str, database: str) -> float:
    """Seconds from the start of the process until it answers."""
    port = free_port()
    begun = time.perf_counter()
    with started(
        "-m", "bot", "run", environment=slack_only(folder, slack, port, database=database)
    ) as process:
        Server(process, port).wait_until_it_answers()
        return time.perf_counter() - begun


def _imports() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORTS], check=True, env=clean())
    return time.perf_counter() - begun


def _without_teams(folder: Path, slack: str, database: str) -> None:
    """Asserts that Teams' packages are not imported, by Python's own list of what was."""
    port, listed = free_port(), folder / "imported"
    environment = slack_only(folder, slack, port, database=database)
    words = ("-X", "importtime", "-m", "bot", "run")
    with listed.open("wb") as file, started(*words, environment=environment, errors=file) as process:
        Server(process, port).wait_until_it_answers()
    modules = {line.rpartition("|")[2].strip() for line in listed.read_text().splitlines()}
    imported = {name.partition(".")[0] for name in modules}
    assert "slack_bolt" in imported, "the list of imports could not be read"
    assert "rapidfuzz" not in imported, "texts were compared"
    assert "holidays" not in imported, "public holidays were looked up"
    assert not imported & {"botbuilder", "botframework", "aiohttp", "jwt", "msal"}, "Teams was imported"
    assert not {name for name in modules if name.startswith("adapters.teams")}, "Teams was imported"
