"""What reaches us of Zendesk's tickets: addresses that people paste, and webhooks."""

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from adapters.tickets.desk import text
from adapters.tickets.zendesk_ticket import object_
from bot.domain.ticket import Hint, Knock

ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
PLACE = re.compile(
    r"/(?:agent/|agent/#/|api/v2/)?tickets/([0-9]+)(?![\w-])|/(?:hc/(?:[\w-]+/)?)?requests/([0-9]+)(?![\w-])",
    re.ASCII,
)
"""Of a ticket: for agents, for agents of old, for programs, and in the help centre."""
EVENT = re.compile(r"zen:event-type:(?:messaging_)?ticket\.")

Origin = tuple[str, str, int | None]


def ref_in(address: str, base_url: str) -> str:
    """The id of the ticket; empty unless the address is plainly one of `base_url`."""
    there, ours = _read(address), _read(base_url)
    if there is None or ours is None or there[0] != ours[0]:
        return ""
    found = PLACE.match(there[1])
    id = (found[1] or found[2]) if found else ""
    return id if ID.fullmatch(id) else ""


def _read(address: str) -> tuple[Origin, str] | None:
    """Origin and place; the fragment counts where the old agents' pages had it."""
    words = address.split()
    try:
        parts = urlsplit(words[0] if words else "")
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
    if not parts.hostname or "@" in parts.netloc or "\\" in parts.netloc:
        return None
    place = f"{parts.path}#{parts.fragment}" if parts.path == "/agent/" else parts.path
    return (parts.scheme, parts.hostname, port), place


def hints(knock: Knock, signed: bytes) -> Sequence[Hint]:
    """Of an event that was subscribed to, or of a trigger that sends `ticket_id`."""
    try:
        told = object_(json.loads(knock.body))
    except (ValueError, RecursionError):
        return ()
    kind = told.get("type")
    if isinstance(kind, str) and EVENT.match(kind):
        id = text(object_(told.get("detail")).get("id")) or text(told.get("subject")).rpartition(":")[2]
    elif kind is None:
        id = text(told.get("ticket_id"))
    else:
        return ()
    event = text(told.get("id")) or knock.headers.get("x-zendesk-webhook-invocation-id")
    return (Hint(event or sha256(signed).hexdigest(), id),) if ID.fullmatch(id) else ()
