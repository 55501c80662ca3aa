"""The fake PagerDuty on a port of 127.0.0.1: its REST API and its Events API behind one address."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes.pagerduty.fake import FakePagerDuty
from tests.fakes.pagerduty.rest import Answer, Asked


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    pager: FakePagerDuty

    def _receive(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        there = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.pager.answer(
            Asked(self.command, there.path, parse_qs(there.query), headers, json.loads(raw or b"{}"))
        )
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


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Who was killed in the middle of a request leaves nobody to answer to."""


@contextmanager
def serving(pager: FakePagerDuty | None = None) -> Iterator[FakePagerDuty]:
    """A fake PagerDuty that answers until the block ends; `pager.address` says where."""
    pager = pager or FakePagerDuty()
    server = Server(("127.0.0.1", 0), type("Bound", (Handler,), {"pager": pager}))
    pager.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield pager
    finally:
        pager.rest()
        server.shutdown()
        server.server_close()
