"""How a process on PostgreSQL hears that another one added to the outbox, and shows that it lives."""

import logging
from threading import Event, Thread

import psycopg
from psycopg import sql

from bot import ports
from storage.channel import CHANNEL, lock_number

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
_GLANCE = 0.5
"""Seconds after which the listener looks whether it is to stop."""


class Listener(Thread):
    """Holds one connection of its own; when that is lost, makes a new one by itself.

    While there is none, nothing of others is heard; the bell is rung once it is back,
    because something may have been added meanwhile.
    """

    def __init__(self, conninfo: str, token: str, bell: ports.Bell) -> None:
        super().__init__(name="caseline-listener", daemon=True)
        self._conninfo = conninfo
        self._token = token
        self._bell = bell
        self._stopping = Event()
        self.listening = Event()

    def run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                with self._connected() as connection:
                    pause = FIRST_PAUSE
                    self._listen(connection)
            except psycopg.Error as error:
                log.warning(
                    "Not hearing of the outbox; trying again. seconds=%s why=%s", pause, type(error).__name__
                )
            finally:
                self.listening.clear()
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        self._stopping.set()
        self.join()

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        """Nothing is ever sent on it, so the kernel is to find out when the other end is gone."""
        return psycopg.connect(
            self._conninfo,
            autocommit=True,
            connect_timeout=2,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
        )

    def _listen(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        """An earlier connection of ours that the server does not know is dead may still hold the lock."""
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        alive = self._show_life(connection)
        self._bell.ring(1)
        self.listening.set()
        while not self._stopping.is_set():
            alive = alive or self._show_life(connection)
            for heard in connection.notifies(timeout=_GLANCE):
                if heard.payload != self._token:
                    self._bell.ring(1)
                if self._stopping.is_set():
                    break

    def _show_life(self, connection: psycopg.Connection[tuple[object, ...]]) -> bool:
        [(held,)] = connection.execute("SELECT pg_try_advisory_lock(%s)", (lock_number(self._token),))
        return bool(held)
