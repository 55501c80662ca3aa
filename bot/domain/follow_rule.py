"""What somebody wants to be told of: incidents of a severity, of a customer, of a tier, of a component."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RuleKind(StrEnum):
    """SEVERITY means that one or a worse one."""

    SEVERITY = "severity"
    CUSTOMER = "customer"
    TIER = "tier"
    COMPONENT = "component"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`value` is compared without capitals and needless spaces."""

    kind: RuleKind
    value: str

    @property
    def folded(self) -> str:
        return folded(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRule:
    """`person` is a person id, or a channel where the settings say so; `id` is 0 for what these say."""

    person: str
    kind: RuleKind
    value: str
    at: datetime
    id: int = 0

    @property
    def wants(self) -> Wanted:
        return Wanted(self.kind, self.value)


def folded(value: str) -> str:
    return " ".join(value.casefold().split())


def as_bad(severity: str, severities: Iterable[str]) -> tuple[str, ...]:
    """The severities that a rule may name to be about this one: itself, and those that are less bad."""
    order = list(severities)
    return tuple(order[order.index(severity) :]) if severity in order else (severity,)
