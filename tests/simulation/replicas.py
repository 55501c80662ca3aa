"""Sweeps and carries in a process of its own until nothing is left; started again each time it was killed.

As `tests/journeys/nursery.py`: modules are read once, every line on standard input forks a
replica, and its process id is the answer. What people hear is a line in a file, which two
replicas and the test may write and read at the same time.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from bot.actions.delivery import deliver_next
from bot.actions.sla_sweep import sweep
from bot.domain.card import Card
from bot.domain.outgoing import Delivery
from bot.ports import Posted
from storage.bell import Bell
from storage.unit_of_work import Database, connect
from tests.fakes.chat import Chat
from tests.simulation.crowd import world

WAITS = {Delivery.WAITING, Delivery.TAKEN}


class Paper(Chat):
    """Every message is a line: key, recipient, and by which process; or that somebody asked about it.

    It takes a moment to answer, so that a process can be killed before it has its answer.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def post(
        self, _workspace: str, to: str, card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        if doubtful:
            self._write(f"asked {key} {to}")
        if not (doubtful and f"said {key} {to} " in self._path.read_text()):
            self._write(f"said {key} {to}")
            Event().wait(0.03)
        return Posted(to, key)

    def redraw(
        self, _workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        return Posted(room, message)

    def _write(self, line: str) -> None:
        """In one call, so that lines of two processes never mix."""
        page = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(page, f"{line} {os.getpid()}\n".encode())
        os.close(page)


def is_quiet(database: Database) -> bool:
    """Nothing is due, and nothing is on its way."""
    with database.read() as work:
        carrying = {state for _, state, _, _ in work.outbox.figures()}
        return not carrying & WAITS and not work.clocks.is_any_due(world(database, Chat()).clock.now())


def live(url: str, page: Path) -> None:
    database = connect(url, Bell())
    database.carry()
    here = world(database, Paper(page))
    while not is_quiet(database):
        sweep(here)
        while deliver_next(here, f"{database.token}/1"):
            pass
        database.release_orphans()
    database.close()


def nurse(live: Callable[[str, Path], None]) -> None:
    url, page = sys.argv[1], Path(sys.argv[2])
    # The kernel buries the children, so that a killed one is gone at once.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            live(url, page)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    nurse(live)
