"""What PagerDuty answers, as far as Caseline asks for it, and what people do there."""

import itertools
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from tests.fakes.listening import Answer, Asked
from tests.fakes.pagerduty.doors import Doors
from tests.fakes.pagerduty.rest import NOT_LET_IN, error
from tests.fakes.pagerduty.state import Incident, Person, Service
from tests.fakes.pagerduty.webhooks import Webhooks

TOKEN = "pagerduty-token"
SECRET = "pagerduty-secret"
US = "caseline@acme.test"


class FakePagerDuty:
    """`asked` counts what was asked by method and kind of address; while it is `down` nobody answers.

    `lacks` holds what the plan of this account does not have: `status_updates`, `responder_requests`.
    `now` says when.
    """

    def __init__(
        self, now: Callable[[], datetime] = lambda: datetime.now(UTC), secrets: tuple[str, ...] = (SECRET,)
    ) -> None:
        self.now = now
        self.address = ""
        self.people: dict[str, Person] = {}
        self.services: dict[str, Service] = {}
        self.incidents: dict[str, Incident] = {}
        self.subscriptions: list[dict[str, Any]] = []
        self.lacks: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.down = False
        self.webhooks = Webhooks(list(secrets))
        self.lock = Lock()
        self._numbers = itertools.count(1)
        self._delay = 0.0
        self._lost = 0
        self._trouble: dict[str, Answer | None] = {"rest": None, "events": None}
        self._doors = Doors(self)
        self.us = self.person("Caseline", US)

    # --- set up -----------------------------------------------------------------------------------

    def person(self, name: str, email: str, *, phone: str = "") -> Person:
        made = self.people[email] = Person(f"PU{len(self.people) + 1}", name, email, phone)
        return made

    def service(self, name: str, *levels: list[Person], status: str = "active") -> Service:
        id = f"PS{len(self.services) + 1}"
        made = self.services[id] = Service(id, name, list(levels), f"{id:R>32}", status)
        return made

    def settings(self, **more: Any) -> dict[str, Any]:
        """What stands under `paging.pagerduty`; a service is called as here, in small letters."""
        services = {
            one.name.casefold().replace(" ", "_"): {"service": one.id, "routing_key": one.routing_key}
            for one in self.services.values()
        }
        told = {"base_url": self.address, "events_url": self.address, "api_token": TOKEN, "from": US}
        return {**told, "webhook_secrets": self.webhooks.secrets, "services": services, **more}

    # --- trouble ----------------------------------------------------------------------------------

    def slow(self, seconds: float) -> None:
        """Every answer takes so long from now on."""
        self._delay = seconds

    def answers(self, status: int = 200, **headers: str) -> None:
        """The REST API answers everything with this status; as it should again with 200."""
        self._trouble["rest"] = _trouble(status, headers)

    def events_answer(self, status: int = 202, **headers: str) -> None:
        """Likewise the Events API."""
        self._trouble["events"] = _trouble(status, headers)

    def loses(self, times: int = 1) -> None:
        """So many requests are carried out, and their answers get lost."""
        self._lost = times

    # --- what people do ---------------------------------------------------------------------------

    def triggers(self, service: Service, title: str, **more: Any) -> str:
        """An incident that began there; its id. `more`: key, urgency, priority, details."""
        with self.lock:
            return self.make(service, title, by=None, **more).id

    def acknowledges(self, id: str, email: str) -> None:
        self._does(id, email, "acknowledged")

    def resolves(self, id: str, email: str) -> None:
        self._does(id, email, "resolved")

    def _does(self, id: str, email: str, status: str) -> None:
        with self.lock:
            self.turn(self.incidents[id], status, self.people[email])

    def escalates(self, id: str) -> None:
        """Nobody came: the next level is woken."""
        with self.lock:
            known = self.incidents[id]
            known.level = min(known.level + 1, len(known.service.levels))
            known.assigned = list(known.service.levels[known.level - 1])
            self.tell("escalated", known, None)

    def reassigns(self, id: str, email: str) -> None:
        with self.lock:
            self.incidents[id].assigned = [self.people[email]]
            self.tell("reassigned", self.incidents[id], self.people[email])

    def writes(self, id: str, email: str, words: str) -> None:
        with self.lock:
            self.incidents[id].notes.append((email, words))
            self.tell("annotated", self.incidents[id], self.people[email])

    # --- what is answered -------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer | None:
        """None when no answer arrives; what was asked is done before the answer goes out."""
        if self.down:
            return None
        is_event = asked.path == "/v2/enqueue"
        _, kind, *rest = asked.path.split("/")
        kind = "events" if is_event else "/".join([kind, *rest[1:]])
        with self.lock:
            self.asked[f"{asked.method} {kind}"] += 1
            said = self._trouble["events" if is_event else "rest"] or self._let_in(asked, is_event)
            is_lost = self._lost > 0
            self._lost -= is_lost
        time.sleep(self._delay)
        return None if is_lost else said

    def _let_in(self, asked: Asked, is_event: bool) -> Answer:
        if is_event:
            return self._doors.event(asked.body)
        if asked.headers.get("authorization") != f"Token token={TOKEN}":
            return NOT_LET_IN
        return self._doors.answer(asked)

    # --- what happens -----------------------------------------------------------------------------

    def make(self, service: Service, title: str, *, by: Person | None, **more: Any) -> Incident:
        number = next(self._numbers)
        level = list(service.levels[0]) if service.levels else []
        more = {"key": f"theirs-{number}", "by_event": False, "assigned": level, **more}
        at = self.at()
        made = Incident(f"Q{number:07}", number, title, service, at=at, updated_at=at, made_by=by, **more)
        self.incidents[made.id] = made
        self.tell("triggered", made, by)
        return made

    def turn(self, known: Incident, status: str, by: Person | None) -> None:
        """As it is already changes nothing, but for one more who has it; who was resolved comes back."""
        is_acknowledged = status == "acknowledged"
        if status == known.status and not (is_acknowledged and by and by not in known.holders):
            return
        known.changed_by = by
        known.holders = [*known.holders, by] if is_acknowledged and by else []
        if is_acknowledged and by:
            known.assigned = [by]
        elif status == "resolved":
            known.assigned = []
        known.status = status
        self.tell(status, known, by)

    def tell(self, kind: str, incident: Incident, by: Person | None) -> None:
        incident.updated_at = self.at()
        self.webhooks.tell(kind, incident, by, incident.updated_at)

    def at(self) -> str:
        return self.now().astimezone(UTC).isoformat().replace("+00:00", "Z")

    # --- webhooks ---------------------------------------------------------------------------------

    @property
    def listener(self) -> str:
        return self.webhooks.listener

    @listener.setter
    def listener(self, address: str) -> None:
        """Where webhooks go; a subscription says so, too."""
        self.webhooks.listener = address
        way = {"type": "http_delivery_method", "url": address, "temporarily_disabled": False}
        self.subscriptions = [{"id": "PWH1", "active": True, "delivery_method": way}]

    @property
    def refused(self) -> list[int]:
        return self.webhooks.refused

    def flush(self) -> None:
        """Returns when every webhook was sent."""
        self.webhooks.flush()

    def rest(self) -> None:
        self.webhooks.rest()


def _trouble(status: int, headers: dict[str, str]) -> Answer | None:
    if status in (200, 202):
        return None
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, error(status, 2000, "Trouble").said, names)
