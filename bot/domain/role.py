"""Hats that people wear during one incident."""

from dataclasses import dataclass
from datetime import datetime

CUSTOMER_LIAISON = "customer_liaison"
INCIDENT_COMMANDER = "incident_commander"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who wears a hat now; `role` is a name from the settings."""

    incident: str
    role: str
    person: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Responder:
    """Anyone taking part. `caught_up_at` is when they were told what happened before they came."""

    incident: str
    person: str
    joined_at: datetime
    caught_up_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """A role on its way to the next person, who gets it by acknowledging the briefing."""

    id: int = 0
    incident: str
    role: str
    giver: str
    taker: str
    briefing: str
    offered_at: datetime
    acknowledged_at: datetime | None = None
    withdrawn_at: datetime | None = None


def spoken(role: str) -> str:
    """`customer_liaison` as people say it."""
    return role.replace("_", " ")
