"""From our words to what Opsgenie takes."""

from collections.abc import Mapping
from typing import Any

from adapters.paging.opsgenie_read import US
from adapters.paging.values import details
from bot.domain.pager import Call, Urgency
from bot.settings_paging import OpsgenieService

ALIAS, MESSAGE, DESCRIPTION, NOTE, USER = 512, 130, 15_000, 25_000, 100


def alias(key: str) -> str:
    return key[:ALIAS]


def alert(call: Call, service: OpsgenieService, alias: str) -> Mapping[str, Any]:
    """Wakes one person, else whom the service names."""
    return {
        "message": call.title[:MESSAGE],
        "alias": alias,
        "description": details(call, DESCRIPTION),
        "responders": [person(call.person) if call.person else responder(service)],
        "priority": "P1" if call.urgency is Urgency.HIGH else "P3",
        **deed(call.from_email),
    }


def person(id: str) -> Mapping[str, str]:
    """Also by their address, which is the name of a user there."""
    return {"type": "user", "username" if "@" in id else "id": id}


def responder(service: OpsgenieService) -> Mapping[str, str]:
    kind, _, id = service.responder.partition(":")
    return {"type": kind, "id": id}


def deed(by: str) -> dict[str, str]:
    """Who did it, in words only: Opsgenie looks nobody up. Without words it would name the integration."""
    return {"source": US, "user": by[:USER] or US}


def query(alias: str) -> str:
    """For their search."""
    quoted = alias.replace("\\", "\\\\").replace('"', '\\"')
    return f'alias: "{quoted}"'
