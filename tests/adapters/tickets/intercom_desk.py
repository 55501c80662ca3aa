"""A workspace of Intercom at the wire, that keeps what it is asked."""

from datetime import UTC, datetime
from typing import Any

import httpx

from adapters.tickets.intercom import connect
from bot.ports import TicketSystem
from bot.settings_tickets import Intercom
from tests.adapters.tickets.wire import OneAfterAnother, Wire, payload

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
CONVERSATION = payload("intercom_conversation")
TICKET = payload("intercom_ticket")
CONTACT = payload("intercom_contact")
COMPANIES = {
    "data": [{"type": "company", "id": "6762f0a61bb69f9f2193bb55", "name": "Globex", "plan": {"name": "Pro"}}]
}
WHOM = CONTACT["id"]
INBOX = "https://app.intercom.com/a/inbox/abc123"


class Workspace(Wire):
    """With one conversation, one ticket and one customer."""

    def __init__(self, **more: Any) -> None:
        routes: dict[str, Any] = {
            "GET /conversations/215469": CONVERSATION,
            "GET /tickets/631": TICKET,
            f"GET /contacts/{WHOM}": CONTACT,
            f"GET /contacts/{WHOM}/companies": COMPANIES,
            "POST /contacts/search": {"data": [CONTACT]},
            "POST /conversations/215469/reply": CONVERSATION,
            "POST /tickets/631/reply": {"type": "ticket_part"},
            "POST /tags": {"type": "tag", "id": "77", "name": "incident:INC-12"},
            "POST /conversations/215469/tags": {"id": "77"},
            "POST /tickets/631/tags": {"id": "77"},
            **more,
        }
        listed = {what: OneAfterAnother(told) for what, told in routes.items() if isinstance(told, list)}
        super().__init__(routes | listed)
        self.aside = {
            "GET /admins": {"admins": [{"id": "814", "name": "Ana Vidal", "email": "ana@acme.test"}]},
            "GET /teams": {"teams": [{"id": 5017, "name": "Payments"}]},
        }


def desk(workspace: httpx.BaseTransport, **settings: Any) -> TicketSystem:
    given = {"app": "abc123", "access_token": "a-token", "admin": "814", **settings}
    return connect(Intercom(**given), now=lambda: NOW, transport=workspace)
