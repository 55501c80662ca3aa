"""`POST /slack/events`: signature first, on the raw bytes; then Bolt, in a thread, with a deadline."""

import asyncio
from dataclasses import dataclass

from slack_bolt import BoltRequest, BoltResponse
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.doors.payload import text_at
from adapters.doors.turn import LAST_MOMENT, Turn
from adapters.slack.door import SlackDoor
from adapters.slack.listen import TURN, kind_of
from adapters.slack.signature import Signature

PATH = "/slack/events"
LARGEST = 1_000_000
"""Bytes; Slack's own requests stay far below."""

LATE = BoltResponse(status=200)
"""Stands for the answer that did not come in time."""


def routes(door: SlackDoor, signing_secret: str) -> list[Route]:
    """Commands, interactivity and events come in by one address."""
    signature = Signature(signing_secret, lambda: door.clock.now().timestamp())
    return [Route(PATH, HttpDoor(door, signature).receive, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class HttpDoor:
    """Whatever is turned away here has changed nothing; it is counted by its reason."""

    door: SlackDoor
    signature: Signature

    async def receive(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return self._refuse(413, "too_large")
        if not self.signature.fits(body, *_proof(request)):
            return self._refuse(401, "signature")
        try:
            asked = BoltRequest(body=body.decode(), headers=dict(request.headers), context={TURN: Turn()})
            kind = kind_of(asked.body)
        except Exception:  # noqa: BLE001 Bolt's reader trips in many ways over what is no request of Slack's.
            return self._refuse(400, "unreadable")
        if kind == "url_verification" or "ssl_check" in asked.body:
            return Response(text_at(asked.body, "challenge"), media_type="text/plain")
        if (answer := await self._in_time(asked)) is None:
            return self._refuse(403, "workspace")
        return Response(answer.body, status_code=answer.status, headers=answer.first_headers())

    async def _in_time(self, asked: BoltRequest) -> BoltResponse | None:
        """Bolt's answer or, at the deadline, what can be said without it; the work goes on."""
        door, loop = self.door, asyncio.get_running_loop()
        answered: asyncio.Future[BoltResponse | None] = loop.create_future()
        alarm = loop.call_later(door.deadline, _settle, answered, LATE)
        work = door.threads.submit(_work, door, asked, loop, answered)
        answer = await answered
        alarm.cancel()
        if answer is not LATE:
            return answer
        if asked.context[TURN].take():
            return await asyncio.to_thread(door.listener.late, asked)
        await asyncio.wait((asyncio.wrap_future(work),), timeout=LAST_MOMENT)
        return work.result() if work.done() else BoltResponse(status=200)

    def _refuse(self, status: int, reason: str) -> Response:
        """Slack need not try again: it would not become better."""
        self.door.refused(reason)
        return Response(status_code=status, headers={"x-slack-no-retry": "1"})


def _work(
    door: SlackDoor,
    asked: BoltRequest,
    loop: asyncio.AbstractEventLoop,
    answered: asyncio.Future[BoltResponse | None],
) -> BoltResponse | None:
    """In a thread. By hand, since `run_in_executor` with `wait` costs half as much again."""
    answer = door.receive(asked)
    loop.call_soon_threadsafe(_settle, answered, answer)
    return answer


def _settle(answered: asyncio.Future[BoltResponse | None], answer: BoltResponse | None) -> None:
    if not answered.done():
        answered.set_result(answer)


def _proof(request: Request) -> tuple[bytes, bytes]:
    """Timestamp and signature as they came; twice the same header is as good as none."""
    found: dict[bytes, bytes] = {}
    for name, value in request.scope["headers"]:
        if name in {b"x-slack-request-timestamp", b"x-slack-signature"}:
            found[name] = b"" if name in found else value
    return found.get(b"x-slack-request-timestamp", b""), found.get(b"x-slack-signature", b"")


async def _body(request: Request) -> bytes | None:
    """None when it is larger than anything Slack sends; the rest of it is not even read."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > LARGEST:
        return None
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return None
    except ClientDisconnect:
        return b""
    return body
