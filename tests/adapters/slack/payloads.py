"""Requests as Slack sends them, cut down to what it always sends."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

SECRET = "a-signing-secret"
Payload = dict[str, Any]


def command(text: str, *, name: str = "/case", hook: str = "", **more: str) -> str:
    return urlencode(
        {
            "token": "legacy",
            "team_id": "T1",
            "team_domain": "acme",
            "channel_id": "C1",
            "channel_name": "support",
            "user_id": "U1",
            "user_name": "ana",
            "command": name,
            "text": text,
            "api_app_id": "A1",
            "is_enterprise_install": "false",
            "response_url": hook,
            "trigger_id": "1.2.3",
            **more,
        }
    )


def form(payload: Payload) -> str:
    return urlencode({"payload": json.dumps(payload)})


def event(what: Payload, *, id: str = "Ev1", **more: Any) -> str:
    return json.dumps(
        {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": id,
            "event": what,
            "authorizations": [{"team_id": "T1", "user_id": "U0BOT", "is_bot": True}],
            **more,
        }
    )


def mention(text: str, **more: Any) -> Payload:
    return {
        "type": "app_mention",
        "user": "U1",
        "channel": "C1",
        "ts": "1700.1",
        "text": f"<@U0BOT> {text}",
        **more,
    }


def press(
    action: Payload, *, hook: str = "", message: str = "1700.5", at: str = "1.1", **more: Any
) -> Payload:
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1", "username": "ana"},
        "trigger_id": f"t{at}",
        "channel": {"id": "C1", "name": "support"},
        "container": {"type": "message", "message_ts": message, "channel_id": "C1"},
        "response_url": hook,
        "actions": [{"action_ts": at, **action}],
        **more,
    }


def shortcut(callback_id: str, **more: Any) -> Payload:
    return {
        "type": "shortcut",
        "callback_id": callback_id,
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1", "username": "ana"},
        "trigger_id": "1.2.3",
        **more,
    }


def submission(view: Payload, values: dict[str, Payload], **more: Any) -> Payload:
    filled = {name: {"answer": value} for name, value in values.items()}
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1", "username": "ana"},
        "view": {"id": "V1", "hash": "h1", "state": {"values": filled}, **view},
        **more,
    }


def suggestion(view: Payload, value: str, *, block: str = "tickets", **more: Any) -> Payload:
    """Somebody types into a list of this window."""
    return {
        "type": "block_suggestion",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1", "name": "ana"},
        "action_id": "answer",
        "block_id": block,
        "value": value,
        "container": {"type": "view", "view_id": "V1"},
        "view": {"id": "V1", "hash": "h1", **view},
        **more,
    }


def typed(value: str) -> Payload:
    return {"type": "plain_text_input", "value": value}


def signed(body: str, at: float, *, secret: str = SECRET, **headers: str) -> dict[str, str]:
    """Headers for this body, as Slack makes them."""
    stamp = str(int(at))
    mac = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    return {
        "content-type": kind,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={mac}",
        **headers,
    }
