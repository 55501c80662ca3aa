"""A ticket: a customer's request in a system that is not ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class TicketStatus(StrEnum):
    """What every desk's own words come down to. PENDING waits for the customer, ON_HOLD for somebody else."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"

    @property
    def is_over(self) -> bool:
        return self in (TicketStatus.SOLVED, TicketStatus.CLOSED)


class Priority(StrEnum):
    """NONE where the desk says nothing."""

    NONE = ""
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Gone(StrEnum):
    """Why a ticket cannot be read any more; HERE while it can."""

    HERE = ""
    DELETED = "deleted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Names one ticket among those of all systems; written `zendesk:123`."""

    system: str
    id: str

    def __str__(self) -> str:
        return f"{self.system}:{self.id}"


def ref(written: str) -> Ref:
    """The opposite of `str`; only the first colon counts."""
    system, _, id = written.partition(":")
    return Ref(system, id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What the desk itself promises: `metric` is `first_reply`, `next_reply` or `resolution`.

    `met` once it was fulfilled, in time or late; `missed` when it is or was past due, fulfilled or
    not; `paused` while its clock does not run, which it never does once it is met. `due_at` is
    None where the desk tells no instant, perhaps only for as long as it is paused.
    """

    metric: str
    due_at: datetime | None = None
    paused: bool = False
    missed: bool = False
    met: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket as its desk showed it last. Texts are foreign, and as long as they were.

    `id` is the one that the desk itself uses, however people wrote it. `status` and `priority` are
    ours, `desk_status` is the desk's own word; what is no work any more, such as spam, is closed.
    `requester` is the desk's id of the customer, `organisation` that of their company; both may be
    empty. `assignee` and `group` are names that people recognise: where the desk tells none, a
    login or an id. `assignee_id` is the desk's own id of who works on it, `assignee_email` their
    address where the desk tells it: by one of them they are found in a chat. `created_at` and
    `updated_at` are instants of the desk's clock; a state is forgotten when a later `updated_at` is
    known, so it is None rather than a guess of ours.
    `customer_spoke_at` is when the customer last wrote, None where the desk does not tell.
    `merged_into` is the id of the ticket that goes on instead. `tags` holds none twice. `fields`
    are the desk's values for words that the settings name: `tier`, `region`, `product`, `component` …
    """

    system: str
    id: str
    subject: str
    url: str
    status: TicketStatus
    desk_status: str = ""
    priority: Priority = Priority.NONE
    requester: str = ""
    requester_name: str = ""
    requester_email: str = ""
    organisation: str = ""
    organisation_name: str = ""
    assignee: str = ""
    assignee_id: str = ""
    assignee_email: str = ""
    group: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    customer_spoke_at: datetime | None = None
    merged_into: str = ""
    gone: Gone = Gone.HERE
    tags: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> Ref:
        return Ref(self.system, self.id)


SANDBOX = "sandbox"
"""The built-in desk, whose customers were made up; a drill may write there, and nowhere else."""

TAG = "incident:"
"""Before an incident's key: `incident:INC-12` on a ticket links it."""


def tag_of(incident: str) -> str:
    return f"{TAG}{incident}"


def incidents_in(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of the incidents that these tags name; desks write tags in small letters."""
    named = (tag.casefold().removeprefix(TAG) for tag in tags if tag.casefold().startswith(TAG))
    return tuple(dict.fromkeys(key.upper() for key in named if key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which tickets are looked for; what is empty does not narrow it down."""

    text: str = ""
    requester_email: str = ""
    tag: str = ""
    open_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A ticket to be made. `target` is where, in words of the system: a project, a repository …"""

    subject: str
    text: str
    target: str = ""
    priority: Priority = Priority.NONE
    requester_email: str = ""
    requester_name: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a desk behind a cursor, oldest first.

    `cursor` is where to go on, in words that only the adapter understands; `more` says that
    there is more right now. `whole` says that each ticket is as `fetch` would show it: the lists
    of some desks tell less, no deadlines or no company, and what they lack is not gone.
    """

    tickets: tuple[Ticket, ...]
    cursor: str
    more: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Knock:
    """What arrived at `/webhooks/<name>`, before anything of it was believed.

    Names of `headers` are in small letters; `secret` is what stood behind the name in the path.
    """

    headers: Mapping[str, str]
    body: bytes
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something happened to this ticket; what, is read from the desk. `event` is unique in its system."""

    event: str
    ticket: str
