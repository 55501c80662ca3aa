"""What a person is asked to fill in, without naming a chat product."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.card import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`name` comes back as the key of the answer."""

    name: str
    label: str
    hint: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    value: str = ""
    placeholder: str = ""
    at_most: int = 200
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField(Field):
    value: int | None = None
    at_least: int = 0
    at_most: int = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(Field):
    choices: tuple[Choice, ...]
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesField(Field):
    """Any number of the choices; the answer is a tuple of their values."""

    choices: tuple[Choice, ...]
    value: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsField(Field):
    """Any number of tickets, found while somebody types.

    The answer is a tuple of `zendesk:123`, or of words that were typed and not chosen. `search` is
    what is looked for before anything is typed; `offered` is what that found, for chats that cannot
    ask before then.
    """

    value: tuple[str, ...] = ()
    search: str = ""
    offered: tuple[Choice, ...] = ()


NO_TICKET = "!"
"""Begins the value of an option that only says something, and of nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonField(Field):
    """The answer is a person's id, such as `slack:U012`."""

    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentField(Field):
    """The answer is an instant, given in the person's own zone and returned in UTC."""

    value: datetime | None = None


AnyField = TextField | NumberField | ChoiceField | ChoicesField | TicketsField | PersonField | MomentField
Answer = str | int | tuple[str, ...] | datetime
"""What a field gives back; a field left empty is absent from the answers."""


@dataclass(frozen=True, slots=True)
class Form:
    """`does` is the word that receives the answers, `about` the incident's key."""

    title: str
    does: str
    fields: tuple[AnyField, ...]
    about: str = ""
    words: str = ""
    submit: str = "Send"
    intro: Line = ()

    def with_fields(self, *fields: AnyField) -> "Form":
        """The same form with further fields before the others."""
        return replace(self, fields=fields + self.fields)
