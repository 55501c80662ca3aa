"""What a form sent, as much of it as a form of ours can hold."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import Request

LARGEST = 16_384
"""Bytes of a body; no form of ours has more."""
FIELDS = 200
TYPE = "application/x-www-form-urlencoded"


async def form_body(request: Request) -> Mapping[str, list[str]] | None:
    """Every field with its values; None where it is too much, or no such form.

    Raises ClientDisconnect.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != TYPE:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return None
    try:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError:
        return None
