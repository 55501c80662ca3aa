"""What the sandbox desk is made of: customers, what was said, and tickets as the desk keeps them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from adapters.playground.people import address
from bot.domain.ticket import SANDBOX, Deadline, Gone, Priority, Ticket, TicketStatus

SYSTEM = SANDBOX
FIRST_ID = 48_200
TICKETS_AT_MOST = 2_000
SAID_AT_MOST = 200
SUBJECT_LIMIT = 300
GROUP = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who asks for help; `tier`, `region` and `product` are those of their organisation."""

    name: str
    email: str
    organisation: str = ""
    tier: str = ""
    region: str = ""
    product: str = ""

    def fields(self) -> dict[str, str]:
        """What an impact board counts by; empty ones are left out."""
        all_of = {"tier": self.tier, "region": self.region, "product": self.product}
        return {name: value for name, value in all_of.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """How long a customer may wait for the first reply, and for the end of it."""

    first_reply: timedelta
    resolution: timedelta


PROMISES = {
    "vip": Promise(first_reply=timedelta(minutes=10), resolution=timedelta(hours=4)),
    "premium": Promise(first_reply=timedelta(minutes=30), resolution=timedelta(hours=8)),
}
USUAL = Promise(first_reply=timedelta(hours=2), resolution=timedelta(hours=24))
SHORTEST_PROMISE = timedelta(minutes=2)


def promised(tier: str, pace: float = 1.0) -> Promise:
    """What this desk promises; `pace` times faster, but never faster than people can act."""
    usual = PROMISES.get(tier, USUAL)
    return Promise(
        first_reply=max(usual.first_reply / pace, SHORTEST_PROMISE),
        resolution=max(usual.resolution / pace, SHORTEST_PROMISE),
    )


class By(StrEnum):
    """NOTE is seen by agents alone; DESK says what somebody did with the ticket."""

    CUSTOMER = "customer"
    AGENT = "agent"
    NOTE = "note"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`who` is the customer's name or the agent's key; `key` is the idempotency key that came along.

    `status` is what the ticket became by it, None where it stayed as it was.
    """

    by: By
    who: str
    text: str
    at: datetime
    key: str = ""
    status: TicketStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A ticket as the desk keeps it. The first of `said` is the description.

    `number` says which of all the desk's changes was its last; `key` made it, and `opener` is whoever
    opened it in the customer's place. While the ticket
    waits for the customer, `paused_at` says since when, and nothing is due.
    """

    id: str
    subject: str
    customer: Customer
    said: tuple[Said, ...]
    created_at: datetime
    updated_at: datetime
    first_reply_due: datetime
    resolution_due: datetime
    status: TicketStatus = TicketStatus.NEW
    priority: Priority = Priority.NORMAL
    assignee: str = ""
    tags: tuple[str, ...] = ()
    replied_at: datetime | None = None
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    merged_into: str = ""
    gone: Gone = Gone.HERE
    number: int = 0
    key: str = ""
    opener: str = ""

    @property
    def spoke_at(self) -> datetime:
        """When the customer last wrote."""
        return max((one.at for one in self.said if one.by is By.CUSTOMER), default=self.created_at)

    def deadlines(self, now: datetime) -> tuple[Deadline, ...]:
        """A reply that came with the end of it counts as the first."""
        replied = self.replied_at or self.ended_at
        return (
            _deadline("first_reply", self.first_reply_due, replied, now, paused=False),
            _deadline(
                "resolution", self.resolution_due, self.ended_at, now, paused=self.paused_at is not None
            ),
        )


def _deadline(metric: str, due: datetime, kept: datetime | None, now: datetime, *, paused: bool) -> Deadline:
    missed = (kept or now) > due and not (paused and kept is None)
    return Deadline(
        metric=metric, due_at=due, paused=paused, missed=missed, met=kept is not None and not missed
    )


def ticket(one: Filed, url: str, now: datetime) -> Ticket:
    """As the bot knows tickets."""
    organisation = one.customer.organisation
    return Ticket(
        system=SYSTEM, id=one.id, subject=one.subject, url=url,
        status=one.status, desk_status=one.status.value, priority=one.priority,
        requester=one.customer.email, requester_name=one.customer.name, requester_email=one.customer.email,
        organisation=organisation.casefold().replace(" ", "-"), organisation_name=organisation,
        assignee=one.assignee, assignee_id=one.assignee, assignee_email=address(one.assignee), group=GROUP,
        created_at=one.created_at, updated_at=one.updated_at, customer_spoke_at=one.spoke_at,
        merged_into=one.merged_into, gone=one.gone, tags=one.tags,
        deadlines=one.deadlines(now), fields=one.customer.fields(),
    )  # fmt: skip
