"""What people asked for about reminders, and what that means by the words of docs/sla.md."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Run = tuple[str, str, int]
"""About what, which metric, and which run of it."""


@dataclass(frozen=True)
class Wish:
    """Asked for at `at`. `level` is taken on, for everybody; without one `recipient` snoozes them all."""

    at: float
    run: Run
    level: int | None
    recipient: str
    until: float

    @property
    def what(self) -> tuple[int | None, str]:
        """A later wish about the same takes its place."""
        return self.level, self.recipient


class Wishes:
    def __init__(self, wishes: Iterable[Wish]) -> None:
        self._of: dict[Run, list[Wish]] = defaultdict(list)
        for one in sorted(wishes, key=lambda one: one.at):
            self._of[one.run].append(one)

    def snoozed_until(self, run: Run, recipient: str, at: float) -> float:
        return max((one.until for one in self._in_force(run, None, recipient, at)), default=0)

    def is_taken(self, run: Run, level: int, at: float) -> bool:
        """Whether somebody is on it. Not in the very second in which they said so."""
        return any(one.until > at for one in self._in_force(run, level, "", at - 1))

    def is_taken_at_all(self, run: Run, level: int, since: float, until: float) -> bool:
        """Whether somebody is on it at the begin of this stretch, or says so in it."""
        asked = (one for one in self._of.get(run, ()) if one.what == (level, ""))
        in_force = self._in_force(run, level, "", since)
        return any(one.until > since for one in in_force) or any(since < one.at <= until for one in asked)

    def ended(self, run: Run, level: int, recipient: str) -> list[float]:
        """When this recipient was to hear of this level once more: wishes that nothing took the place of."""
        found = []
        for place, one in enumerate(wishes := self._of.get(run, [])):
            later = (two for two in wishes[place + 1 :] if two.what == one.what)
            if one.what in ((level, ""), (None, recipient)) and all(two.at >= one.until for two in later):
                found.append(one.until)
        return found

    def _in_force(self, run: Run, level: int | None, recipient: str, at: float) -> list[Wish]:
        """The last one of its kind, if there is any."""
        what = level, recipient
        return [one for one in self._of.get(run, ()) if one.at <= at and one.what == what][-1:]
