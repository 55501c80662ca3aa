"""What somebody in Teams wants, before it is known who they are and whether they may."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar

from adapters.doors.payload import Payload, part_at, text_at
from adapters.doors.wish import AnyWish
from adapters.teams import ids
from adapters.teams.places import PERSONAL, Place, without_thread
from bot.domain.room import Room


class Shape(Enum):
    """How the answer to this kind of activity looks.

    SAID: messages of our own, to what was typed. SUBMITTED: the same, to a button of an old client.
    PRESSED: what takes the place of the card, for whoever pressed.
    DIALOG: a window. REPORTED: nothing, since nobody waits. WELCOME: a message, unless it fails.
    """

    SAID = "said"
    SUBMITTED = "submitted"
    PRESSED = "pressed"
    DIALOG = "dialog"
    REPORTED = "reported"
    WELCOME = "welcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Every way in which the reply can reach the person; empty where there is none.

    `conversation` has its thread, `place` is how to write there, `card` the message of the card that
    was pressed, `also` what a form brought back. `targeted` says that the person spoke so that nobody
    else could hear it.
    """

    conversation: str = ""
    place: Place = field(default_factory=Place)
    person: str = ""
    card: str = ""
    targeted: bool = False
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def alone(self) -> bool:
        """Whether nobody else reads here."""
        return self.place.kind == PERSONAL

    @property
    def room(self) -> str:
        """This conversation's id in the bot."""
        return ids.ours(self.conversation)


CALLED = "@Caseline"
"""How people call us in Teams, where a bot has no slash command of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(AnyWish):
    """`person` is who did it, as Teams tells of them."""

    door: ClassVar[str] = ids.CHAT
    called: ClassVar[str] = CALLED

    shape: Shape
    where: Where
    person: Payload


def wish_id(*parts: str) -> str:
    """The same for every delivery of the same wish; empty when Teams gave nothing to tell it by."""
    return ":".join((ids.CHAT, *parts)) if parts and all(parts) else ""


def wish(raw: Payload, command: str, shape: Shape) -> Wish:
    """One wish with all that every activity tells."""
    conversation = text_at(raw, "conversation", "id")
    return Wish(
        id=wish_id(without_thread(conversation), text_at(raw, "id")),
        command=command,
        shape=shape,
        person=part_at(raw, "from"),
        room=room_of(raw),
        where=Where(
            conversation=conversation,
            place=place_of(raw),
            person=text_at(raw, "from", "id"),
            card=text_at(raw, "replyToId"),
            targeted=is_targeted(raw),
        ),
    )


def place_of(raw: Payload) -> Place:
    """As much as it takes to answer, also while our own storage does not."""
    return Place(
        service_url=text_at(raw, "serviceUrl"),
        conversation=without_thread(text_at(raw, "conversation", "id")),
        kind=kind_of(raw),
        tenant=text_at(raw, "channelData", "tenant", "id"),
        bot=text_at(raw, "recipient", "id"),
    )


def kind_of(raw: Payload) -> str:
    """Personal chat, group chat or channel. Not every activity says it."""
    told = text_at(raw, "conversation", "conversationType")
    if told:
        return told
    return "" if text_at(raw, "conversation", "id").startswith("19:") else PERSONAL


def room_of(raw: Payload) -> Room | None:
    id = text_at(raw, "conversation", "id")
    if not id:
        return None
    name = text_at(raw, "channelData", "channel", "name") or text_at(raw, "conversation", "name")
    tenant = text_at(raw, "channelData", "tenant", "id")
    return Room(ids.ours(id), name, tenant, direct=kind_of(raw) == PERSONAL)


def is_targeted(raw: Payload) -> bool:
    """Said to us alone, in a room with others."""
    recipient = raw.get("recipient")
    return isinstance(recipient, dict) and recipient.get("isTargeted") is True
