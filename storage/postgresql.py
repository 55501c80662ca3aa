"""A PostgreSQL connection that gives up in time, whatever has happened to the server."""

import select
from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg
from psycopg.abc import PQGen
from sqlalchemy.exc import InvalidatePoolError


class Impatient(psycopg.Connection[Any]):
    """Closes itself when the server has not answered by the deadline.

    The server's own time limits do not help against a server that hangs or a network that
    swallows packets.
    """

    deadline = float("inf")

    def hurry(self, seconds: float) -> None:
        """From now on, everything together may take this long."""
        self.deadline = monotonic() + seconds

    def prepare(self, patience: float) -> None:
        """The server gives up a little later, so that it does not go on for somebody who is gone."""
        self.autocommit = True
        self.execute("SET TIME ZONE 'UTC'")
        for limit in ("statement_timeout", "lock_timeout"):
            self.execute("SELECT set_config(%s, %s, false)", (limit, str(int(patience * 1000) + 250)))
        self.execute("SET idle_in_transaction_session_timeout = '60s'")
        self.autocommit = False

    def wait(self, gen: PQGen[Any], *words: Any, **named: Any) -> Any:
        return super().wait(self._in_time(gen), *words, **named)

    def _in_time(self, gen: PQGen[Any]) -> Generator[Any, Any, Any]:
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and monotonic() > self.deadline:
                    self.close()
                    raise psycopg.OperationalError("the server did not answer in time")
                wanted = gen.send(ready)
        except StopIteration as finished:
            return finished.value


def check_alive(driver: Impatient) -> None:
    """Raises when the server has hung up; asks the kernel and not the server, so it costs next to nothing.

    An idle connection has nothing to read. When there is something, it is the end.
    """
    poll = select.poll()
    poll.register(driver.fileno(), select.POLLIN)
    if poll.poll(0):
        raise InvalidatePoolError
