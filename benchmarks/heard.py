"""A chat that answers at once, or after a while; a file remembers what all processes told it."""

# ruff: noqa: ARG002 - its methods take what the port gives

import os
import time
from collections import Counter
from pathlib import Path

from bot.domain.card import Card
from bot.ports import Posted
from tests.fakes.chat import Chat


class Heard(Chat):
    """As chats do, it finds a message again by its key when it is asked whether it has it already."""

    def __init__(self, path: Path, delay: float = 0.0) -> None:
        super().__init__()
        self._path = path
        self._file = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        self._delay = delay

    def post(
        self, _workspace: str, to: str, _card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        if self._delay:
            time.sleep(self._delay)
        if not (doubtful and key in posted(self._path)):
            os.write(self._file, f"{key}\n".encode())
        return Posted(to, key)

    def redraw(
        self, _workspace: str, room: str, message: str, _card: Card, *, key: str, again: bool = True
    ) -> Posted:
        if self._delay:
            time.sleep(self._delay)
        return Posted(room, message)


def posted(path: Path) -> Counter[str]:
    """How often each message was posted, by its key."""
    return Counter(path.read_text().split())
