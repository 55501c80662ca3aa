"""Who issues the tokens that Teams shows at our door: our own keys, and every forgery we could think of."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.teams.keys import KeysUnavailable

APP_ID = "11111111-1111-1111-1111-111111111111"
TENANT = "22222222-2222-2222-2222-222222222222"
ISSUER = "https://api.botframework.com"
SERVICE_URL = "https://smba.trafficmanager.net/emea/"
EMULATOR = "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/"
SKILL = "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0"

Json = dict[str, Any]


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """Always the same one for a name; making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def published(private: rsa.RSAPrivateKey, id: str) -> Json:
    """The public half, as an issuer's key document shows it."""
    document = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key()))
    return {**document, "kid": id, "use": "sig", "endorsements": ["msteams", "skype"]}


class Issuer:
    """Publishes `keys`; with none of them it is unreachable. `asked` counts who came for them."""

    def __init__(self, *, app_id: str = APP_ID, issuer: str = ISSUER, service_url: str = SERVICE_URL) -> None:
        self.app_id = app_id
        self.issuer = issuer
        self.service_url = service_url
        self.keys: list[Json] = [published(key("ours"), "key-1")]
        self.asked = 0

    async def fetch(self) -> Sequence[Json]:
        self.asked += 1
        if not self.keys:
            raise KeysUnavailable("down")
        return list(self.keys)

    def token(
        self, signed_by: Any = None, *, id: str | None = "key-1", algorithm: str = "RS256", **changes: Any
    ) -> str:
        """As the channel issues it; a change to None leaves that claim out."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.app_id,
            "nbf": now - 5,
            "exp": now + 600,
            "serviceurl": self.service_url,
            **changes,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": id} if id else {}
        secret = key("ours") if signed_by is None and algorithm == "RS256" else signed_by
        return jwt.encode(kept, secret, algorithm=algorithm, headers=headers)

    def authorization(self, **changes: Any) -> str:
        return f"Bearer {self.token(**changes)}"


Forge = Callable[[Issuer], str]

FORGED: dict[str, Forge] = {
    "signed by another key": lambda one: one.token(key("theirs")),
    "unknown key id": lambda one: one.token(id="key-9"),
    "no key id": lambda one: one.token(id=None),
    "expired": lambda one: one.token(exp=int(time.time()) - 3600),
    "no expiry": lambda one: one.token(exp=None),
    "for another bot": lambda one: one.token(aud="another-app"),
    "another issuer": lambda one: one.token(iss="https://evil.example"),
    "another serviceUrl": lambda one: one.token(serviceurl="https://evil.example/"),
    "no serviceUrl": lambda one: one.token(serviceurl=None),
    "shared-secret algorithm": lambda one: one.token("x" * 64, algorithm="HS256"),
    "no algorithm": lambda one: one.token("", algorithm="none"),
    "not a token": lambda _: "abc.def.ghi",
}
"""The twelve that must be turned away."""

FORGED_BESIDES: dict[str, Forge] = {
    "from the Emulator": lambda one: one.token(iss=EMULATOR, ver="1.0", appid=APP_ID),
    "from a skill": lambda one: one.token(iss=SKILL, ver="2.0", azp="another-app"),
    "not valid yet": lambda one: one.token(nbf=int(time.time()) + 3600),
    "several audiences": lambda one: one.token(aud=[APP_ID, "another-app"]),
    "claims that are no object": lambda _: jwt.api_jws.encode(
        b'["x"]', key("ours"), "RS256", {"kid": "key-1"}
    ),
}


@contextmanager
def published_over_http(issuer: Issuer) -> Iterator[str]:
    """The address of the metadata on 127.0.0.1, for as long as this lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            issuer.asked += self.path == "/keys"
            host = self.headers["Host"]
            document = {"keys": issuer.keys} if self.path == "/keys" else {"jwks_uri": f"http://{host}/keys"}
            content = json.dumps(document).encode()
            self.send_response(200 if issuer.keys else 503)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep the output quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/metadata"
        finally:
            server.shutdown()
