"""What a fake PagerDuty holds: people, services with whom they wake, and their incidents."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
WEB = "https://acme.pagerduty.test"


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    email: str
    phone: str = ""

    def as_reference(self) -> Json:
        return {"id": self.id, "type": "user_reference", "summary": self.name}

    def as_json(self) -> Json:
        return {"id": self.id, "type": "user", "summary": self.name, "name": self.name, "email": self.email}

    def contact_methods(self) -> list[Json]:
        """An address by e-mail always, and a telephone where there is one; the country stands apart."""
        mail = {"id": f"CE{self.id}", "type": "email_contact_method", "address": self.email}
        if not self.phone:
            return [mail]
        phone = {"type": "phone_contact_method", "country_code": int(self.phone[1:3]), "label": "Mobile"}
        return [mail, {"id": f"CP{self.id}", "address": self.phone[3:], **phone}]


@dataclass
class Service:
    """`levels` are those whom its escalation policy wakes, one level after the other."""

    id: str
    name: str
    levels: list[list[Person]]
    routing_key: str
    status: str = "active"

    @property
    def policy(self) -> str:
        return f"E{self.id}"

    def as_json(self) -> Json:
        policy = {"id": self.policy, "type": "escalation_policy_reference", "summary": self.name}
        told = {"id": self.id, "type": "service", "summary": self.name, "name": self.name}
        return {**told, "status": self.status, "escalation_policy": policy}


@dataclass
class Incident:
    """`key` is the one it was made with; by an event, it belongs to the alert and not to the incident.

    `notes` and `told` (status updates) hold pairs of who wrote and what, `asked_to_join` ids of people
    and policies.
    """

    id: str
    number: int
    title: str
    service: Service
    key: str
    by_event: bool
    at: str
    urgency: str = "high"
    priority: str = ""
    details: str = ""
    bridge: str = ""
    status: str = "triggered"
    level: int = 1
    assigned: list[Person] = field(default_factory=list)
    holders: list[Person] = field(default_factory=list)
    made_by: Person | None = None
    changed_by: Person | None = None
    updated_at: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    asked_to_join: list[str] = field(default_factory=list)
    triggers: int = 1

    @property
    def is_open(self) -> bool:
        return self.status != "resolved"

    def as_json(self, include: list[str]) -> Json:
        """People stand in it by reference, unless `include` asks for all of them."""
        by = self.changed_by
        priority = {"id": "PRIO", "type": "priority", "summary": self.priority}
        service = {"id": self.service.id, "type": "service_reference", "summary": self.service.name}
        return {
            "id": self.id,
            "type": "incident",
            "summary": f"[#{self.number}] {self.title}",
            "html_url": f"{WEB}/incidents/{self.id}",
            "incident_number": self.number,
            "title": self.title,
            "status": self.status,
            "incident_key": None if self.by_event else self.key,
            "alert_counts": {"all": int(self.by_event)},
            "urgency": self.urgency,
            "priority": priority if self.priority else None,
            "service": service,
            "created_at": self.at,
            "updated_at": self.updated_at,
            "last_status_change_at": self.updated_at,
            "last_status_change_by": by.as_reference() if by else service,
            "assignments": [
                {"at": self.at, "assignee": _person(one, "assignees" in include)} for one in self.assigned
            ],
            "acknowledgements": [
                {"at": self.updated_at, "acknowledger": _person(one, "acknowledgers" in include)}
                for one in self.holders
            ],
            "responder_requests": [
                {"responder_request_targets": [{"responder_request_target": {"id": one}}]}
                for one in self.asked_to_join
            ],
        }

    def alerts(self) -> list[Json]:
        return [{"id": f"A{self.id}", "type": "alert", "alert_key": self.key}] if self.by_event else []


def _person(one: Person, whole: bool) -> Json:
    return one.as_json() if whole else one.as_reference()
