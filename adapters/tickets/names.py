"""Names for people to read, of desks that tell agents and groups by their ids alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import AdapterError

KNOWN_FOR = timedelta(minutes=10)
"""After that everybody is asked for anew: somebody may have come, or be called otherwise."""


@dataclass(frozen=True, slots=True)
class Known:
    """Groups have no `email`."""

    name: str
    email: str = ""


NOBODY = Known("")


class Names:
    """`ask` lists all of a kind by id. Nobody is asked before there is an id to be named."""

    def __init__(self, ask: Callable[[], Mapping[str, Known]], now: Callable[[], datetime]) -> None:
        self._ask = ask
        self._now = now
        self._known: Mapping[str, Known] = {}
        self._asked_at: datetime | None = None

    def of(self, id: str) -> str:
        """The id itself where nobody has it, or where our credentials may list nobody.

        It raises nothing: a ticket that could be read or made is worth more than a name.
        """
        return self._of(id).name or id

    def email_of(self, id: str) -> str:
        """Empty where it is not told."""
        return self._of(id).email

    def _of(self, id: str) -> Known:
        if id and (self._asked_at is None or self._now() - self._asked_at >= KNOWN_FOR):
            self._asked_at = self._now()
            self._known = self._listed()
        return self._known.get(id, NOBODY)

    def _listed(self) -> Mapping[str, Known]:
        try:
            return self._ask()
        except AdapterError:
            return self._known
