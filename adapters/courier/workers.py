"""Workers that carry the outbox to the outside."""

import logging
import random
import threading
import time
from collections.abc import Callable
from datetime import datetime

from bot.actions.delivery import give_back, next_due
from bot.actions.delivery_many import deliver as deliver_many
from bot.errors import BotError
from bot.ports import Bell
from bot.world import World

log = logging.getLogger(__name__)

LONGEST_WAIT = 5.0
"""Seconds after which a worker looks by itself, should no bell have reached it."""

SHORTEST_WAIT = 0.1
"""Seconds; a row that is due while its lane is held by another worker must not make us spin."""

FIRST_BACKOFF, LONGEST_BACKOFF = 0.5, 10.0


class Couriers:
    """Threads that carry one row after the other, and sleep when there is none.

    `token` names this process; each thread takes rows as `token/number`, by which others find
    them when the process dies.
    """

    def __init__(
        self,
        world: World,
        bell: Bell,
        token: str,
        *,
        count: int = 8,
        deliver: Callable[[World, str], bool] = deliver_many,
        due: Callable[[World], datetime | None] = next_due,
    ) -> None:
        self._world = world
        self._bell = bell
        self._deliver = deliver
        self._due = due
        self._stopping = threading.Event()
        self._down = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._carry, args=(f"{token}/{number}",), name=f"courier-{number}", daemon=True
            )
            for number in range(1, count + 1)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float) -> bool:
        """No new row is taken; True when every row at hand was finished in time."""
        self._stopping.set()
        self._bell.ring(len(self._threads))
        end = time.monotonic() + timeout
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _carry(self, worker: str) -> None:
        backoff = 0.0
        while not self._stopping.wait(backoff * random.uniform(0.5, 1.0)):  # noqa: S311 -- spreads the tries
            try:
                if backoff:
                    give_back(self._world, worker)
                if not self._deliver(self._world, worker):
                    self._rest()
            except BotError as error:
                self._database_is_down(error)
            except Exception:
                log.exception("A courier stumbled and goes on.", extra={"worker": worker})
            else:
                self._database_is_up()
                backoff = 0.0
                continue
            backoff = min(max(backoff * 2, FIRST_BACKOFF), LONGEST_BACKOFF)

    def _rest(self) -> None:
        due = self._due(self._world)
        if self._stopping.is_set():
            return
        wait = LONGEST_WAIT if due is None else (due - self._world.clock.now()).total_seconds()
        self._bell.wait(min(max(wait, SHORTEST_WAIT), LONGEST_WAIT))

    def _database_is_down(self, error: BotError) -> None:
        if not self._down.is_set():
            self._down.set()
            log.error("Nothing can be delivered for now: %s", error)

    def _database_is_up(self) -> None:
        if self._down.is_set():
            self._down.clear()
            log.info("Deliveries go on.")
