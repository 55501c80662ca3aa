"""How one chat is spoken to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.card import Card
from bot.domain.person import Person
from bot.domain.room import WarRoom


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands: the real room (never a `#name` or a person) and the message's id."""

    room: str
    message: str


class Voice(Protocol):
    """How one chat is spoken to. Every method may raise TryLater or Refused.

    `workspace` may be empty where a chat has only one. Rooms, people and messages are ids
    as in `bot.domain`; `key` is the idempotency key that the chat keeps with the message.
    """

    chat: str

    def open_room(  # noqa: PLR0913 - what a chat may need to make a room
        self,
        workspace: str,
        *,
        slug: str,
        title: str,
        private: bool,
        key: str,
        doubtful: bool,
        near: str = "",
        people: Sequence[str] = (),
    ) -> WarRoom:
        """A new channel named like `slug`, or nearly so when that is taken.

        `near` is the room where it was asked for, `people` are those who take part already: for
        chats that make a room inside another, or none without people.
        Only `room`, `name` and `url` of the answer count. When `doubtful`, a channel that an
        earlier try with the same `key` and `slug` made is found and used.
        """
        ...

    def close_room(self, workspace: str, room: str) -> None: ...

    def post(
        self, workspace: str, to: str, card: Card, *, key: str, thread: str = "", doubtful: bool = False
    ) -> Posted:
        """Where it stands now. `to` is a room or a person; `thread` the message it belongs under."""
        ...

    def redraw(
        self, workspace: str, room: str, message: str, card: Card, *, key: str, again: bool = True
    ) -> Posted:
        """Where it stands now: another message when the old message is gone and had to be posted again.

        Without `again`, one that is gone stays so, which is fine.
        """
        ...

    def remove(self, workspace: str, room: str, message: str) -> None:
        """Takes back a message of ours; one that is gone already is fine."""
        ...

    def whisper(self, workspace: str, room: str, person: str, card: Card) -> None:
        """Shown in the room, to one person only."""
        ...

    def set_topic(self, workspace: str, room: str, topic: str) -> None: ...

    def invite(self, workspace: str, room: str, people: Sequence[str]) -> Mapping[str, str]:
        """Who could not be invited, with the reason as a sentence."""
        ...

    def bookmark(self, workspace: str, room: str, label: str, url: str, *, first: bool = False) -> None:
        """Once with this label. `first` says that no earlier one can be there, so none is looked for."""
        ...

    def pin(self, workspace: str, room: str, message: str) -> None: ...

    def show_home(self, workspace: str, person: str, card: Card) -> None: ...

    def profile(self, workspace: str, person: str) -> Person | None:
        """Who this is, or None when the chat does not know them."""
        ...

    def link_to(self, workspace: str, room: str, message: str) -> str:
        """An address that opens this message, or an empty string."""
        ...
