"""A vendor on a port of 127.0.0.1 that knows a few answers, and one way to be let in."""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


def basic(user: str, password: str) -> str:
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


@contextmanager
def serving(answers: Mapping[str, Any], authorization: str) -> Iterator[str]:
    """Gives its address; answers GET by path, 401 to everybody else, and 404 for what it does not know."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = answers.get(urlsplit(self.path).path)
            allowed = self.headers.get("Authorization") == authorization
            self._send(401 if not allowed else 404 if told is None else 200, told if allowed else None)

        def _send(self, status: int, told: Any) -> None:
            body = json.dumps(told or {}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Says nothing: a test's output is for its failures."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
