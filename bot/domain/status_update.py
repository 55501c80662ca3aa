"""A status update: what customers are told, from its draft to its correction, and who has been told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.incident import Incident


class UpdateState(StrEnum):
    """DRAFT while somebody writes; APPROVED as it stands; then PUBLISHED, perhaps RETRACTED; or DISCARDED."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    RETRACTED = "retracted"
    DISCARDED = "discarded"


IN_HAND = (UpdateState.DRAFT, UpdateState.APPROVED)
"""Of an incident at most one is in one of these."""


class Audience(StrEnum):
    """To whom a status update goes.

    PAGE are the status pages, TICKETS the customers of linked tickets, SHARED the channels that are shared
    with those who are hurt, CHANNELS the channels that hear of incidents, FOLLOWERS whoever follows it,
    EMAIL the addresses of the settings, SUBSCRIBERS whoever asked for letters on our own page; these are
    known by a number and never named.
    """

    PAGE = "page"
    TICKETS = "tickets"
    SHARED = "shared"
    CHANNELS = "channels"
    FOLLOWERS = "followers"
    EMAIL = "email"
    SUBSCRIBERS = "subscribers"


RESOLVED = "resolved"
"""The phase of a status update that tells the end of an incident."""


def phase_of(incident: Incident) -> str:
    """What a status update that is written now would tell."""
    return incident.phase if incident.is_open else RESOLVED


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusUpdate:
    """`texts` by language, the first of the settings always there; `facts` are what it was filled from.

    `number` counts those of its incident from 1. `version` grows with every change of a draft, so that what
    is approved is what was read. `despite` is why it was approved although the lint stopped it. `publish_at`
    is when it goes out by itself, once nobody may object any more. `corrects` is the number of the one whose
    words it puts right, never that of another correction. `paused_at` says that no further tickets are told
    of it for now. People are person ids.
    """

    incident: str
    number: int
    phase: str
    texts: Mapping[str, str]
    drafted_by: str
    drafted_at: datetime
    id: int = 0
    state: UpdateState = UpdateState.DRAFT
    version: int = 1
    audiences: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    next_at: datetime | None = None
    corrects: int = 0
    edited_by: str = ""
    edited_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    despite: str = ""
    objected_by: str = ""
    objected_at: datetime | None = None
    objection: str = ""
    publish_at: datetime | None = None
    published_by: str = ""
    published_at: datetime | None = None
    retracted_by: str = ""
    retracted_at: datetime | None = None
    retraction: str = ""
    paused_at: datetime | None = None

    @property
    def is_in_hand(self) -> bool:
        return self.state in IN_HAND

    @property
    def tells_the_end(self) -> bool:
        return self.phase == RESOLVED

    @property
    def writer(self) -> str:
        """Whose words they are as they stand now."""
        return self.edited_by or self.drafted_by


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFacts:
    """What people said of an incident for the ears of customers; `title` is what these call it."""

    incident: str
    title: str = ""
    symptom: str = ""
    workaround: str = ""
    cause: str = ""
    remedy: str = ""
    components: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None


class Telling(StrEnum):
    """WAITING to be told; TOLD; FAILED for good; SKIPPED, since nobody reads there any more.

    HELD is not told before somebody decides about the personal word that it belongs to.
    """

    HELD = "held"
    WAITING = "waiting"
    TOLD = "told"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """That one target of an audience is told of one status update: a ticket (`zendesk:7`), a page, a room.

    `language` is the one that it is told in; `why` says why it failed, or was left out. `place` is where it
    stands there, in words of whoever was told. `word` is the id of the personal word that it is told in, or
    waits for; 0 for whoever is told together with everybody.
    """

    update: int
    audience: Audience
    target: str
    state: Telling = Telling.WAITING
    language: str = ""
    at: datetime | None = None
    why: str = ""
    place: str = ""
    word: int = 0
