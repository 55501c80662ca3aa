"""A Slack that says yes to everything at once and remembers nothing."""

import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from benchmarks.signed import TEAM

_ids = itertools.count(1)


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        query = self.path.partition("?")[2]
        said = json.dumps(_said(parse_qs(f"{raw}&{query}" if query else raw))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None: ...


def _said(asked: dict[str, list[str]]) -> dict[str, object]:
    """Enough for every method that is called here; who is asked for has a full profile."""
    user = asked.get("user", ["U0BOT"])[0]
    number = next(_ids)
    return {
        "ok": True,
        "team_id": TEAM,
        "user_id": "U0BOT",
        "bot_id": "B0BOT",
        "url": "https://acme.slack.test/",
        "ts": f"1700000000.{number:06}",
        "channel": {"id": f"C0{number:06}", "name": f"room-{number}", "creator": "U0BOT"},
        "user": {
            "id": user,
            "team_id": TEAM,
            "name": user.lower(),
            "real_name": user.title(),
            "tz": "Europe/Berlin",
            "profile": {"display_name": user.title(), "email": f"{user.lower()}@acme.test"},
        },
        "bookmarks": [],
        "messages": [],
    }


@contextmanager
def quiet_slack() -> Iterator[str]:
    """The address of its Web API."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/"
        server.shutdown()
