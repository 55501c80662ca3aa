"""The fake Zendesk on a port of 127.0.0.1."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.zendesk.fake import FakeZendesk


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    zendesk: FakeZendesk

    def _receive(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.zendesk.down:
            self.close_connection = True
            return
        asked = urlsplit(self.path)
        path, query = asked.path.removeprefix("/api/v2"), dict(parse_qsl(asked.query))
        status, said = self.zendesk.answer(self.command, path, json.loads(raw or b"{}"), query)
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def __getattr__(self, name: str) -> Any:
        """Whatever the method, it is received alike."""
        if name.startswith("do_"):
            return self._receive
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        """Keep the test output quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Who was killed in the middle of a request leaves nobody to answer to."""


@contextmanager
def serving(zendesk: FakeZendesk | None = None) -> Iterator[FakeZendesk]:
    """A fake Zendesk that answers until the block ends; `zendesk.address` says where."""
    zendesk = zendesk or FakeZendesk()
    server = Server(("127.0.0.1", 0), type("Bound", (Handler,), {"zendesk": zendesk}))
    zendesk.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield zendesk
    finally:
        server.shutdown()
        server.server_close()
