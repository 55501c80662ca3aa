"""Zendesk at the wire: it answers as it is told, and keeps what it was asked."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from adapters.tickets import zendesk
from bot.settings_tickets import Zendesk

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
PAYLOADS = Path(__file__).parent / "payloads"
FULL: dict[str, Any] = json.loads((PAYLOADS / "zendesk_ticket.json").read_text())
SECRET = "webhook-secret-9"
FIELDS: dict[str, str] = {
    "tier": "organization_fields.support_tier",
    "product": "custom_fields.360001",
    "region": "user_fields.language",
    "component": "custom_fields.360002",
}


def settings(**more: Any) -> Zendesk:
    given = {"base_url": "https://acme.zendesk.com", "email": "bot@acme.test", "api_token": "token-5"}
    return Zendesk.model_validate({**given, "webhook_secret": SECRET, "fields": FIELDS, **more})


class Wire:
    """Answers by method and path, in order where there are several, and keeps what was asked."""

    def __init__(self, **answers: Any) -> None:
        self.asked: list[httpx.Request] = []
        self.answers: dict[str, Any] = answers

    def on(self, what: str, *answers: Any) -> "Wire":
        self.answers[what] = list(answers)
        return self

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        waiting = self.answers[f"{request.method} {request.url.path.removeprefix('/api/v2')}"]
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    def bodies(self, method: str) -> list[Any]:
        return [json.loads(one.content) for one in self.asked if one.method == method and one.content]

    def said(self) -> list[str]:
        return [f"{one.method} {one.url.path}" for one in self.asked]


def desk(wire: Callable[[httpx.Request], httpx.Response], **more: Any) -> zendesk.ZendeskTickets:
    return zendesk.connect(settings(**more), now=lambda: NOW, transport=httpx.MockTransport(wire))


def answer_of(**changes: Any) -> dict[str, Any]:
    return {**FULL, "ticket": {**FULL["ticket"], **changes}}
