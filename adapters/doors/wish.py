"""What somebody in a chat wants, before it is known who they are and whether they may."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bot.domain.form import Answer
from bot.domain.interaction import Interaction, Message
from bot.domain.person import Person
from bot.domain.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyWish:
    """What every chat tells; each adds who did it, and how the answer reaches them.

    `door` is the chat; `called` is how people call us there, where it is not the slash command.
    """

    door: ClassVar[str]
    called: ClassVar[str] = ""

    id: str
    command: str
    words: str = ""
    about: str = ""
    room: Room | None = None
    fields: Mapping[str, Answer] | None = None
    message: Message | None = None
    mentions: Mapping[str, str] = field(default_factory=dict)

    def by(self, person: Person) -> Interaction:
        return Interaction(
            id=self.id,
            door=self.door,
            person=person,
            command=self.command,
            words=self.words,
            about=self.about,
            room=self.room,
            fields=self.fields,
            message=self.message,
            mentions=self.mentions,
            called=self.called,
        )
