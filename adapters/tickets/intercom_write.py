"""From our words to what Intercom takes, and how a ticket that an earlier try made is found again."""

import html
import re
from datetime import datetime, timedelta

from adapters.tickets.desk import MARK, Desk
from adapters.tickets.intercom_query import PAGE, next_page, only, search
from adapters.tickets.intercom_read import parts, plain
from adapters.tickets.values import Json, at, objects, text
from bot.domain.ticket import Draft

RECENT = timedelta(days=2)
"""How old a ticket may be that an earlier try of ours may have made."""
PAGES = 4
DESCRIPTION = "_default_description_"


def markup(said: str) -> str:
    """HTML that shows exactly this text."""
    paragraphs = filter(None, re.split(r"\n{2,}", said.replace("\r\n", "\n").strip("\n")))
    return "".join(f"<p>{html.escape(each).replace(chr(10), '<br>')}</p>" for each in paragraphs)


def spoken(kind: str, said: str, key: str, admin: str) -> Json:
    """A note or a comment; the key is its last line."""
    body = markup(f"{said}\n\n{MARK}{key}")
    return {"message_type": kind, "type": "admin", "admin_id": admin, "body": body}


def said_already(raw: Json, key: str) -> bool:
    return any(f"{MARK}{key}" in plain(text(part.get("body"))) for part in parts(raw))


def new(draft: Draft, kind: str, key: str) -> Json:
    """Attributes are plain text, unlike what is said in a conversation."""
    return {
        "ticket_type_id": kind,
        "contacts": [{"email": draft.requester_email}],
        "ticket_attributes": {
            "_default_title_": draft.subject,
            DESCRIPTION: f"{draft.text}\n\n{MARK}{key}",
        },
    }


def made(desk: Desk, kind: str, key: str, now: datetime) -> Json | None:
    """The one with this key, among at most 200 recent tickets of this type."""
    since = int((now - RECENT).timestamp())
    page = ""
    for _ in range(PAGES):
        filters = only("ticket_type_id", "=", kind), only("created_at", ">", since)
        said = desk.ask("POST", "/tickets/search", json=search(*filters, size=PAGE, page=page))
        for found in objects(at(said, "tickets")):
            if f"{MARK}{key}" in plain(text(at(found, f"ticket_attributes.{DESCRIPTION}"))):
                return found
        if not (page := next_page(said, page)):
            break
    return None
