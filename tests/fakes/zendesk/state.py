"""What a fake Zendesk holds: customers of organisations, and their tickets with a history."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
CREATED = "2026-03-02T09:00:00Z"


@dataclass(frozen=True)
class Organisation:
    id: int
    name: str
    tier: str = ""

    def as_json(self) -> Json:
        return {"id": self.id, "name": self.name, "organization_fields": {"support_tier": self.tier}}


@dataclass(frozen=True)
class Customer:
    id: int
    name: str
    email: str = ""
    organisation: Organisation | None = None
    role: str = "end-user"

    def as_json(self) -> Json:
        told = {"id": self.id, "name": self.name, "email": self.email or None, "role": self.role}
        return {**told, "user_fields": {}}


US = Customer(900_001, "Caseline", "caseline@acme.test", role="admin")
AGENT = Customer(900_002, "Ana Agent", "ana@acme.test", role="agent")


@dataclass
class Ticket:
    """`audits` is its history, the oldest first; an audit holds the metadata that came with a change.

    `key` is its `external_id`.
    """

    id: str
    subject: str
    requester: Customer
    tags: list[str] = field(default_factory=list)
    audits: list[Json] = field(default_factory=list)
    created_at: str = CREATED
    updated_at: str = CREATED
    spoke_at: str = ""
    status: str = "open"
    key: str = ""
    assignee: Customer | None = None

    def __post_init__(self) -> None:
        self.began_as = self.status

    def history(self) -> Json:
        """Its audits, the newest first, with those who wrote them beside."""
        words = {"type": "Comment", "body": self.subject, "public": True}
        opened = {
            "id": 10**9 + int(self.id),
            "ticket_id": int(self.id),
            "author_id": self.requester.id,
            "created_at": self.created_at,
            "events": [words, turned("Create", self.began_as)],
        }
        users = [one.as_json() for one in (self.requester, US, AGENT)]
        return {"audits": [*reversed(self.audits), opened], "users": users}

    @property
    def notes(self) -> list[str]:
        """What agents read and customers do not, the oldest first."""
        return [event["body"] for event in self._comments() if not event["public"]]

    @property
    def replies(self) -> list[str]:
        """What customers were told by us, the oldest first."""
        return [event["body"] for event in self._comments(US.id) if event["public"]]

    def _comments(self, *authors: int) -> list[Json]:
        """Of these authors, of all where none is said."""
        audits = [one for one in self.audits if not authors or one["author_id"] in authors]
        return [event for one in audits for event in one["events"] if event["type"] == "Comment"]

    def as_json(self) -> Json:
        organisation = self.requester.organisation
        return {
            "id": int(self.id),
            "subject": self.subject,
            "status": self.status,
            "priority": "normal",
            "requester_id": self.requester.id,
            "assignee_id": self.assignee.id if self.assignee else None,
            "organization_id": organisation.id if organisation else None,
            "tags": list(self.tags),
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "external_id": self.key or None,
        }


def turned(kind: str, status: str) -> Json:
    """The event of another status; none without one."""
    return {"type": kind, "field_name": "status", "value": status} if status else {}


def beside(tickets: list[Ticket]) -> Json:
    """What `include` brings along with these tickets."""
    people = {who.id: who for one in tickets for who in (one.requester, one.assignee) if who}
    organisations = {one.organisation.id: one.organisation for one in people.values() if one.organisation}
    spoke = [{"ticket_id": int(one.id), "requester_updated_at": one.spoke_at or None} for one in tickets]
    return {
        "users": [one.as_json() for one in people.values()],
        "organizations": [one.as_json() for one in organisations.values()],
        "metric_sets": spoke,
    }
