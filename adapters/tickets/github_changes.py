"""How far the changes of each repository were read: what a cursor of GitHub's adapter holds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.tickets.values import at, instant

OVERLAP = timedelta(seconds=1)
"""GitHub's instants are whole seconds; what changed in the last one may not have been all."""


@dataclass(frozen=True, slots=True)
class Place:
    """`passed` counts what was read without getting beyond `since`, where whole pages changed at once."""

    since: datetime
    passed: int = 0

    def page(self, size: int) -> int:
        return self.passed // size + 1

    def after(self, updated: Sequence[datetime], size: int, found: int) -> "Place":
        """Where to go on, behind a page that held `found` issues, the last ones changed at `updated`."""
        last = max([self.since, *updated])
        if found < size or last > self.since:
            return Place(last)
        return Place(self.since, self.passed + found)


def written(places: Mapping[str, Place]) -> str:
    return json.dumps({name: [place.since.isoformat(), place.passed] for name, place in places.items()})


def read(cursor: str, repositories: Iterable[str], now: datetime) -> dict[str, Place]:
    """A repository of which the cursor says nothing is new in the settings, and begins now."""
    try:
        kept = json.loads(cursor) if cursor else {}
    except ValueError:
        kept = {}
    known = kept if isinstance(kept, dict) else {}
    return {name: _place(known.get(name), now) for name in repositories}


def _place(kept: object, now: datetime) -> Place:
    since, passed = instant(at(kept, "0")), at(kept, "1")
    return Place(since or now, passed if since and isinstance(passed, int) and passed > 0 else 0)
