"""From our words to what PagerDuty takes."""

from collections.abc import Mapping
from typing import Any

from adapters.paging.values import details
from bot.domain.pager import Call, PagerState, Urgency
from bot.settings_paging import PagerDutyService

TITLE, DETAILS, SUMMARY, KEY = 255, 60_000, 1024, 255
Json = Mapping[str, Any]


def incident(call: Call, service: PagerDutyService, key: str) -> Json:
    """Whom it wakes: one person, else an escalation policy, else what the service has."""
    made: dict[str, Any] = {
        "type": "incident",
        "title": call.title[:TITLE],
        "service": {"id": service.service, "type": "service_reference"},
        "urgency": call.urgency.value,
        "incident_key": key[:KEY],
        "body": {"type": "incident_body", "details": details(call, DETAILS)},
    }
    if call.person:
        made["assignments"] = [{"assignee": {"id": call.person, "type": "user_reference"}}]
    elif service.escalation_policy:
        policy = {"id": service.escalation_policy, "type": "escalation_policy_reference"}
        made["escalation_policy"] = policy
    if call.bridge:
        made["conference_bridge"] = {"conference_url": call.bridge}
    return {"incident": made}


def turned(state: PagerState) -> Json:
    return {"incident": {"type": "incident_reference", "status": state.value}}


def responders(call: Call, policy: str, requester: str) -> Json:
    """Others who are asked to come; a person before a policy."""
    target = {"id": call.person, "type": "user_reference"}
    if not call.person:
        target = {"id": policy, "type": "escalation_policy_reference"}
    return {
        "requester_id": requester,
        "message": f"{call.title}\n\n{details(call, DETAILS)}"[:DETAILS],
        "responder_request_targets": [{"responder_request_target": target}],
    }


def trigger(call: Call, routing_key: str, key: str) -> Json:
    """An event, for their Events API."""
    named = {"War room": call.url, "Bridge": call.bridge}
    return {
        "routing_key": routing_key,
        "event_action": "trigger",
        "dedup_key": key[:KEY],
        "client": "Caseline",
        "payload": {
            "summary": call.title[:SUMMARY],
            "source": "Caseline",
            "severity": "critical" if call.urgency is Urgency.HIGH else "warning",
            "custom_details": {"details": details(call, DETAILS)},
        },
        "links": [{"href": url, "text": name} for name, url in named.items() if url],
    }
