"""A personal word: one customer is told a status update by somebody, and not together with everybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zlib import crc32

from bot.domain.status_update import StatusUpdate, Telling, Told


class WordState(StrEnum):
    """HELD until somebody decides; PROPOSED when other words wait for approval; then SENT or LEFT_OUT.

    PASSED is what nobody needs to decide any more: a later word took its place, or it was retracted.
    """

    HELD = "held"
    PROPOSED = "proposed"
    SENT = "sent"
    LEFT_OUT = "left_out"
    PASSED = "passed"


OPEN = (WordState.HELD, WordState.PROPOSED)
"""Of a customer and a status update at most one is in one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalWord:
    """`customer` is the organisation, or the person without one, under the name that counts everywhere.

    `name` is for people; `owner` a person id, or a key of the settings' people. `text` is what was written
    instead of the published words, in `language`; empty where nobody wrote. `despite` is why it goes out
    although the lint stops it. `by` decided at `at`; `why` is the reason for leaving out, or for passing.
    """

    incident: str
    update: int
    customer: str
    name: str
    held_at: datetime
    id: int = 0
    state: WordState = WordState.HELD
    tier: str = ""
    owner: str = ""
    language: str = ""
    text: str = ""
    written_by: str = ""
    written_at: datetime | None = None
    despite: str = ""
    by: str = ""
    at: datetime | None = None
    why: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def version(self) -> str:
        """Another one when other words stand there, so that what is approved is what was read."""
        return f"{crc32(f'{self.language}/{self.text}'.encode(errors='replace')):08x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalBrief:
    """One personal word with where it goes: the first targets, and how many there are of each kind."""

    word: PersonalWord
    number: int
    targets: tuple[Told, ...] = ()
    counts: Mapping[Telling, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalList:
    """What a card shows of an incident's personal words: a page of `shown`, behind `skipped` others.

    `update` is the status update that it is about. `waiting` are all that wait, `total` all that there are.
    """

    update: StatusUpdate
    shown: tuple[PersonalBrief, ...] = ()
    waiting: int = 0
    total: int = 0
    skipped: int = 0

    @property
    def left(self) -> int:
        return max(0, self.total - self.skipped - len(self.shown))
