"""`POST /webhooks/<name>`: what desks, pagers and the telephone tell, kept before it is acknowledged.

Hints that arrive together are written together: one commit for all who wait, so that a burst costs
as many commits as the database can make and not one each.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.actions import page_phone, pager_hints
from bot.actions.desk import hinted
from bot.domain.pager import PagerHint
from bot.domain.ticket import Hint, Knock
from bot.errors import Forged, Unavailable
from bot.ports import Phone
from bot.world import World

log = logging.getLogger("caseline.webhooks")

LARGEST = 1 << 20
"""Bytes of a body; none of the systems sends more."""

TOGETHER = 200
"""Hints that are written in one unit of work at most."""

Hinted = tuple[str, Hint | PagerHint]
Waiting = tuple[Sequence[Hinted], asyncio.Future[None]]


def webhooks(world: World) -> list[Route]:
    """One address a system, with or without a secret behind its name."""
    intake = Intake(lambda hints: _write(world, hints))

    async def receive(request: Request) -> Response:  # noqa: PLR0911 - every way in which a door says no
        name = request.path_params["name"]
        source = world.desks.get(name) or world.pagers.get(name)
        phone = world.phone if world.phone and world.phone.name == name else None
        if source is None and phone is None:
            return _said(404, "There is no such system here.")
        try:
            knock = await _knock(request)
            if knock is None:
                return _said(413, "That is too much.")
            if phone:
                return await _answered(world, phone, knock)
            hints = source.hints(knock) if source else ()
        except ClientDisconnect:
            return Response(status_code=400)
        except Forged as why:
            world.meter.refused(f"webhook_{name}", "forged")
            log.warning("A webhook was refused: %s", why, extra={"system": name})
            return _said(401, "This does not prove that it comes from there.")
        except Exception as error:  # noqa: BLE001 - a door; a trace could show what was sent
            log.error("A webhook could not be read: %s", _place(error), extra={"system": name})
            return Response(status_code=500)
        return await _kept(intake, [(name, hint) for hint in hints])

    return [
        Route("/webhooks/{name}", receive, methods=["POST"]),
        Route("/webhooks/{name}/{secret}", receive, methods=["POST"]),
    ]


def _write(world: World, hints: Sequence[Hinted]) -> int:
    of_desks = [(name, hint) for name, hint in hints if isinstance(hint, Hint)]
    of_pagers = [(name, hint) for name, hint in hints if isinstance(hint, PagerHint)]
    written = hinted(world, of_desks) if of_desks else 0
    return written + (pager_hints.hinted(world, of_pagers) if of_pagers else 0)


async def _answered(world: World, phone: Phone, knock: Knock) -> Response:
    """Somebody pressed a key, or wrote back; whatever it was, the line is closed politely."""
    try:
        for said in phone.answers(knock):
            await run_in_threadpool(page_phone.answered, world, said)
    except Unavailable:
        return _said(503, "Nothing was kept; send it again.", {"Retry-After": "30"})
    return Response(phone.thanks, media_type="application/xml")


async def _kept(intake: "Intake", hints: Sequence[Hinted]) -> Response:
    try:
        await intake.take(hints)
    except Unavailable:
        return _said(503, "Nothing was kept; send it again.", {"Retry-After": "30"})
    return _said(200, "ok")


def _place(error: Exception) -> str:
    """What kind of mistake, and where; its message may repeat a secret or a customer's words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, {last.filename}:{last.lineno}"


async def _knock(request: Request) -> Knock | None:
    """None when there is more than we read."""
    body = await _body(request)
    headers = {key.lower(): value for key, value in request.headers.items()}
    return None if body is None else Knock(headers, body, request.path_params.get("secret", ""))


async def _body(request: Request) -> bytes | None:
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
        self._waiting: list[Waiting] = []
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
            write = run_in_threadpool(self._write, [hint for hints, _ in some for hint in hints])
            [outcome] = await asyncio.gather(write, return_exceptions=True)
            if isinstance(outcome, BaseException):
                # Who came meanwhile would wait as long again, and hear the same too late.
                self._fail([*some, *self._waiting], outcome)
                self._waiting = []
            for _, done in some:
                if not done.done():
                    done.set_result(None)

    def _fail(self, waiting: Sequence[Waiting], why: BaseException) -> None:
        """A mistake of ours stands in the log once, however many wait for what comes of it."""
        if not isinstance(why, Unavailable):
            log.error("Hints of webhooks were not kept.", exc_info=why)
            why = Unavailable("Hints were not kept.")
        for _, done in waiting:
            if not done.done():
                done.set_exception(why)
