"""The stream of changes for one browser (server-sent events)."""

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from adapters.playground.feed import Feed, Listener
from bot.errors import TryLater

HEARTBEAT_SECONDS = 15.0
RETRY = "retry: 1000\n\n"


def stream(feed: Feed, person: str, request: Request) -> Response:
    """Continues behind `Last-Event-ID` (or `after=`); what is too old is answered by `reset`."""
    after = request.headers.get("last-event-id") or request.query_params.get("after", "")
    if feed.closed:
        return Response("The playground is stopping.", 503)
    return StreamingResponse(
        _events(feed, person, after), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def _events(feed: Feed, person: str, after: str) -> AsyncIterator[str]:
    try:
        with feed.listen() as listener:
            async for piece in _follow(feed, listener, person, _number(feed, after)):
                yield piece
    except TryLater as error:
        yield f"event: full\ndata: {error}\n\n"


async def _follow(feed: Feed, listener: Listener, person: str, number: int | None) -> AsyncIterator[str]:
    yield RETRY
    while not feed.closed:
        missed = None if number is None else feed.since(number, person)
        if missed is None:
            # The page fetches everything anew and comes back with the number that it then knows.
            yield "event: reset\ndata: {}\n\n"
            return
        changes, number = missed
        for change in changes:
            yield f"id: {feed.run}.{change.number}\nevent: {change.kind}\ndata: {change.data}\n\n"
        if not await listener.news(HEARTBEAT_SECONDS):
            yield f"id: {feed.run}.{number}\nevent: beat\ndata: {{}}\n\n"


def _number(feed: Feed, after: str) -> int | None:
    """The number of the last change that the browser has, or None when it is of another run."""
    run, _, number = after.partition(".")
    return int(number) if run == feed.run and number.isdecimal() and len(number) < 16 else None
