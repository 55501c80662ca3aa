"""A workspace of Intercom at the wire, that keeps what it is asked."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from adapters.tickets.intercom import connect
from bot.ports import TicketSystem
from bot.settings_tickets import Intercom

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
PAYLOADS = Path(__file__).parent / "payloads"
CONVERSATION = json.loads((PAYLOADS / "intercom_conversation.json").read_text())
TICKET = json.loads((PAYLOADS / "intercom_ticket.json").read_text())
CONTACT = json.loads((PAYLOADS / "intercom_contact.json").read_text())
COMPANIES = {
    "data": [{"type": "company", "id": "6762f0a61bb69f9f2193bb55", "name": "Globex", "plan": {"name": "Pro"}}]
}
WHOM = CONTACT["id"]
INBOX = "https://app.intercom.com/a/inbox/abc123"
Json = dict[str, Any]


class Workspace:
    """Answers `METHOD /path` with JSON or a status; what it does not know is not there."""

    def __init__(self, **more: Any) -> None:
        self.asked: list[httpx.Request] = []
        self.answers: dict[str, Any] = {
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

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.get(f"{request.method} {request.url.path}", 404)
        if isinstance(answer, list):
            answer = answer.pop(0)
        return httpx.Response(answer) if isinstance(answer, int) else httpx.Response(200, json=answer)

    @property
    def lines(self) -> list[str]:
        return [f"{each.method} {each.url.path}" for each in self.asked]

    def body(self, number: int = -1) -> Json:
        return json.loads(self.asked[number].content)


def desk(workspace: Workspace, **settings: Any) -> TicketSystem:
    given = {"app": "abc123", "access_token": "a-token", "admin": "814", **settings}
    return connect(Intercom(**given), now=lambda: NOW, transport=httpx.MockTransport(workspace))
