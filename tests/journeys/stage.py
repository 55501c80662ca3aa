"""What a journey needs: a chat in which people type, press, fill in and look, and a desk with tickets.

One stage per door.
"""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.form import Answer

SUPPORT, INCIDENTS = "support", "incidents"
WAR_ROOM = "inc-1-checkout-is-down"
DIRECT = "direct"
"""The room in which a person is alone with Caseline."""

PATIENCE = 60.0
"""Seconds after which something that should appear counts as missing, on a machine that is very busy."""


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

    def searches(self, who: str, text: str, *, take: str) -> str:
        """Types into the search box of the open form, and chooses the first option with `take` in it.

        Everything that was offered, as one text.
        """
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

    def is_loud(self, who: str, text: str, *, room: str) -> bool:
        """Whether what contains this text stands out as nothing but trouble does."""
        ...

    def home(self, who: str) -> str:
        """What stands on this person's home page when they open it."""
        ...


@dataclass(frozen=True)
class Customer:
    name: str
    email: str
    organisation: str
    tier: str


CUSTOMERS = {
    "dana": Customer("Dana Whitfield", "dana@globex.test", "Globex", "vip"),
    "bo": Customer("Bo Lind", "bo@initech.test", "Initech", "standard"),
    "cleo": Customer("Cleo Park", "cleo@initech.test", "Initech", "standard"),
    "eli": Customer("Eli Rossi", "eli@umbra.test", "Umbra", "premium"),
}


class Desk(Protocol):
    """Customers are called by the keys of `CUSTOMERS`, tickets by their ids.

    In a chat people write `name:id` for a ticket.
    """

    @property
    def name(self) -> str: ...

    def files(self, customer: str, subject: str) -> str:
        """A new ticket; its id."""
        ...

    def writes_again(self, ticket: str, text: str) -> None: ...

    def tags(self, ticket: str, tag: str) -> None: ...

    def takes(self, ticket: str) -> None:
        """It is Ana's from now on; in the sandbox, whoever works there has it."""
        ...

    def solves(self, ticket: str) -> None: ...

    def merges(self, ticket: str, into: str) -> None: ...

    def deletes(self, ticket: str) -> None: ...

    def address(self, ticket: str) -> str:
        """Under which agents open it."""
        ...

    def called(self, subject: str) -> str:
        """The newest ticket with this subject; empty where there is none."""
        ...

    def notes(self, ticket: str) -> list[str]:
        """What Caseline noted on it, for agents alone."""
        ...

    def replies(self, ticket: str) -> list[str]:
        """What the customer was told by Caseline."""
        ...

    def tagged(self, ticket: str) -> set[str]: ...

    def falls_silent(self) -> None:
        """It answers nobody any more; people there go on."""
        ...

    def answers_again(self) -> None: ...
