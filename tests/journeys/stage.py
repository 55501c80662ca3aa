"""What a journey needs of a chat: people type, press, fill in and look. One stage per door."""

from typing import Protocol

from bot.domain.form import Answer

SUPPORT, INCIDENTS = "support", "incidents"
WAR_ROOM = "inc-1-checkout-is-down"
DIRECT = "direct"
"""The room in which a person is alone with Caseline."""

PATIENCE = 20.0
"""Seconds after which something that should appear counts as missing."""


class Stage(Protocol):
    """People are called by their first names, rooms as above.

    `war_room` is by what people recognise the war room where it is linked.
    """

    @property
    def war_room(self) -> str: ...

    def types(self, who: str, text: str, *, room: str) -> None:
        """`text` stands behind the slash command; the answer is seen by `sees`."""
        ...

    def mentions(self, who: str, other: str) -> str:
        """How `who` writes the other person's name so that the chat knows whom they mean."""
        ...

    def presses(self, who: str, label: str, *, room: str) -> None:
        """The newest button with this label that this person can see in this room."""
        ...

    def fills(self, who: str, **answers: Answer) -> None:
        """Sends the form that is open before this person; a person is given by first name."""
        ...

    def says(self, who: str, text: str, *, room: str) -> None:
        """An ordinary message to the other people."""
        ...

    def marks(self, who: str, text: str, *, room: str) -> None:
        """Puts the message that contains this text on the timeline, by the pin reaction."""
        ...

    def joins(self, who: str, *, room: str) -> None:
        """Enters the room by the chat's own means."""
        ...

    def sees(self, who: str, *, room: str) -> str:
        """Everything that this person can read in the room now, as one text."""
        ...

    def wait(self) -> None:
        """Until something may have changed, a moment at most."""
        ...

    def home(self, who: str) -> str:
        """What stands on this person's home page when they open it."""
        ...
