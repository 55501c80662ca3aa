"""What Zendesk keeps and answers, as far as Caseline asks for it."""

import itertools
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any

Json = dict[str, Any]
Answer = tuple[int, Json]
CREATED = "2026-03-02T09:00:00Z"


@dataclass
class Ticket:
    """`audits` is its history, the oldest first; an audit holds the metadata that came with a change."""

    id: str
    subject: str
    requester: int
    tags: list[str] = field(default_factory=list)
    audits: list[Json] = field(default_factory=list)
    updated_at: str = CREATED

    @property
    def notes(self) -> list[str]:
        """What agents read and customers do not, the oldest first."""
        events = (event for audit in self.audits for event in audit["events"])
        return [event["body"] for event in events if event["type"] == "Comment" and not event["public"]]

    def as_json(self) -> Json:
        return {
            "id": int(self.id),
            "subject": self.subject,
            "status": "open",
            "priority": "normal",
            "requester_id": self.requester,
            "organization_id": None,
            "tags": list(self.tags),
            "created_at": CREATED,
            "updated_at": self.updated_at,
        }


class FakeZendesk:
    """Every answer takes `delay` seconds; what was asked is counted by method and kind of address."""

    def __init__(self) -> None:
        self.tickets: dict[str, Ticket] = {}
        self.asked: Counter[str] = Counter()
        self.delay = 0.0
        self.address = ""
        self._lock = Lock()
        self._numbers = itertools.count(1)

    def add_ticket(self, id: str, subject: str = "Card declined") -> Ticket:
        made = self.tickets[id] = Ticket(id, subject, requester=int(id) % 97 + 1)
        return made

    def answer(self, method: str, path: str, body: Json) -> Answer:
        """`path` without what stands before the resource; the change is made before the answer goes out."""
        _, kind, *rest = path.split("/")
        with self._lock:
            self.asked[f"{method} {'/'.join([kind, *rest[1:]])}"] += 1
            said = self._tickets(method, rest, body) if kind == "tickets" else self._other(path)
        time.sleep(self.delay)
        return said

    def _other(self, path: str) -> Answer:
        if path.startswith("/incremental/tickets/cursor"):
            return 200, {"tickets": [], "after_cursor": "c1", "end_of_stream": True}
        if path == "/search":
            return 200, {"results": []}
        if path == "/users/me":
            return 200, {"user": {"id": 1, "name": "Caseline", "role": "admin"}}
        return 404, {"error": "RecordNotFound"}

    def _tickets(self, method: str, rest: list[str], body: Json) -> Answer:
        known = self.tickets.get(rest[0]) if rest else None
        if known is None:
            return 404, {"error": "RecordNotFound"}
        match (method, *rest[1:]):
            case ("GET",):
                person = {"id": known.requester, "name": f"Customer {known.requester}"}
                return 200, {"ticket": known.as_json(), "users": [person]}
            case ("PUT",):
                return self._changed(known, body["ticket"])
            case ("PUT", "tags"):
                self._touch(known).tags += [
                    tag.lower() for tag in body["tags"] if tag.lower() not in known.tags
                ]
            case ("DELETE", "tags"):
                gone = {tag.lower() for tag in body["tags"]}
                self._touch(known).tags = [tag for tag in known.tags if tag not in gone]
            case ("GET", "audits"):
                return 200, {"audits": list(reversed(known.audits)), "meta": {"has_more": False}}
            case _:
                return 405, {"error": "MethodNotAllowed"}
        return 200, {"tags": list(known.tags)}

    def _changed(self, known: Ticket, change: Json) -> Answer:
        comment = change["comment"]
        event = {"type": "Comment", "body": comment["body"], "public": comment["public"]}
        audit = {
            "id": next(self._numbers),
            "ticket_id": int(known.id),
            "events": [event],
            "metadata": {"custom": change.get("metadata", {}), "system": {}},
        }
        self._touch(known).audits.append(audit)
        return 200, {"ticket": known.as_json(), "audit": audit}

    def _touch(self, known: Ticket) -> Ticket:
        known.updated_at = datetime.now(UTC).isoformat()
        return known
