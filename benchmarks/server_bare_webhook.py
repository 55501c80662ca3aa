"""The floor: a Starlette route that checks the signature of a webhook, and nothing else."""

import hmac
from base64 import b64encode
from hashlib import sha256

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.server_bare import alive, serve
from benchmarks.signed import SECRET

PATH = "/webhooks/zendesk"
SIGNATURE, SIGNED_AT = "X-Zendesk-Webhook-Signature", "X-Zendesk-Webhook-Signature-Timestamp"


def proof(signed_at: str, body: bytes) -> str:
    return b64encode(hmac.new(SECRET.encode(), signed_at.encode() + body, sha256).digest()).decode()


async def receive(request: Request) -> Response:
    ours = proof(request.headers.get(SIGNED_AT, ""), await request.body())
    if not hmac.compare_digest(ours, request.headers.get(SIGNATURE, "")):
        return Response(status_code=401)
    return PlainTextResponse("ok\n")


if __name__ == "__main__":
    serve(Starlette(routes=[Route("/healthz", alive), Route(PATH, receive, methods=["POST"])]))
