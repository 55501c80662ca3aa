"""Pagers: services that wake whoever is on call, and what they tell of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_NAMES = {"pagerduty": "PagerDuty", "goalert": "GoAlert"}


def called(pager: str) -> str:
    """As people write its name."""
    return _NAMES.get(pager, pager.capitalize())


class PagerState(StrEnum):
    """What every pager's own words come down to."""

    TRIGGERED = "triggered"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class Urgency(StrEnum):
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person as a pager knows them. `id` is the pager's own; `level` counts from 1, who is woken first.

    `until` is when their shift ends, None where the pager does not tell or it never does.
    """

    name: str
    id: str = ""
    email: str = ""
    phone: str = ""
    level: int = 1
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a pager is asked to wake somebody for.

    `service` is a name from its settings; `person` the pager's own id of one person, instead of or
    besides those whom the service would wake. `url` leads to where the work is done, `bridge` to the
    call. `from_email` is the address of who asks, empty where nobody knows it.
    """

    title: str
    details: str
    service: str = ""
    person: str = ""
    urgency: Urgency = Urgency.HIGH
    url: str = ""
    bridge: str = ""
    from_email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerIncident:
    """An incident or alert as its pager showed it last. Texts are foreign, and as long as they were.

    `service` is the pager's own id. `key` is the one that it was made with, ours or somebody else's.
    `holders` have it, `assigned` are being woken or have it. `trouble` says what did not work, where it
    was made in another way than usual.
    """

    pager: str
    id: str
    title: str
    url: str
    state: PagerState
    service: str = ""
    urgency: Urgency = Urgency.HIGH
    priority: str = ""
    key: str = ""
    holders: tuple[Contact, ...] = ()
    assigned: tuple[Contact, ...] = ()
    resolved_by: Contact | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class PagerHint:
    """Something happened to this incident; what, is read from the pager. `event` is unique there."""

    event: str
    incident: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerLink:
    """An incident of a pager that belongs to a page of ours, to an incident of ours, or to both.

    `page` is 0 for one that nobody here asked for. `asked` says that it came from the pager, and waits
    for somebody to say whether it is an incident here; `rule` is the place of the rule by which it came
    here. `dismissed` says that people called it none. `service` is its name in the settings, else the
    pager's id. `assigned` names whom the pager asked when it was read last, with commas between.
    """

    pager: str
    id: str
    page: int = 0
    incident: str = ""
    service: str = ""
    title: str = ""
    url: str = ""
    state: PagerState = PagerState.TRIGGERED
    read_at: datetime | None = None
    asked: bool = False
    dismissed: bool = False
    rule: int = 0
    assigned: str = ""
