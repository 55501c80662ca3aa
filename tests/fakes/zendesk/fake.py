"""What Zendesk answers, as far as Caseline asks for it."""

import itertools
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from tests.fakes.zendesk.state import US, Customer, Json, Ticket, beside, turned

Answer = tuple[int, Json]
NOT_FOUND: Answer = (404, {"error": "RecordNotFound"})


class FakeZendesk:
    """Every answer takes `delay` seconds; what was asked is counted by method and kind of address.

    While it is `down`, nobody gets any answer. `on_change` is told of every ticket that changed, and
    `now` says when.
    """

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.now = now
        self.tickets: dict[str, Ticket] = {}
        self.asked: Counter[str] = Counter()
        self.delay = 0.0
        self.down = False
        self.address = ""
        self.on_change: Callable[[Ticket], None] = lambda _: None
        self._lock = Lock()
        self._numbers = itertools.count(1)

    def add_ticket(self, id: str, subject: str = "Card declined", **more: Any) -> Ticket:
        number = int(id) % 97 + 1
        requester = more.pop("requester", None) or Customer(number, f"Customer {number}")
        made = self.tickets[id] = Ticket(id, subject, requester, **more)
        return made

    def answer(self, method: str, path: str, body: Json, query: Mapping[str, str]) -> Answer:
        """`path` without what stands before the resource; the change is made before the answer goes out."""
        _, kind, *rest = path.split("/")
        with self._lock:
            self.asked[f"{method} {'/'.join([kind, *rest[1:]])}"] += 1
            if kind == "tickets":
                said = self._tickets(method, rest, body) if rest else self._all(method, body, query)
            else:
                said = self._other(path, query)
        time.sleep(self.delay)
        return said

    def _other(self, path: str, query: Mapping[str, str]) -> Answer:
        if path.startswith("/incremental/tickets/cursor"):
            return 200, {"tickets": [], "after_cursor": "c1", "end_of_stream": True}
        if path == "/users/me":
            return 200, {"user": US.as_json()}
        return self._found(query) if path == "/search" else NOT_FOUND

    def _found(self, query: Mapping[str, str]) -> Answer:
        """Every word must stand in the subject; the newest first."""
        words = query["query"].casefold().split()
        plain = [one for one in words if one not in ("type:ticket", "status<solved")]
        found = [
            one
            for one in reversed(self.tickets.values())
            if all(word in one.subject.casefold() for word in plain)
            and not ("status<solved" in words and one.status in ("solved", "closed"))
            and one.status != "deleted"
        ][: int(query["per_page"])]
        results = [one.as_json() | {"result_type": "ticket"} for one in found]
        return 200, {"results": results, **beside(found)}

    def _all(self, method: str, body: Json, query: Mapping[str, str]) -> Answer:
        if method == "POST":
            return self._made(body["ticket"])
        found = [one for one in self.tickets.values() if one.key == query.get("external_id")]
        return 200, {"tickets": [one.as_json() for one in found], **beside(found)}

    def _made(self, draft: Json) -> Answer:
        """Without a requester it is written by whoever asks, which is Caseline."""
        id = str(max(map(int, self.tickets), default=1000) + 1)
        now = self._now()
        more = {"created_at": now, "updated_at": now, "key": draft["external_id"]}
        more |= {"requester": US, "tags": [tag.lower() for tag in draft["tags"]]}
        self.on_change(made := self.add_ticket(id, draft["subject"], **more))
        return 201, {"ticket": made.as_json(), **beside([made])}

    def _tickets(self, method: str, rest: list[str], body: Json) -> Answer:
        known = self.tickets.get(rest[0])
        if known is None:
            return NOT_FOUND
        match (method, *rest[1:]):
            case ("GET",):
                return 200, {"ticket": known.as_json(), **beside([known])}
            case ("PUT",):
                return self._commented(known, body["ticket"])
            case ("PUT", "tags"):
                added = [tag.lower() for tag in body["tags"] if tag.lower() not in known.tags]
                self._change(known, tags=[*known.tags, *added])
            case ("DELETE", "tags"):
                gone = {tag.lower() for tag in body["tags"]}
                self._change(known, tags=[tag for tag in known.tags if tag not in gone])
            case ("GET", "audits"):
                return 200, {**known.history(), "meta": {"has_more": False}}
            case _:
                return 405, {"error": "MethodNotAllowed"}
        return 200, {"tags": list(known.tags)}

    def _commented(self, known: Ticket, change: Json) -> Answer:
        comment = change["comment"]
        event = {"type": "Comment", "body": comment["body"], "public": comment["public"]}
        self._write(known, event, US.id, metadata={"custom": change.get("metadata", {}), "system": {}})
        return 200, {"ticket": known.as_json(), "audit": known.audits[-1]}

    def _write(
        self, known: Ticket, event: Json | None, author: int, *, status: str = "", **more: Any
    ) -> None:
        """Into its history."""
        events = [one for one in (event, turned("Change", status)) if one]
        more |= {"ticket_id": int(known.id), "author_id": author, "created_at": self._now()}
        known.audits.append({"id": next(self._numbers), "events": events, **more})
        known.status = status or known.status
        self._change(known)

    def _change(self, known: Ticket, **what: Any) -> None:
        for name, value in what.items():
            setattr(known, name, value)
        known.updated_at = self._now()
        self.on_change(known)

    def _now(self) -> str:
        return self.now().isoformat()
