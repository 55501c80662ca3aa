"""Whether a webhook is genuine, and what it says."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from adapters.doors.payload import part_at
from bot.domain.ticket import Knock
from bot.errors import Forged

FRESH = timedelta(minutes=5)
"""A signed instant that is older, or lies further ahead, is a replay."""


def must_match(shown: str, expected: str) -> None:
    """Raises Forged unless they are equal; takes equally long wherever they differ."""
    given, wanted = (one.encode(errors="backslashreplace") for one in (shown, expected))
    if not wanted or not hmac.compare_digest(given, wanted):
        raise Forged("the signature or secret is wrong")


def must_be_fresh(signed_at: datetime | None, now: datetime) -> None:
    if signed_at is None or abs(now - signed_at) > FRESH:
        raise Forged("the signed instant is too old, or missing")


def digest(secret: str, body: bytes, how: Callable[[], Any] | str = hashlib.sha256) -> bytes:
    """Of an empty secret, too: whoever believes it must look first whether there is one."""
    return hmac.new(secret.encode(), body, how).digest()


def must_be_signed(knock: Knock, secret: str, header: str, how: str = "sha256") -> None:
    """For systems that sign the body as `sha256=…` in a header; without a secret nothing is believed."""
    signature = f"{how}={digest(secret, knock.body, how).hex()}" if secret else ""
    must_match(knock.headers.get(header, ""), signature)


def must_know_secret(knock: Knock, secret: str) -> None:
    """For systems that sign nothing: the secret in a header, or behind the name in the path."""
    given = knock.headers.get("x-caseline-secret") or knock.secret or _bearer(knock)
    must_match(given, secret)


def _bearer(knock: Knock) -> str:
    scheme, _, given = knock.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.casefold() == "bearer" else ""


def said_in(knock: Knock) -> Mapping[str, Any]:
    """The JSON object of its body; empty for whatever else it is."""
    try:
        return part_at(json.loads(knock.body))
    except (ValueError, RecursionError):
        return {}


def fingerprint(knock: Knock) -> str:
    """Stands for the event where the system names none: the same body, the same event."""
    return hashlib.sha256(knock.body).hexdigest()
