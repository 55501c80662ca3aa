"""What a status page shows: its parts, and what customers were told of incidents, when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Condition(StrEnum):
    """How a part of the product is, best first."""

    OPERATIONAL = "operational"
    MAINTENANCE = "maintenance"
    DEGRADED = "degraded"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"


class Effect(StrEnum):
    """How badly an incident hurts, as a page says it, best first."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of the product, by its key in the settings; `title` is what customers call it."""

    name: str
    title: str
    description: str = ""
    condition: Condition = Condition.OPERATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownUpdate:
    """One status update: `texts` by language. `corrected_at` is when its words were last put right.

    One that was retracted is shown without words: `retracted_at` says since when.
    """

    id: int
    at: datetime
    phase: str
    texts: Mapping[str, str] = field(default_factory=dict)
    corrected_at: datetime | None = None
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIncident:
    """`titles` are what customers call it, by language; `updates` the newest first, at least one of them.

    `components` are keys of the settings. `next_at` is when customers were promised to hear next,
    and `is_late` says that this is over and nothing was said.
    """

    key: str
    titles: Mapping[str, str]
    effect: Effect
    began_at: datetime
    updates: tuple[ShownUpdate, ...]
    components: tuple[str, ...] = ()
    resolved_at: datetime | None = None
    next_at: datetime | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """Everything that the public may read, as it stood `at`; incidents the newest first."""

    at: datetime
    components: tuple[Component, ...] = ()
    incidents: tuple[ShownIncident, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One status update on its way to a page, in the one language of that page.

    `phase` is `investigating`, `identified`, `monitoring` or `resolved`, whatever the phases of the
    settings are called; `incident` is our key.
    """

    incident: str
    title: str
    phase: str
    effect: Effect
    text: str
    components: Mapping[str, Condition] = field(default_factory=dict)
