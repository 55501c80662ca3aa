"""Servers in processes of their own, watched from outside; they end when the benchmark does."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from benchmarks.signed import SECRET
from storage.migrations import upgrade

LONGEST_START = 60.0
"""Seconds; a server that does not listen by then is broken."""
ROOT = Path(__file__).parent.parent
OURS = ("SLACK_", "CASELINE_", "MICROSOFT_", "TEAMS_", "PYTHONDONTWRITEBYTECODE")
"""What begins so in our environment is somebody's settings, or keeps modules from being compiled once."""


class Server:
    """A child process that listens on `port`."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self._process = process
        self.port = port

    def cpu(self) -> float:
        """Seconds of CPU that the process has used so far, all threads together."""
        return time.clock_gettime(_cpu_clock_of(self._process.pid))

    def resident(self) -> float:
        """Megabytes in memory now."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        line = next(one for one in status.splitlines() if one.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def wait_until_it_answers(self) -> None:
        """Returns with the first answer to `/healthz`."""
        late = time.monotonic() + LONGEST_START
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST_START) as line:
                    line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                    if line.recv(64):
                        return
            except OSError:
                assert time.monotonic() < late, "the server does not listen"
                assert self._process.poll() is None, "the server ended"
                time.sleep(0.002)


def _cpu_clock_of(pid: int) -> int:
    """What clock_getcpuclockid(3) answers on Linux, which Python does not offer for processes."""
    return (~pid << 3) | 2


def clean() -> dict[str, str]:
    """The environment, as it is where nobody has configured anything."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


@contextmanager
def started(
    *words: str, environment: Mapping[str, str], errors: IO[bytes] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """`python WORDS…` with this environment added; asked to stop at the end, and killed if it will not.

    What it logs goes to `errors`, or nowhere.
    """
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env={**clean(), **environment},
        stdout=subprocess.DEVNULL,
        stderr=errors or subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


@contextmanager
def listening(*words: str, environment: Mapping[str, str], port: int) -> Iterator[Server]:
    with started(*words, environment=environment) as process:
        server = Server(process, port)
        server.wait_until_it_answers()
        yield server


@contextmanager
def caseline(folder: Path, slack: str, *, database: str = "") -> Iterator[Server]:
    """`caseline run` as an operator starts it, on a migrated database; Slack is at `slack`."""
    port = free_port()
    with listening(
        "-m", "bot", "run", environment=slack_only(folder, slack, port, database=database), port=port
    ) as server:
        yield server


def slack_only(folder: Path, slack: str, port: int, *, database: str = "") -> dict[str, str]:
    """The environment in which nothing but Slack is configured."""
    return {
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack,
        "CASELINE_DATABASE_URL": database or migrated(folder),
        "CASELINE_HOST": "127.0.0.1",
        "CASELINE_PORT": str(port),
    }


def migrated(folder: Path) -> str:
    """The address of an SQLite database in this folder, made when there is none."""
    url = f"sqlite:///{folder / 'caseline.db'}"
    upgrade(url)
    return url


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port
