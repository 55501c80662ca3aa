"""From our words to what PagerDuty takes."""

from collections.abc import Mapping
from typing import Any

from bot.domain.pager import Call
from bot.settings_paging import PagerDutyService

TITLE, DETAILS, SUMMARY = 255, 60_000, 1024


def incident(call: Call, service: PagerDutyService, key: str) -> Mapping[str, Any]:
    """Whom it wakes: one person, else an escalation policy, else what the service has."""
    made: dict[str, Any] = {
        "type": "incident",
        "title": call.title[:TITLE],
        "service": {"id": service.service, "type": "service_reference"},
        "urgency": call.urgency.value,
        "incident_key": key,
        "body": {"type": "incident_body", "details": details(call)},
    }
    if call.person:
        made["assignments"] = [{"assignee": {"id": call.person, "type": "user_reference"}}]
    elif service.escalation_policy:
        policy = {"id": service.escalation_policy, "type": "escalation_policy_reference"}
        made["escalation_policy"] = policy
    if call.bridge:
        made["conference_bridge"] = {"conference_url": call.bridge}
    return {"incident": made}


def details(call: Call) -> str:
    links = [line for line in (call.url, call.bridge) if line]
    return "\n\n".join(filter(None, (call.details, *links)))[:DETAILS]


def event(call: Call, routing_key: str, key: str) -> Mapping[str, Any]:
    """For their Events API, which wakes whoever the service wakes and knows no people."""
    link = {"links": [{"href": call.url, "text": "War room"}]} if call.url else {}
    return {
        "routing_key": routing_key,
        "event_action": "trigger",
        "dedup_key": key[:255],
        "client": "Caseline",
        "payload": {
            "summary": call.title[:SUMMARY],
            "source": "Caseline",
            "severity": "critical" if call.urgency == "high" else "warning",
            "custom_details": {"details": details(call)},
        },
        **link,
    }


def responders(call: Call, policy: str, requester: str) -> Mapping[str, Any]:
    """Others who are asked to come; a person before a policy."""
    target = {"id": call.person, "type": "user_reference"}
    if not call.person:
        target = {"id": policy, "type": "escalation_policy_reference"}
    return {
        "requester_id": requester,
        "message": f"{call.title}\n\n{details(call)}"[:DETAILS],
        "responder_request_targets": [{"responder_request_target": target}],
    }
