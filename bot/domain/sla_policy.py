"""SLA policies: what is promised to whom. docs/sla.md, "Policies", says how they are tried."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from bot.domain.sla_metric import Metric, pauses_of
from bot.domain.ticket import Priority, Ticket, TicketStatus

__all__ = [
    "ALWAYS_OPEN",
    "AgentCreated",
    "Book",
    "Conditions",
    "Identity",
    "Metric",
    "Policy",
    "Reopened",
    "Subject",
    "Target",
    "in_order",
    "subject_of",
]

ALWAYS_OPEN = "24x7"
"""Name of the calendar that never closes."""


class AgentCreated(StrEnum):
    """What a ticket that an agent opened in public promises: NONE, or Zendesk's SECOND_REPLY."""

    NONE = "none"
    SECOND_REPLY = "second_reply"


class Reopened(StrEnum):
    """Whether a reopened ticket goes on with its clocks, or gets new ones."""

    RESUME = "resume"
    NEW_CYCLE = "new_cycle"


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What makes a target the same one: an edited holiday, or an equal promise elsewhere, is nothing new."""

    metric: Metric
    seconds: int
    calendar: str

    def __str__(self) -> str:
        return f"{self.metric}:{self.seconds}@{self.calendar}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What conditions look at, as it was at one instant. Texts are foreign; case makes no difference.

    `organisations` holds the id and the name of the customer's company. An incident has a
    severity and a phase and nothing else.
    """

    tier: str = ""
    priority: Priority = Priority.NONE
    system: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    type: str = ""
    severity: str = ""
    phase: str = ""

    @property
    def is_incident(self) -> bool:
        return bool(self.severity)


def subject_of(ticket: Ticket, tier: str) -> Subject:
    """The tier is decided elsewhere, from more than the ticket."""
    return Subject(
        tier=tier,
        priority=ticket.priority,
        system=ticket.system,
        group=ticket.group,
        tags=ticket.tags,
        organisations=(ticket.organisation, ticket.organisation_name),
        type=ticket.fields.get("type", ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """All that are set must hold; of each, one of its words is enough."""

    tier: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()

    def hold(self, subject: Subject) -> bool:
        return all(_one_of(getattr(self, one.name), _values(subject, one.name)) for one in fields(self))


def _values(subject: Subject, name: str) -> tuple[str, ...]:
    if name == "tag":
        return subject.tags
    if name == "organisation":
        return subject.organisations
    return (str(getattr(subject, name)),)


def _one_of(wanted: tuple[str, ...], values: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    folded = {value.casefold() for value in values if value}
    return any(one.casefold() in folded for one in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One promise: within how many open seconds, in which calendar.

    Without `priority`, `severity` or `phase` it holds for every one. `pauses` are the statuses
    in which it does not count; left out, the usual ones of the metric.
    """

    metric: Metric
    seconds: int
    calendar: str = ALWAYS_OPEN
    priority: Priority | None = None
    severity: str = ""
    phase: str = ""
    pauses: frozenset[TicketStatus] | None = None

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError(f"a target of {self.metric} must be longer than nothing")

    @property
    def identity(self) -> Identity:
        return Identity(self.metric, self.seconds, self.calendar)

    def is_paused_in(self, status: TicketStatus) -> bool:
        return status in (pauses_of(self.metric) if self.pauses is None else self.pauses)

    def fits(self, subject: Subject) -> bool:
        """A ticket whose desk tells no priority counts as a normal one."""
        priority = subject.priority or Priority.NORMAL
        return (
            self.priority in (None, priority)
            and self.severity.casefold() in ("", subject.severity.casefold())
            and self.phase.casefold() in ("", subject.phase.casefold())
        )

    @property
    def exactness(self) -> int:
        """The more a target says whom it is for, the sooner it counts."""
        return (self.priority is not None) + 2 * bool(self.severity) + bool(self.phase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`version` changes with whatever it says; given, it is kept."""

    name: str
    position: int
    conditions: Conditions = field(default_factory=Conditions)
    targets: tuple[Target, ...] = ()
    agent_created_public: AgentCreated = AgentCreated.NONE
    reopened: Reopened = Reopened.RESUME
    version: str = ""

    def __post_init__(self) -> None:
        if not self.version:
            object.__setattr__(self, "version", self._digest())

    def _digest(self) -> str:
        """Of what it says, not of where it stands: moving a policy changes no promise of its own."""
        targets = [
            (*map(str, (one.identity, one.priority, one.severity, one.phase)), sorted(one.pauses or ()))
            for one in self.targets
        ]
        said = (self.name, self.conditions, sorted(targets), self.agent_created_public, self.reopened)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]

    def applies_to(self, subject: Subject) -> bool:
        """A policy that promises nothing to incidents is none of theirs, nor the other way round."""
        concerned = any(one.metric.is_incidents is subject.is_incident for one in self.targets)
        return concerned and self.conditions.hold(subject)

    def target(self, metric: Metric, subject: Subject) -> Target | None:
        fitting = [one for one in self.targets if one.metric is metric and one.fits(subject)]
        return max(fitting, key=lambda one: one.exactness, default=None)


def in_order(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """By position; raises ValueError where two share a position or a name."""
    ordered = tuple(sorted(policies, key=lambda one: one.position))
    for before, after in pairwise(ordered):
        if before.position == after.position:
            raise ValueError(f"{before.name} and {after.name} have the same position")
    names = [one.name for one in ordered]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two policies are called {twice}")
    return ordered


@dataclass(frozen=True, slots=True)
class Book:
    """Every edition of the policies, oldest first, with the instant from which it counts.

    What happened to a ticket is judged by the edition of that instant, so that a replay finds
    what was found then. Before the first edition the first one counts.
    """

    editions: tuple[tuple[datetime, tuple[Policy, ...]], ...] = ()

    def at(self, instant: datetime) -> tuple[Policy, ...]:
        found: tuple[Policy, ...] = self.editions[0][1] if self.editions else ()
        for since, policies in self.editions:
            if since > instant:
                break
            found = policies
        return found

    def policy(self, subject: Subject, instant: datetime) -> Policy | None:
        """The first one that fits."""
        return next((one for one in self.at(instant) if one.applies_to(subject)), None)
