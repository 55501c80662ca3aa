"""What is kept of chats: people, who of them is one person, what was passed on, where a chat is reached."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.domain.identity import Identity, LinkCode
from bot.domain.person import Person
from bot.domain.relay import Copy, Relayed


class People(Protocol):
    def get(self, id: str) -> Person | None: ...

    def put(self, person: Person) -> None: ...

    def named(self, name: str, *, chat: str) -> list[Person]:
        """By shown name or the name before the at sign of their address, case folded."""
        ...

    def with_email(self, email: str) -> list[Person]:
        """Those of whom a chat itself has said that this is their address, case folded."""
        ...

    def with_emails(self, emails: Iterable[str]) -> dict[str, list[Person]]:
        """As `with_email`, by address; asked for again in this unit of work, they are known."""
        ...

    def several(self, ids: Iterable[str]) -> dict[str, Person]: ...


class Identities(Protocol):
    """People who confirmed that they are the same in several chats; `bot.actions.identity` asks here."""

    def get(self, id: str) -> Identity | None: ...

    def of(self, person: str) -> list[Identity]: ...

    def put(self, identity: Identity) -> None: ...

    def remove(self, id: str) -> None: ...

    def put_code(self, code: LinkCode) -> None:
        """Instead of an earlier one of the same person."""
        ...

    def codes(self, now: datetime) -> list[LinkCode]:
        """Those that have not expired."""
        ...

    def use_codes(self, people: Iterable[str]) -> None:
        """Codes of these people are good no longer."""
        ...

    def forget_codes(self, now: datetime) -> int: ...


class Relays(Protocol):
    """Messages that are passed on between the war rooms of one incident."""

    def add(self, said: Relayed) -> bool:
        """False when it was added before."""
        ...

    def get(self, source: str) -> Relayed | None: ...

    def save(self, said: Relayed) -> None: ...

    def copies(self, source: str) -> list[Copy]: ...

    def copy_at(self, room: str, message: str) -> Copy | None:
        """The copy that this message is; None for what people wrote themselves."""
        ...

    def put_copy(self, copy: Copy) -> None:
        """Found again by source and chat."""
        ...

    def forget_before(self, at: datetime) -> int: ...


class Places(Protocol):
    """Where a chat is reached: plain JSON of an adapter, by an id of its chat such as `teams:19:abc`."""

    def put(self, id: str, record: Mapping[str, Any]) -> None:
        """Instead of what was kept there before."""
        ...

    def get(self, id: str) -> Mapping[str, Any] | None: ...

    def remove(self, id: str) -> None: ...
