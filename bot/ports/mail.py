"""How letters leave the house."""

from collections.abc import Iterator
from typing import Protocol

from bot.domain.finding import Finding
from bot.domain.letter import Letter


class Mail(Protocol):
    """Whoever asks it may hear TryLater, Refused, and NotLetIn, as of desks.

    NotNow and NoMailbox say that it is because of the one address, and not of the letter or the server.
    """

    def send(self, letter: Letter, *, key: str, doubtful: bool = False) -> None:
        """`key` is an idempotency key. Mail cannot be asked whether it went out.

        So with `doubtful` the letter is sent again under the same Message-ID, by which receivers may know it.
        """
        ...

    def check(self) -> Iterator[Finding]:
        """Line by line what works and what is missing; nobody gets a letter."""
        ...

    def close(self) -> None: ...
