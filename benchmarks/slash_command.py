"""A slash command that only reads, through the whole HTTP door, against a bare route and against Bolt."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure, interleaved
from benchmarks.processes import Server, caseline, free_port, listening
from benchmarks.quiet_slack import quiet_slack
from benchmarks.signed import Line, command, request

CPU, CPU_BOUND = "slash_command_cpu", 3.0
P50, P50_BOUND = "slash_command_p50_vs_bolt", 10.0
ASKED, ALSO = "help", "list"
OPEN = 8
"""Incidents that are open meanwhile."""
SOON = 1.5
"""Seconds until the war rooms of these incidents are opened and nothing is left to be carried."""


def run(*, quick: bool) -> Iterator[Figure]:
    times, repeats = (100, 5) if quick else (400, 15)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="caseline-bench-")))
        ours = stack.enter_context(caseline(folder, stack.enter_context(quiet_slack())))
        bare = stack.enter_context(_server("benchmarks.server_bare"))
        bolt = stack.enter_context(_server("benchmarks.server_bolt"))
        _declare_some(ours)
        cpu = interleaved(
            {
                "bare": lambda: _cpu(bare, ASKED, times),
                "ours": lambda: _cpu(ours, ASKED, times),
                "also": lambda: _cpu(ours, ALSO, times // 2),
            },
            repeats=repeats,
        )
        p50 = interleaved(
            {
                "ours": lambda: _p50(ours, ASKED, times // 4),
                "theirs": lambda: _p50(bolt, ASKED, times // 4),
            },
            repeats=max(3, repeats // 3),
        )
    told = {name: f"{seconds * 1e6:.0f} µs" for name, seconds in cpu.items()}
    yield Figure(
        CPU,
        cpu["ours"] / cpu["bare"],
        CPU_BOUND,
        from_=f"CPU of the server: /case {ASKED} {told['ours']}, bare route {told['bare']}; "
        f"/case {ALSO} with {OPEN} incidents {told['also']} ({cpu['also'] / cpu['bare']:.1f} times)",
        why=WHY,
    )
    yield Figure(
        P50,
        p50["theirs"] / p50["ours"],
        P50_BOUND,
        at_least=True,
        from_=f"Bolt's default set-up {p50['theirs'] * 1e3:.2f} ms, ours {p50['ours'] * 1e3:.2f} ms",
    )


WHY = (
    "about a sixth is HTTP and the signature, a fifth Bolt's dispatch, a tenth the way to a thread and back "
    "(each by leaving it out); the rest is the router with its one question to the database, drawing and JSON"
)


@contextmanager
def _server(module: str) -> Iterator[Server]:
    port = free_port()
    with listening("-m", module, str(port), environment={}, port=port) as server:
        yield server


def _declare_some(server: Server) -> None:
    things = ("Checkout", "Search", "Sign-in", "Mail", "Refunds", "Exports", "Imports", "Telephones")
    with Line(server.port) as line:
        for n in range(OPEN):
            said = line.type(f"declare sev{n % 4 + 1} {things[n % len(things)]} fail")
            assert f"INC-{n + 1} ".encode() in said, said
    time.sleep(SOON)


def _cpu(server: Server, text: str, times: int) -> float:
    """Seconds of the server's CPU for one request, one after the other over one connection."""
    with Line(server.port) as line:
        line.type(text)
        before = server.cpu()
        for _ in range(times):
            line.type(text)
        return (server.cpu() - before) / times


def _p50(server: Server, text: str, times: int) -> float:
    """Seconds until the answer."""
    took = []
    with Line(server.port) as line:
        line.type(text)
        for _ in range(times):
            raw = request(command(text))
            started = time.perf_counter()
            line.ask(raw)
            took.append(time.perf_counter() - started)
    return median(took)
