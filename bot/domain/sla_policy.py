"""SLA policies: what is promised to whom. docs/sla.md, "Policies", says how they are tried."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from bot.domain.sla_conditions import Conditions, Subject, subject_of
from bot.domain.sla_metric import Metric
from bot.domain.sla_target import ALWAYS_OPEN, Identity, Target

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


class AgentCreated(StrEnum):
    """What a ticket that an agent opened in public promises: NONE, or Zendesk's SECOND_REPLY."""

    NONE = "none"
    SECOND_REPLY = "second_reply"


class Reopened(StrEnum):
    """Whether a reopened ticket goes on with its clocks, or gets new ones."""

    RESUME = "resume"
    NEW_CYCLE = "new_cycle"


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
            (
                *map(str, (one.identity, one.priority, one.severity, one.phase)),
                sorted(one.pauses or ()),
                *(("slow",) if one.slow else ()),
            )
            for one in self.targets
        ]
        said = (self.name, self.conditions, sorted(targets), self.agent_created_public, self.reopened)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]

    def applies_to(self, subject: Subject) -> bool:
        """A policy that promises nothing to incidents is none of theirs, nor the other way round."""
        concerned = any(one.metric.is_incidents is subject.is_incident for one in self.targets)
        return concerned and self.conditions.hold(subject)

    def target(self, metric: Metric, subject: Subject, *, slow: bool = False) -> Target | None:
        """With `slow` it may take as long as the slower pace allows, and is never promised sooner."""
        usual = self._best(metric, subject, slow=False)
        slower = self._best(metric, subject, slow=True) if slow and usual else None
        if usual is None or slower is None or slower.seconds <= usual.seconds:
            return usual
        return replace(usual, seconds=slower.seconds)

    def _best(self, metric: Metric, subject: Subject, *, slow: bool) -> Target | None:
        fitting = [
            one for one in self.targets if one.metric is metric and one.slow is slow and one.fits(subject)
        ]
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
