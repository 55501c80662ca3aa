"""How the sandbox desk signs its webhooks, and how it knows them again."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

from bot.domain.ticket import Hint, Knock
from bot.errors import Forged

FRESH = timedelta(minutes=5)
SIGNATURE, SIGNED_AT = "x-sandbox-signature", "x-sandbox-timestamp"


def signed(hint: Hint, secret: str, now: datetime) -> Knock:
    """What the desk would send about this change."""
    body = json.dumps({"event": hint.event, "ticket": hint.ticket}).encode()
    at = str(int(now.timestamp()))
    return Knock(headers={SIGNED_AT: at, SIGNATURE: _proof(secret, at, body)}, body=body)


def opened(knock: Knock, secret: str, now: datetime) -> Hint:
    """Raises Forged unless it was signed with this secret, within five minutes of now."""
    at = knock.headers.get(SIGNED_AT, "")
    shown = knock.headers.get(SIGNATURE, "")
    if not secret or not hmac.compare_digest(shown.encode(), _proof(secret, at, knock.body).encode()):
        raise Forged("the signature or secret is wrong")
    if not at.isdecimal() or abs(now - datetime.fromtimestamp(int(at[:12]), UTC)) > FRESH:
        raise Forged("the signed instant is too old, or missing")
    try:
        said = json.loads(knock.body)
        return Hint(event=str(said["event"]), ticket=str(said["ticket"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Forged("the body is none of the sandbox's") from None


def _proof(secret: str, at: str, body: bytes) -> str:
    return hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
