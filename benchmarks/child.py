"""A process of our own that says when it is ready, begins when it is told, and speaks in lines."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.processes import ROOT, clean


class Child:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def hears(self) -> str:
        """Its next line; empty when it ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def begin(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def ended(self) -> int:
        """Its return code, once it has come to its end."""
        return self._process.wait(60)


@contextmanager
def child(*words: str) -> Iterator[Child]:
    """`python -m WORDS…`, once it is ready; killed at the end if it goes on."""
    with subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=clean(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        one = Child(process)
        try:
            assert one.hears() == "ready"
            yield one
        finally:
            process.kill()
