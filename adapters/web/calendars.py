"""`GET /calendars/<secret>.ics`: who is on call when, for whoever knows the address."""

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from adapters.web import icalendar
from bot.actions import feed
from bot.errors import Unavailable
from bot.world import World

LONGEST = 100
"""Characters of a secret; ours are shorter."""


def calendars(world: World) -> list[Route]:
    async def read(request: Request) -> Response:
        secret = request.path_params["secret"]
        try:
            found = await run_in_threadpool(feed.read, world, secret) if len(secret) < LONGEST else None
        except Unavailable:
            return PlainTextResponse("Try again later.\n", status_code=503, headers={"Retry-After": "60"})
        if found is None:
            return PlainTextResponse("There is no such calendar.\n", status_code=404)
        # What a calendar holds changes with the shifts, not with the second in which it is read.
        stamp = found.at.replace(minute=0, second=0, microsecond=0)
        text = icalendar.feed(found.title, found.shifts, stamp, names=found.names)
        tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
        headers = {"Cache-Control": "private, max-age=300", "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(text, media_type=icalendar.TYPE, headers=headers)

    return [Route("/calendars/{secret}.ics", read, methods=["GET"])]
