"""A store whose process dies now and then: before a commit, or when it is done and nobody heard of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from bot.ports import Store, Work


class Killed(BaseException):
    """Goes through every `except Exception`, as the end of a process does."""


class MortalStore:
    """Keeps the promise of `bot.ports.Store`; one of `one_in` units of work is its last."""

    def __init__(self, store: Store, chance: Random, one_in: int) -> None:
        self._store, self._chance, self._one_in = store, chance, one_in
        self.deaths = 0

    def _dies(self) -> bool:
        dies = self._one_in > 0 and self._chance.randrange(self._one_in) == 0
        self.deaths += dies
        return dies

    @contextmanager
    def read(self) -> Iterator[Work]:
        with self._store.read() as work:
            yield work

    @contextmanager
    def change(self) -> Iterator[Work]:
        with self._store.change() as work:
            yield work
            if self._dies():
                raise Killed
        if self._dies():
            raise Killed
