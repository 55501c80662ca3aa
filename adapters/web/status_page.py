"""`GET /status`: our own public page, from a snapshot that outlives the database."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.web import status_accepts as accepts
from adapters.web.status_headers import GUARDS, HTML, policy
from adapters.web.status_reading import Reading
from adapters.web.status_snapshot import Drawn, Pen, Picture, drawn

LONGEST = 200
"""Characters of an address; ours are shorter."""
FEEDS = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
CACHED = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400"
FORM = "/status/subscribe"


def status_page(reading: Reading, pen: Pen) -> list[Route]:
    page = _StatusPage(reading, pen)
    routes = [
        Route("/status", page.answer, methods=["GET"]),
        Route("/status/history/{month}", page.answer, methods=["GET"]),
        Route("/status/incidents/{key}", page.answer, methods=["GET"]),
        *(Route(f"/status/feed.{kind}", page.answer, methods=["GET"]) for kind in FEEDS),
    ]
    if pen.logo:
        routes.append(_logo(pen.logo))
    return [*routes, Route("/status/{rest:path}", page.answer, methods=["GET"])]


class _StatusPage:
    def __init__(self, reading: Reading, pen: Pen) -> None:
        self._reading = reading
        self._pen = pen

    async def answer(self, request: Request) -> Response:
        asked = request.query_params.get("lang", "")
        accepted = request.headers.get("accept-language", "")
        language = accepts.language(asked, accepted, self._pen.languages)
        vary = "Accept-Encoding" if asked == language else "Accept-Language, Accept-Encoding"
        path = request.scope["path"][:LONGEST].rstrip("/")
        guard = policy(self._pen.style_proof, forms=path == FORM)
        headers = {**GUARDS, "Content-Security-Policy": guard, "Vary": vary, "Content-Language": language}
        snapshot, stale = await self._reading.current()
        if snapshot is None:
            silent = drawn(self._pen.silent(language))
            headers |= {"Cache-Control": "no-store", "Retry-After": "30"}
            return _sent(request, silent, headers, HTML, status=503)
        media_type = FEEDS.get(path.removeprefix("/status/feed."))
        # Feeds have no place for what is only said about the moment.
        stale = stale and media_type is None
        found = snapshot.at_hand(path, language, stale=stale)
        if found is None:
            found = await run_in_threadpool(snapshot.draw, path, language, stale=stale)
        headers["Cache-Control"] = CACHED
        if not found.is_there:
            return _sent(request, found, headers, HTML, status=404)
        return _sent(request, found, headers, media_type or HTML)


def _logo(picture: Picture) -> Route:
    """An SVG file may hold what a picture should not; opened by itself, it can do nothing."""
    found = drawn(picture.body)
    guard = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    cached = {"Cache-Control": "public, max-age=3600", "Vary": "Accept-Encoding"}
    headers = {**GUARDS, **cached, "Content-Security-Policy": guard}

    async def answer(request: Request) -> Response:
        return _sent(request, found, headers, picture.media_type)

    return Route("/status/logo", answer, methods=["GET"])


def _sent(
    request: Request, found: Drawn, headers: Mapping[str, str], media_type: str, *, status: int = 200
) -> Response:
    """As the reader takes it: packed, only its head, or not at all when it is the same as before."""
    told = {**headers, "Content-Type": media_type}
    body, tag = found.body, f'"{found.tag}"'
    if found.packed and accepts.gzip(request.headers.get("accept-encoding", "")):
        body, tag = found.packed, f'"{found.tag}-gz"'
        told["Content-Encoding"] = "gzip"
    if status == 200:
        told["ETag"] = tag
        if accepts.unchanged(request.headers.get("if-none-match", ""), tag):
            told.pop("Content-Encoding", None)
            return Response(status_code=304, headers=told)
    told["Content-Length"] = str(len(body))
    return Response(b"" if request.method == "HEAD" else body, status_code=status, headers=told)
