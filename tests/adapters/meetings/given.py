"""What providers of bridges are connected with in tests."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from adapters.meetings.given import Given
from bot.config import Settings, load_environment
from bot.domain.bridge import Purpose
from bot.domain.room import RoomState, WarRoom

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)
ROOM = WarRoom("INC-12", "slack", "T0ACME", "slack:C0WAR", "inc-12", state=RoomState.OPEN)
PURPOSE = Purpose(incident="INC-12", number=12, title="Checkout is down", rooms=(ROOM,))
GUID = "11111111-1111-1111-1111-111111111111"
TEAMS: dict[str, Any] = {
    "microsoft_app_id": GUID,
    "microsoft_app_password": "secret-of-the-app",
    "microsoft_app_tenant_id": "22222222-2222-2222-2222-222222222222",
}
SLACK: dict[str, Any] = {"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"}


def given(
    bridge: Mapping[str, Any], transport: httpx.BaseTransport | None = None, **environment: Any
) -> Given:
    return Given(
        settings=Settings.model_validate({"bridge": bridge}),
        environment=load_environment(environment),
        now=lambda: NOON,
        transport=transport,
    )
