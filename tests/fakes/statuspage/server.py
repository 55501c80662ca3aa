"""The fake Statuspage on a port of 127.0.0.1."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.statuspage.fake import Answer, Asked, FakeStatuspage


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    page: FakeStatuspage

    def _receive(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        there = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        path, query = there.path.removeprefix("/v1"), dict(parse_qsl(there.query))
        answer = self.page.answer(Asked(self.command, path, query, headers, json.loads(raw or b"{}")))
        if answer is None:
            self.close_connection = True
        else:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        content = json.dumps(answer.said).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
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


@contextmanager
def serving(page: FakeStatuspage | None = None) -> Iterator[FakeStatuspage]:
    """A fake Statuspage that answers until the block ends; `page.address` says where."""
    page = page or FakeStatuspage()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"page": page}))
    server.daemon_threads = True
    page.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield page
    finally:
        server.shutdown()
        server.server_close()
