"""`POST /webhooks/<name>`: what systems of tickets tell, kept before it is acknowledged.

Hints that arrive together are written together: one commit for all who wait, so that a burst costs
as many commits as the database can make and not one each.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.actions.desk import hinted
from bot.domain.ticket import Hint, Knock
from bot.errors import Forged, Unavailable
from bot.world import World

log = logging.getLogger("caseline.webhooks")

LARGEST = 1 << 20
"""Bytes of a body; none of the systems sends more."""

TOGETHER = 200
"""Hints that are written in one unit of work at most."""

Hinted = tuple[str, Hint]


def webhooks(world: World) -> list[Route]:
    """One address a system, with or without a secret behind its name."""
    intake = Intake(lambda hints: hinted(world, hints))

    async def receive(request: Request) -> Response:
        name = request.path_params["name"]
        desk = world.desks.get(name)
        if desk is None:
            return _said(404, "There is no such system of tickets here.")
        body = await _body(request)
        if body is None:
            return _said(413, "That is too much.")
        secret = request.path_params.get("secret", "")
        headers = {key.lower(): value for key, value in request.headers.items()}
        try:
            hints = desk.hints(Knock(headers, body, secret))
        except Forged as why:
            world.meter.refused(f"webhook_{name}", "forged")
            log.warning("A webhook was refused: %s", why, extra={"system": name})
            return _said(401, "This does not prove that it comes from there.")
        return await _kept(intake, [(name, hint) for hint in hints])

    return [
        Route("/webhooks/{name}", receive, methods=["POST"]),
        Route("/webhooks/{name}/{secret}", receive, methods=["POST"]),
    ]


async def _kept(intake: "Intake", hints: Sequence[Hinted]) -> Response:
    try:
        await intake.take(hints)
    except Unavailable:
        return _said(503, "Nothing was kept; send it again.", {"Retry-After": "30"})
    return _said(200, "ok")


async def _body(request: Request) -> bytes | None:
    """None when there is more than we read."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def _said(status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{text}\n", status_code=status, headers=headers)


class Intake:
    """While one unit of work is under way, what arrives gathers for the next."""

    def __init__(self, write: Callable[[Sequence[Hinted]], int]) -> None:
        self._write = write
        self._waiting: list[tuple[Sequence[Hinted], asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def take(self, hints: Sequence[Hinted]) -> None:
        """Returns once they are kept; raises Unavailable when they are not."""
        if not hints:
            return
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((hints, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await done

    async def _write_all(self) -> None:
        """A task of its own: whoever asked first may hang up before the others are served."""
        while self._waiting:
            some, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            hints = [hint for more, _ in some for hint in more]
            write = run_in_threadpool(self._write, hints)
            [outcome] = await asyncio.gather(write, return_exceptions=True)
            for _, done in some:
                if done.done():
                    continue
                if isinstance(outcome, BaseException):
                    done.set_exception(outcome)
                else:
                    done.set_result(None)
