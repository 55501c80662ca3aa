"""`POST /api/messages`: read, admit, and only then listen."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.doors.payload import Payload, text_at
from adapters.teams.host import Body, Host, TurnedAway
from bot.ports import Meter

log = logging.getLogger(__name__)

PATH = "/api/messages"
DOOR = "teams"
LARGEST = 256 * 1024
"""Bytes; Teams itself takes no message that comes near."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the request is answered with; `body` is for invokes alone."""

    body: Body | None = None
    status: int = 200


Listen = Callable[[Payload], Awaitable[Answer]]


def routes(host: Host, listen: Listen, meter: Meter) -> list[Route]:
    """Everything that Teams sends comes in by one address."""
    return [Route(PATH, HttpDoor(host, listen, meter).receive, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class HttpDoor:
    """Whatever is turned away here has changed nothing; it is counted by its reason."""

    host: Host
    listen: Listen
    meter: Meter

    async def receive(self, request: Request) -> Response:
        try:
            raw = _activity(await _body(request))
            admitted = await self.host.admit(raw, _proof(request))
        except TurnedAway as refusal:
            return self._refuse(refusal)
        given = Answer()

        async def work() -> Body | None:
            nonlocal given
            given = await self.listen(raw)
            return given.body

        body = await self.host.turn(admitted, raw, work)
        if given.status != 200 or body is None:
            return Response(status_code=given.status)
        return _json(body)

    def _refuse(self, refusal: TurnedAway) -> Response:
        self.meter.refused(DOOR, refusal.reason)
        log.warning("a request at the Teams door was refused", extra={"reason": refusal.reason})
        headers = {"retry-after": "5"} if refusal.status == 503 else None
        return _json({"error": refusal.reason}, refusal.status, headers)


def _json(body: Body, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """In ASCII, which any text fits into; what people sent need not fit into UTF-8."""
    return Response(json.dumps(body), status, headers, "application/json")


def _activity(body: bytes) -> Payload:
    """An object that has what every later check rests on."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise TurnedAway(400, "unreadable") from error
    needed = ("type", "serviceUrl", "channelId")
    if not isinstance(raw, dict) or not all(text_at(raw, name) for name in needed):
        raise TurnedAway(400, "unreadable")
    return raw


def _proof(request: Request) -> str | None:
    """The one header; two of them are as good as none."""
    found = request.headers.getlist("authorization")
    return found[0] if len(found) == 1 and found[0] else None


async def _body(request: Request) -> bytes:
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > LARGEST:
        raise TurnedAway(413, "too_large")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                raise TurnedAway(413, "too_large")
    except ClientDisconnect as error:
        raise TurnedAway(400, "unreadable") from error
    return bytes(body)
