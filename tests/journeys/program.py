"""The real program, started as an operator starts it, and ended without mercy or with a word."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

import httpx

from tests.journeys.ahead import Ahead

ROOT = Path(__file__).parent.parent.parent
STARTS_WITHIN = 60.0


@dataclass
class Program:
    """A running `caseline …`; its output stands in `log`."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def wait_until_ready(self) -> None:
        """Returns once `/readyz` agrees; fails with what the program said."""
        self._wait_for("/readyz")

    def wait_until_alive(self) -> None:
        """Returns once requests are answered, ready or not."""
        self._wait_for("/healthz")

    def _wait_for(self, path: str) -> None:
        pause, end = Event(), monotonic() + STARTS_WITHIN
        with httpx.Client(base_url=self.address, timeout=5) as client:
            while self.process.poll() is None and monotonic() < end:
                try:
                    if client.get(path).status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                pause.wait(0.05)
        raise AssertionError(f"the program did not become ready:\n{self.log.read_text()}")

    def kill(self) -> None:
        """As a power cut would: no goodbye."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """As an operator would; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def start(
    arguments: list[str], environment: Mapping[str, str], folder: Path, port: int, *, module: str = "bot"
) -> Program:
    """Not ready yet; whoever starts it ends it."""
    log = Path(tempfile.mkstemp(suffix=".log", dir=folder)[1])
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=folder,
            env=environment_without_settings()
            | {"PYTHONPATH": str(ROOT), "CASELINE_PORT": str(port), **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return Program(process, f"http://127.0.0.1:{port}", log)


def environment_without_settings() -> dict[str, str]:
    """Nothing of the machine's own settings reaches the program."""
    ours = ("CASELINE_", "SLACK_", "MICROSOFT_", "TEAMS_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def running(
    arguments: list[str], environment: Mapping[str, str], folder: Path, *, clock: Ahead | None = None
) -> Iterator[Program]:
    """The program, ready, by this clock; stopped at the end, and it must stop cleanly."""
    if clock:
        arguments = [str(clock.file), *arguments]
    module = "tests.journeys.ahead" if clock else "bot"
    program = start(arguments, environment, folder, free_port(), module=module)
    try:
        program.wait_until_ready()
        yield program
        assert program.stop() == 0, program.log.read_text()
    finally:
        if program.process.poll() is None:
            program.kill()
