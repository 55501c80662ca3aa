"""From our words to what Opsgenie takes."""

from collections.abc import Mapping
from typing import Any

from bot.domain.pager import Call, Urgency
from bot.settings_paging import OpsgenieService

ALIAS, MESSAGE, DESCRIPTION, NOTE, USER = 512, 130, 15_000, 25_000, 100
SOURCE = "Caseline"


def alias(key: str) -> str:
    return key[:ALIAS]


def alert(call: Call, service: OpsgenieService, alias: str) -> Mapping[str, Any]:
    """Wakes one person, else whom the service names."""
    links = [line for line in (call.url, call.bridge) if line]
    return {
        "message": call.title[:MESSAGE],
        "alias": alias,
        "description": "\n\n".join(filter(None, (call.details, *links)))[:DESCRIPTION],
        "responders": [person(call.person) if call.person else responder(service)],
        "priority": "P1" if call.urgency is Urgency.HIGH else "P3",
        **deed(call.from_email),
    }


def person(id: str) -> Mapping[str, str]:
    return {"type": "user", "id": id}


def responder(service: OpsgenieService) -> Mapping[str, str]:
    kind, _, id = service.responder.partition(":")
    return {"type": kind, "id": id}


def deed(by: str) -> dict[str, str]:
    """Who did it, in words only: Opsgenie looks nobody up."""
    return {"source": SOURCE, **({"user": by[:USER]} if by else {})}


def query(alias: str) -> str:
    """For their search."""
    quoted = alias.replace("\\", "\\\\").replace('"', '\\"')
    return f'alias: "{quoted}"'
