"""The fake Slack on a port of 127.0.0.1: Web API, `response_url`, control."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.slack.fake import LOST, FakeSlack
from tests.fakes.slack.socket import SocketMode


def read_arguments(raw: str, kind: str) -> dict[str, Any]:
    """slack_sdk sends some methods as JSON and some as a form; both are read here."""
    if kind.startswith("application/json"):
        return dict(json.loads(raw or "{}"))
    return {k: json.loads(v) if v[:1] in "[{" else v for k, v in parse_qsl(raw)}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    slack: FakeSlack
    sockets: SocketMode

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        kind = self.headers.get("Content-Type") or ""
        _, door, *rest = url.path.split("/")
        if door == "response":
            self._send(self.slack.respond(rest[0], json.loads(raw)), {}, {})
        elif door == "_control":
            self._send(200, {}, self._control(rest[0], json.loads(raw or "{}")))
        else:
            args = dict(parse_qsl(url.query)) | read_arguments(raw, kind)
            self._answer(rest[-1], args)

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/_state":
            self._send(200, {}, self.slack.state())
        else:
            self._answer(url.path.rsplit("/", 1)[-1], dict(parse_qsl(url.query)))

    def _answer(self, method: str, args: dict[str, Any]) -> None:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ") or args.get("token", "")
        answer = self.slack.answer(method, token, args)
        if answer == LOST:
            self.close_connection = True
            self.connection.close()
        else:
            self._send(*answer)

    def _control(self, what: str, args: dict[str, Any]) -> dict[str, Any]:
        """For a fake in a process of its own: furnish it and make it fail."""
        if what == "set":
            for name, value in args.items():
                setattr(self.slack, name, value)
        elif what == "send":
            return {"answer": self.sockets.send(**args)}
        elif what in ("fail", "heal", "add_user", "add_channel", "add_team", "trigger", "response_url"):
            made = getattr(self.slack, what)(**args)
            return {"made": made if isinstance(made, str) else getattr(made, "id", None)}
        return {}

    def _send(self, status: int, headers: dict[str, str], body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep the test output quiet."""


@contextmanager
def serving(slack: FakeSlack | None = None, *, port: int = 0, socket_port: int = 0) -> Iterator[FakeSlack]:
    """A fake Slack that answers until the block ends; `slack.api_url` says where."""
    slack = slack or FakeSlack()
    with SocketMode(slack, socket_port) as sockets:
        handler = type("Bound", (Handler,), {"slack": slack, "sockets": sockets})
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        server.daemon_threads = True
        slack.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield slack
        finally:
            server.shutdown()
            server.server_close()
