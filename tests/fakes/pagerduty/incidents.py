"""What the REST API answers about incidents."""

from collections.abc import Callable
from typing import Any, Protocol

from tests.fakes.listening import Answer, Asked
from tests.fakes.pagerduty import rest
from tests.fakes.pagerduty.rest import NOT_FOUND, included
from tests.fakes.pagerduty.state import Incident, Json, Person, Service


class Pager(Protocol):
    """What stands behind the doors."""

    people: dict[str, Person]
    services: dict[str, Service]
    incidents: dict[str, Incident]
    subscriptions: list[dict[str, Any]]
    lacks: set[str]

    def make(self, service: Service, title: str, *, by: Person | None, **more: Any) -> Incident: ...
    def turn(self, known: Incident, status: str, by: Person | None) -> None: ...
    def tell(self, kind: str, incident: Incident, by: Person | None) -> None: ...


class Incidents:
    def __init__(self, pager: Pager) -> None:
        self._pager = pager

    def answer(self, asked: Asked, ids: list[str]) -> Answer:
        if not ids:
            return self._made(asked) if asked.method == "POST" else self._found(asked)
        known = self._pager.incidents.get(ids[0])
        do = self._deeds(asked).get(f"{asked.method} {'/'.join(ids[1:])}".strip())
        if known is None or do is None:
            return NOT_FOUND
        return do(known)

    def _deeds(self, asked: Asked) -> dict[str, Callable[[Incident], Answer]]:
        body = asked.body
        return {
            "GET": lambda known: Answer(200, {"incident": known.as_json(included(asked))}),
            "GET alerts": lambda known: rest.listed("alerts", known.alerts(), asked),
            "GET notes": lambda known: Answer(200, {"notes": [{"content": one} for _, one in known.notes]}),
            "PUT": lambda known: self._named(asked, lambda by: self._changed(known, body["incident"], by)),
            "POST notes": lambda known: self._named(
                asked, lambda by: self._noted(known, body["note"]["content"], by)
            ),
            "POST status_updates": lambda known: self._named(
                asked, lambda by: self._told(known, body["message"], by)
            ),
            "POST responder_requests": lambda known: self._joined(known, body),
        }

    def _named(self, asked: Asked, do: Callable[[Person], Answer]) -> Answer:
        """Who writes has to say as whom."""
        if not (address := asked.headers.get("from", "")):
            return rest.NO_FROM
        by = next((one for email, one in self._pager.people.items() if email == address.casefold()), None)
        return do(by) if by else rest.UNKNOWN_FROM

    def _found(self, asked: Asked) -> Answer:
        statuses = asked.query.get("statuses[]", ["triggered", "acknowledged", "resolved"])
        key = asked.first("incident_key")
        found = [
            one.as_json(included(asked))
            for one in self._pager.incidents.values()
            if one.status in statuses and (not key or one.key == key)
        ]
        return rest.listed("incidents", found, asked)

    def _made(self, asked: Asked) -> Answer:
        return self._named(asked, lambda by: self._make(asked.body["incident"], by))

    def _make(self, wanted: Json, by: Person) -> Answer:
        service = self._pager.services.get(wanted["service"]["id"])
        if service is None:
            return rest.NO_SERVICE
        if service.status == "disabled":
            return rest.invalid("Service is disabled")
        if "assignments" in wanted and "escalation_policy" in wanted:
            return rest.invalid("Assignments cannot be given with an escalation policy")
        key = wanted.get("incident_key", "")
        if key and any(one.is_open and one.key == key for one in self.of(service)):
            return rest.KNOWN_KEY
        made = self._pager.make(service, wanted["title"], by=by, **self._more(wanted, service, key))
        return Answer(201, {"incident": made.as_json([])})

    def _more(self, wanted: Json, service: Service, key: str) -> dict[str, Any]:
        ids = [one["assignee"]["id"] for one in wanted.get("assignments", ())]
        more: dict[str, Any] = {"key": key} if key else {}
        if ids:
            more["assigned"] = [one for one in self._pager.people.values() if one.id in ids]
        bridge = wanted.get("conference_bridge", {}).get("conference_url", "")
        details = wanted.get("body", {}).get("details", "")
        return {**more, "urgency": wanted.get("urgency", "high"), "bridge": bridge, "details": details}

    def of(self, service: Service) -> list[Incident]:
        return [one for one in self._pager.incidents.values() if one.service is service]

    def _changed(self, known: Incident, wanted: Json, by: Person) -> Answer:
        self._pager.turn(known, wanted.get("status", known.status), by)
        return Answer(200, {"incident": known.as_json([])})

    def _noted(self, known: Incident, words: str, by: Person) -> Answer:
        known.notes.append((by.email, words))
        self._pager.tell("annotated", known, by)
        return Answer(200, {"note": {"id": "PN1", "content": words, "user": by.as_reference()}})

    def _told(self, known: Incident, words: str, by: Person) -> Answer:
        if "status_updates" in self._pager.lacks:
            return rest.NOT_IN_PLAN
        known.told.append((by.email, words))
        self._pager.tell("status_update_published", known, by)
        return Answer(200, {"status_update": {"id": "PU1", "message": words}})

    def _joined(self, known: Incident, wanted: Json) -> Answer:
        if "responder_requests" in self._pager.lacks:
            return rest.NOT_IN_PLAN
        by = next((one for one in self._pager.people.values() if one.id == wanted["requester_id"]), None)
        if by is None:
            return rest.UNKNOWN_FROM
        targets = [one["responder_request_target"]["id"] for one in wanted["responder_request_targets"]]
        known.asked_to_join += targets
        self._pager.tell("responder.added", known, by)
        return Answer(200, {"responder_request": {"message": wanted["message"]}})
