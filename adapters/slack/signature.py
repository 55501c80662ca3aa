"""Whether a request is Slack's own, told from its raw bytes."""

import hashlib
import hmac
from collections.abc import Callable

WINDOW = 300
"""Seconds, to either side, by which a request may be off our clock."""


class Signature:
    """Checks before anything is parsed, in constant time; odd headers are simply wrong."""

    def __init__(self, secret: str, now: Callable[[], float]) -> None:
        self._secret = secret.encode()
        self._now = now

    def fits(self, body: bytes, timestamp: bytes, signature: bytes) -> bool:
        if not self._secret or not timestamp.isdigit() or len(timestamp) > 12:
            return False
        if abs(self._now() - int(timestamp)) > WINDOW:
            return False
        ours = hmac.new(self._secret, b"v0:" + timestamp + b":" + body, hashlib.sha256)
        return hmac.compare_digest(b"v0=" + ours.hexdigest().encode(), signature)
