"""Zendesk at the wire: it answers as it is told, and keeps what it was asked."""

from datetime import UTC, datetime
from typing import Any

import httpx

from adapters.tickets import zendesk
from bot.ports import TicketSystem
from bot.settings_tickets import Zendesk
from tests.adapters.tickets.wire import OneAfterAnother, Wire, payload

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
FULL: dict[str, Any] = payload("zendesk_ticket")
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


class Account(Wire):
    """Answers by method and path, in order where there are several."""

    def __init__(self) -> None:
        super().__init__({})

    def on(self, what: str, *answers: Any) -> "Account":
        method, _, path = what.partition(" ")
        self.routes[f"{method} /api/v2{path}"] = OneAfterAnother(answers)
        return self


def desk(account: httpx.BaseTransport, **more: Any) -> TicketSystem:
    return zendesk.connect(settings(**more), now=lambda: NOW, transport=account)


def answer_of(**changes: Any) -> dict[str, Any]:
    return {**FULL, "ticket": {**FULL["ticket"], **changes}}
