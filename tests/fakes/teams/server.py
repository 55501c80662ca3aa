"""The fake Teams on a port of 127.0.0.1: connector, Graph, login, control."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import uuid4

from tests.fakes.teams import connector, contract, graph
from tests.fakes.teams.fake import LOST, Answer, FakeTeams
from tests.fakes.teams.state import Call, No

SCOPES = {
    "https://api.botframework.com/.default": "connector",
    "https://graph.microsoft.com/.default": "graph",
}
Json = dict[str, Any]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    teams: FakeTeams

    def _serve(self) -> None:
        url = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path, query = url.path.strip("/"), dict(parse_qsl(url.query))
        if path == "_state":
            self._send(200, {}, self.teams.state())
        elif path.startswith("_control/"):
            self._send(200, {}, self._control(path.partition("/")[2], json.loads(raw or "{}")))
        else:
            answer = self._answer(path, query, raw)
            if answer == LOST:
                self.close_connection = True
                self.connection.close()
            else:
                self._send(*answer)

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _answer(self, path: str, query: Json, raw: str) -> Answer:
        if path.startswith("login/"):
            form = dict(parse_qsl(raw))
            call = Call("POST token", path, {"scope": form.get("scope", "")}, {}, time.monotonic())
            return self.teams.answer(call, lambda: self._token(path, form))
        if path.startswith("graph/"):
            return self._called("graph", graph.ROUTES, path, query, raw)
        # Real service addresses have a region as their first part.
        return self._called("connector", connector.ROUTES, path.partition("/")[2], query, raw)

    def _called(self, door: str, routes: list[Any], path: str, query: Json, raw: str) -> Answer:
        found = connector.route(routes, self.command, path)
        if found is None:
            self.teams.findings.append(f"{self.command} {path}: there is no such call")
            return 404, {}, No(404, "NotFound").body
        name, rule, ids = found
        body = json.loads(raw) if raw else {}
        call = Call(name, unquote(path), body, query, time.monotonic())
        spec, base = (contract.GRAPH, "graph/v1.0") if door == "graph" else (contract.CONNECTOR, "")
        wrong = contract.findings(
            spec, self.command, "/" + path.removeprefix(base).lstrip("/"), query, body if raw else None
        )
        self.teams.findings += wrong

        def work() -> tuple[int, Json]:
            self._authorise(door)
            told: tuple[int, Json] = rule(self.teams, body, query, *map(unquote, ids))
            return told

        return self.teams.answer(call, work)

    def _token(self, path: str, form: Json) -> tuple[int, Json]:
        right = path == f"login/{self.teams.tenant}/oauth2/v2.0/token" and form == {
            "grant_type": "client_credentials",
            "client_id": self.teams.app_id,
            "client_secret": self.teams.password,
            "scope": form.get("scope"),
        }
        if not right or form["scope"] not in SCOPES:
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215"}
        token = uuid4().hex
        self.teams.tokens[token] = SCOPES[form["scope"]]
        return 200, {"token_type": "Bearer", "expires_in": self.teams.token_life, "access_token": token}

    def _authorise(self, door: str) -> None:
        """With a token that was given for this door and no other."""
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if self.teams.tokens.get(token) != door:
            raise No(401, "Unauthorized", "Authorization has been denied for this request.")

    def _control(self, what: str, args: Json) -> Json:
        """For a fake in a process of its own: furnish it and make it fail."""
        if what == "set":
            for name, value in args.items():
                setattr(self.teams, name, value)
        elif what in ("fail", "heal", "add_user", "add_team"):
            made = getattr(self.teams, what)(**args)
            return {"made": getattr(made, "id", None)}
        return {}

    def _send(self, status: int, headers: dict[str, str], body: Json) -> None:
        content = json.dumps(body).encode() if status != 204 else b""
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
def serving(teams: FakeTeams | None = None, *, port: int = 0) -> Iterator[FakeTeams]:
    """A fake Teams that answers until the block ends; its addresses say where."""
    teams = teams or FakeTeams()
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Bound", (Handler,), {"teams": teams}))
    server.daemon_threads = True
    teams.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield teams
    finally:
        server.shutdown()
        server.server_close()
