"""Activities as Teams sends them, cut down to what it always sends."""

import itertools
import uuid
from typing import Any

from tests.fakes.teams.issuer import APP_ID, TENANT

Json = dict[str, Any]
BOT = f"28:{APP_ID}"
PERSONAL = {"conversationType": "personal"}
CHANNEL = {"conversationType": "channel", "isGroup": True}
GROUP = {"conversationType": "groupChat", "isGroup": True}
_NUMBERS = itertools.count(1)


def person(name: str, **more: Any) -> Json:
    """Ana is `29:ana`."""
    id = f"29:{name.casefold()}"
    return {"id": id, "name": name, "aadObjectId": str(uuid.uuid5(uuid.NAMESPACE_DNS, id)), **more}


def activity(
    kind: str, conversation: Json, *, sender: str = "Ana", service_url: str = "", **more: Any
) -> Json:
    data = {"tenant": {"id": TENANT}, **more.pop("channelData", {})}
    return {
        "type": kind,
        "id": f"f:{next(_NUMBERS)}",
        "timestamp": "2026-03-02T10:00:00.1234567Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": person(sender),
        "recipient": {"id": BOT, "name": "Caseline"},
        "conversation": {"tenantId": TENANT, **conversation},
        "channelData": data,
        "locale": "en-GB",
        "localTimezone": "Europe/Berlin",
        **more,
    }


def mentioning(text: str, *people: str) -> Json:
    """`text` behind a mention of the bot; `{Leo}` in it mentions Leo."""
    entities = [
        {"type": "mention", "text": "<at>Caseline</at>", "mentioned": {"id": BOT, "name": "Caseline"}}
    ]
    for name in people:
        tag = f"<at>{name}</at>"
        text = text.replace(f"{{{name}}}", tag, 1)
        entities.append({"type": "mention", "text": tag, "mentioned": person(name)})
    return {"text": f"<at>Caseline</at> {text}", "entities": entities}


def invoke(name: str, value: Json, conversation: Json, **more: Any) -> Json:
    return activity("invoke", conversation, name=name, value=value, **more)


def executed(data: Json, conversation: Json, *, inputs: Json | None = None, **more: Any) -> Json:
    """A pressed `Action.Execute`."""
    value = {
        "action": {
            "type": "Action.Execute",
            "verb": data.get("does", ""),
            "data": {**data, **(inputs or {})},
        },
        "trigger": "manual",
    }
    return invoke("adaptiveCard/action", value, conversation, **{"replyToId": "1700", **more})


def fetched(data: Json, conversation: Json, **more: Any) -> Json:
    """A pressed button that opens a dialog."""
    value = {"data": {**data, "msteams": {"type": "task/fetch"}}, "context": {"theme": "default"}}
    return invoke("task/fetch", value, conversation, **{"replyToId": "1700", **more})


def submitted(data: Json, conversation: Json, **more: Any) -> Json:
    return invoke("task/submit", {"data": data, "context": {"theme": "default"}}, conversation, **more)
