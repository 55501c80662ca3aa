"""How far the changes of Jira were read: what a cursor of its adapter holds.

Jira knows only minutes, and reads dates in the time zone of the account that asks. So it is asked
for the last so many minutes, page by page: a sweep. Whoever changes meanwhile is in the next one.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from adapters.tickets.values import at, instant, text

OVERLAP = timedelta(minutes=5)
"""How much more is asked for, and so how long a sweep may take: its minutes count from each question on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """`since` is where it starts, `began` when, `seen` how far it is; `token` names Jira's next page."""

    since: datetime
    began: datetime
    seen: datetime
    token: str = ""

    @property
    def minutes(self) -> int:
        return int((self.began - self.since + OVERLAP) / timedelta(minutes=1)) + 1

    def written(self) -> str:
        return json.dumps(asdict(self), default=lambda moment: moment.isoformat())


def starting(since: datetime, now: datetime) -> Sweep:
    return Sweep(since=min(since, now), began=now, seen=min(since, now))


def going_on(cursor: str, now: datetime) -> Sweep | None:
    """The sweep to go on with, or a new one where it took too long; None for a cursor that says nothing."""
    try:
        kept = json.loads(cursor) if cursor else None
    except ValueError:
        return None
    since, began, seen = (instant(at(kept, name)) for name in ("since", "began", "seen"))
    if since is None or began is None or seen is None:
        return None
    token = text(at(kept, "token"))
    if not token:
        return starting(since, now)
    if now - began > OVERLAP:
        return starting(seen, now)
    return Sweep(since=since, began=began, seen=seen, token=token)
