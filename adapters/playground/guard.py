"""Who may knock: only this very page, asked for by a name of this very machine."""

import json
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.errors import BadInput, NotAllowed

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
BODY_LIMIT = 64 * 1024

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def check_host(request: Request, hosts: frozenset[str]) -> None:
    """A foreign name that was pointed at this machine (DNS rebinding) is turned away."""
    name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if name not in LOOPBACK | hosts:
        raise NotAllowed("The playground does not answer to this name.")


def check_origin(request: Request) -> None:
    """What another site makes a browser send is turned away."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowed("The playground only listens to its own page.")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise NotAllowed("The playground only listens to its own page.")


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent. Forms of other sites cannot send this content type unasked."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise BadInput("Send JSON.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise BadInput("That is too much at once.")
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("This is no JSON.") from None
    if not isinstance(sent, dict):
        raise BadInput("Send a JSON object.")
    try:
        # Half a character, which JSON can spell, could later be sent to nobody.
        json.dumps(sent, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadInput("This is no text.") from None
    return sent


def text_of(sent: dict[str, Any], name: str, *, at_most: int = 200) -> str:
    """A text of the body; absent is empty."""
    value = sent.get(name, "")
    if not isinstance(value, str) or len(value) > at_most:
        raise BadInput(f"{name}: a text of at most {at_most} characters is needed.", field=name)
    return value
