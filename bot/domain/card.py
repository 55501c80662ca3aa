"""How something looks in a chat, without naming a chat product.

A card says what is shown; a pen (one per chat) decides how, knows limits and escapes
foreign text. `title` alone must make sense: it is the notification and what a screen
reader says first.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Tone(StrEnum):
    """How loud a card is; the colour belongs to the pen."""

    CALM = "calm"
    WARNING = "warning"
    URGENT = "urgent"
    DONE = "done"


class Show(StrEnum):
    """How a moment is written; always in the reader's own zone."""

    TIME = "time"
    DATE_TIME = "date_time"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Bold:
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Struck:
    """A value that was true before."""

    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, notified where the chat knows them; `name` is shown where it does not."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class RoomLink:
    """A channel, to be opened with one press; `name` is shown where the chat does not know it."""

    room: str
    name: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (aware UTC), drawn in the reader's zone."""

    at: datetime
    show: Show = Show.TIME


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


Span = str | Bold | Code | Struck | Mention | RoomLink | Moment | Link
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True)
class Note:
    """Something said quietly, below the rest."""

    line: Line


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, kept apart from ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines of equal weight, one below the other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Divider:
    pass


class Weight(StrEnum):
    """How much a button asks to be pressed."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """Pressing it is the same as typing the word: `does` is the word, `about` the incident's key.

    `once` marks a button whose second press is the same wish as the first (declaring).
    `confirm` is a question that is asked before anything happens. One with a `url` leads there
    instead, and asks nothing of us.
    """

    label: str
    does: str
    about: str = ""
    words: str = ""
    weight: Weight = Weight.PLAIN
    confirm: str = ""
    once: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Buttons:
    """At most four are visible; `more` goes into an overflow menu."""

    buttons: tuple[Button, ...]
    more: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Menu:
    """One choice of several; choosing is the same as typing `does` with the option's words."""

    label: str
    does: str
    about: str
    options: tuple[Option, ...]


Part = Paragraph | Note | Quote | Facts | Bullets | Table | Picture | Divider | Buttons | Menu


@dataclass(frozen=True, slots=True)
class Card:
    """`spoken` are somebody's own words, passed on: drawn like any other message, without box and title.

    The title is what the notification says then.
    """

    title: str
    parts: tuple[Part, ...] = field(default=())
    tone: Tone = Tone.CALM
    spoken: bool = False
