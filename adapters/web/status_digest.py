"""Whether what the status page would show is what it shows already."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from bot.domain.status_page import ShownPage

REDRAWN_EVERY = timedelta(minutes=15)
"""Midnight, at which the days of the page move on, lies on a quarter of an hour in every zone."""

_ANY = datetime(2000, 1, 1, tzinfo=UTC)
_SHOWN: TypeAdapter[ShownPage] = TypeAdapter(ShownPage)


def digest(shown: ShownPage) -> str:
    """The same as long as the same is to be drawn."""
    step = int(shown.at.timestamp() // REDRAWN_EVERY.total_seconds())
    told = _written(replace(shown, at=_ANY))
    return hashlib.sha256(f"{step}".encode() + told).hexdigest()


def _written(shown: ShownPage) -> bytes:
    """Half a character, which has no bytes, is replaced."""
    plain = _SHOWN.dump_python(shown)
    return json.dumps(plain, ensure_ascii=False, default=_plain).encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else list(value)
