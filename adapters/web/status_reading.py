"""When the status page is read anew, and what readers get meanwhile or when it cannot be read."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool

from adapters.web.status_snapshot import Pen, Snapshot
from bot.domain.status_page import ShownPage
from bot.errors import Unavailable
from bot.ports import Clock

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=5)
"""How long nobody reads anew; also the pause between tries while the database is down."""
OLD = timedelta(seconds=30)
"""From this age on, a reader rather waits a little than to be shown it."""
PATIENCE = 1.5
"""Seconds that readers wait for what is being read, if there is nothing that is fresh enough."""


class Reading:
    """Reads when somebody asks, once for all who ask, in a thread."""

    def __init__(self, read: Callable[[], ShownPage], pen: Pen, clock: Clock) -> None:
        self._read = read
        self._pen = pen
        self._clock = clock
        self._snapshot: Snapshot | None = None
        self._tried_at: datetime | None = None
        self._failed = False
        self._task: asyncio.Task[None] | None = None
        self._late = 0.0

    async def current(self) -> tuple[Snapshot | None, bool]:
        """What is known, and whether that is stale; None when nothing was ever read."""
        task = self._under_way()
        if task and (self._snapshot is None or (not self._failed and self._age() >= OLD)):
            left = self._late - asyncio.get_running_loop().time()
            await asyncio.wait([task], timeout=max(left, 0))
        return self._snapshot, self._failed or self._age() >= OLD

    def _under_way(self) -> asyncio.Task[None] | None:
        if self._task and not self._task.done():
            return self._task
        now = self._clock.now()
        if self._tried_at and abs(now - self._tried_at) < FRESH:
            return None
        self._tried_at = now
        self._late = asyncio.get_running_loop().time() + PATIENCE
        self._task = asyncio.create_task(self._renew())
        return self._task

    def _age(self) -> timedelta:
        return self._clock.now() - self._snapshot.shown.at if self._snapshot else timedelta.max

    async def _renew(self) -> None:
        """A task of its own: whoever asked first may hang up before the others are served."""
        try:
            self._snapshot = await run_in_threadpool(self._read_and_draw)
        except Unavailable as why:
            log.warning("The status page could not be read: %s", why)
            self._failed = True
        except Exception:
            # A door: a mistake of ours must not take the page away from customers.
            log.exception("The status page could not be drawn.")
            self._failed = True
        else:
            self._failed = False

    def _read_and_draw(self) -> Snapshot:
        shown = self._read()
        new = self._snapshot.renewed(shown) if self._snapshot else Snapshot(shown, self._pen)
        for language in self._pen.languages:
            new.draw("/status", language, stale=False)
        return new
