"""Requests as Slack sends them, signed, over one connection that is kept."""

import hashlib
import hmac
import itertools
import socket
import time
from types import TracebackType
from urllib.parse import urlencode

SECRET = "a secret that only benchmarks know"
TEAM = "T0BENCH"
PATH = "/slack/events"
_wishes = itertools.count(1)


def command(text: str, *, user: str = "U0ANA", channel: str = "C0SUPPORT") -> bytes:
    """The body of `/case TEXT`; every call is a new wish."""
    wish = next(_wishes)
    return urlencode(
        {
            "token": "verification-token",
            "team_id": TEAM,
            "team_domain": "acme",
            "channel_id": channel,
            "channel_name": "support",
            "user_id": user,
            "user_name": user.lower(),
            "command": "/case",
            "text": text,
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": f"http://127.0.0.1:9/commands/{TEAM}/{wish}",
            "trigger_id": f"{wish}.{time.time_ns()}.bench",
        }
    ).encode()


def request(body: bytes) -> bytes:
    """The whole HTTP request, with the headers that Slack sends."""
    now = str(int(time.time())).encode()
    proof = hmac.new(SECRET.encode(), b"v0:" + now + b":" + body, hashlib.sha256).hexdigest().encode()
    return b"\r\n".join(
        (
            b"POST " + PATH.encode() + b" HTTP/1.1",
            b"Host: 127.0.0.1",
            b"User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
            b"Accept-Encoding: gzip,deflate",
            b"Accept: application/json,*/*",
            b"X-Slack-Signature: v0=" + proof,
            b"X-Slack-Request-Timestamp: " + now,
            b"Content-Type: application/x-www-form-urlencoded",
            b"Content-Length: " + str(len(body)).encode(),
            b"",
            body,
        )
    )


class Line:
    """One kept connection; asks, and waits for the whole answer."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Line":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def ask(self, raw: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self._socket.sendall(raw)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        length = next(
            (
                int(one.split(b":")[1])
                for one in head.split(b"\r\n")
                if one.lower().startswith(b"content-length:")
            ),
            0,
        )
        while len(body) < length:
            body += self._more()
        return int(head.split(b" ", 2)[1]), body

    def type(self, text: str, *, user: str = "U0ANA", channel: str = "C0SUPPORT") -> bytes:
        """What is answered to `/case TEXT`; anything but 200 is an error of the benchmark."""
        status, body = self.ask(request(command(text, user=user, channel=channel)))
        assert status == 200, (status, body[:500])
        return body

    def _more(self) -> bytes:
        got = self._socket.recv(65536)
        assert got, "the server hung up"
        return got
