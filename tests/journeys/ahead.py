"""The real program, whose time a story moves: what takes hours among people takes seconds here.

`python -m tests.journeys.ahead FILE …` is `caseline …`, by a clock that is as far ahead as the file says
and that knocks as much more often.
"""

import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from adapters.clock import ticker
from bot import jobs
from bot.__main__ import main as caseline

KNOCKS = timedelta(milliseconds=150)
"""Between two of the clock."""


@dataclass
class Ahead:
    """Keeps the promise of `bot.ports.Clock`, in the program and for everybody around it."""

    file: Path

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._seconds())

    def moves(self, *, minutes: float) -> None:
        """Nobody ever reads half a number."""
        written = self.file.with_suffix(".new")
        written.write_text(str(self._seconds() + minutes * 60))
        written.replace(self.file)

    def _seconds(self) -> float:
        return float(self.file.read_text()) if self.file.exists() else 0.0


def main() -> int:
    clock = Ahead(Path(sys.argv[1]))
    often = tuple(replace(job, every=min(job.every, KNOCKS)) for job in jobs.JOBS)
    with patch.object(ticker, "SystemClock", lambda: clock), patch.object(jobs, "JOBS", often):
        return caseline(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
