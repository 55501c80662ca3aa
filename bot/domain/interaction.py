"""What a person did in a chat, and what they get back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.card import Card
from bot.domain.form import Answer, Form
from bot.domain.person import Person
from bot.domain.room import Room


@dataclass(frozen=True, slots=True)
class Message:
    """A chat message that an interaction is about; `id` is the chat's own, `url` leads back to it.

    `at` is when it was said, None where the chat does not tell. `thread` is the message above it.
    `files` are names of attached files by the address under which people open them.
    """

    id: str
    text: str
    author: str = ""
    url: str = ""
    thread: str = ""
    at: datetime | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interaction:
    """One wish of one person.

    `id` is the same for every delivery of the same wish (redelivery, double click).
    `words` is what was typed behind the word; a mention in it reads `@slack:U012` and its
    name stands in `mentions`. `fields` are a form's answers, None when no form was sent. `called`
    is how people call us there (`@Caseline`), empty where it is by the configured slash command.
    """

    id: str
    door: str
    person: Person
    command: str
    words: str = ""
    about: str = ""
    room: Room | None = None
    fields: Mapping[str, Answer] | None = None
    message: Message | None = None
    mentions: Mapping[str, str] = field(default_factory=dict)
    called: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person sees at once; private unless `public`.

    Exactly one of `card` and `form`, or neither when there is nothing to say. `errors`
    maps names of form fields to sentences, and keeps the form open.
    """

    card: Card | None = None
    form: Form | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    public: bool = False
    outcome: str = "done"
