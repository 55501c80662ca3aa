"""The one ASGI app: the doors' routes, and what the operator's machines ask."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.web.readiness import Check, Readiness

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def build(
    routes: Sequence[BaseRoute],
    checks: Mapping[str, Check],
    figures: Callable[[], bytes],
    *,
    lifespan: Lifespan | None = None,
) -> Starlette:
    """`figures` writes what `/metrics` answers, in Prometheus' text format.

    Our own three addresses come first, so that no door can hide them.
    """
    return Starlette(routes=[*_own_routes(Readiness(checks), figures), *routes], lifespan=lifespan)


def _own_routes(readiness: Readiness, figures: Callable[[], bytes]) -> list[BaseRoute]:
    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(_: Request) -> Response:
        wrong = await readiness.wrong()
        return JSONResponse(
            {"ready": not wrong, "wrong": wrong},
            status_code=503 if wrong else 200,
            headers={"Cache-Control": "no-store"},
        )

    def metrics(_: Request) -> Response:
        return Response(figures(), media_type="text/plain; version=0.0.4")

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
