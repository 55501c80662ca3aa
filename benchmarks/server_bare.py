"""The floor: a Starlette route that checks Slack's signature and parses the form, and nothing else."""

import hashlib
import hmac
import sys
import time
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.signed import PATH, SECRET


async def receive(request: Request) -> Response:
    body = await request.body()
    at = request.headers.get("x-slack-request-timestamp", "")
    if not at.isdigit() or abs(time.time() - int(at)) > 300:
        return Response(status_code=401)
    ours = hmac.new(SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(f"v0={ours}", request.headers.get("x-slack-signature", "")):
        return Response(status_code=401)
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return PlainTextResponse(form["text"])


async def alive(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def serve(app: Starlette) -> None:
    """As `adapters.web.serve` does it: the same server, loop and parser."""
    uvicorn.run(
        app, host="127.0.0.1", port=int(sys.argv[1]), log_config=None, access_log=False, server_header=False,
        lifespan="off", ws="none", proxy_headers=False,
    )  # fmt: skip


if __name__ == "__main__":
    serve(Starlette(routes=[Route("/healthz", alive), Route(PATH, receive, methods=["POST"])]))
