"""What surrounds the door in its tests: a Slack that remembers what it was told, and a router that does."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from bot.domain.card import Card
from bot.domain.form import Choice
from bot.domain.interaction import Interaction, Reply
from tests.fakes.slack import blocks

Answer = dict[str, Any]
BOT = {"ok": True, "team_id": "T1", "user_id": "U0BOT", "bot_id": "B0BOT", "url": "https://acme.slack.com/"}


def person(id: str, **more: Any) -> Answer:
    profile = {"display_name": id.lower(), "email": f"{id.lower()}@acme.test"}
    return {"id": id, "team_id": "T1", "tz": "Europe/Berlin", "locale": "en-US", "profile": profile, **more}


@dataclass
class RecordingSlack:
    """Answers as told, `{"ok": true}` otherwise; a `response_url` on it is the method `hook`."""

    url: str = ""
    calls: list[tuple[str, Answer]] = field(default_factory=list)
    answers: dict[str, Answer | int] = field(default_factory=dict)
    people: dict[str, Answer] = field(default_factory=dict)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def methods(self) -> list[str]:
        """Without those that only look."""
        looks = {"auth.test", "users.info", "chat.getPermalink"}
        return [method for method, _ in self.calls if method not in looks]

    def told(self, method: str) -> Answer:
        """The arguments of the latest call of this method; waits for it a little."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: any(name == method for name, _ in self.calls), 5), method
            return next(told for name, told in reversed(self.calls) if name == method)

    def answer(self, method: str, told: Answer) -> tuple[int, Answer]:
        with self.arrived:
            self.calls.append((method, told))
            self.arrived.notify_all()
        if method == "users.info" and method not in self.answers:
            return 200, {"ok": True, "user": self.people.get(told["user"], person(told["user"]))}
        found = self.answers.get(method, BOT if method == "auth.test" else {"ok": True})
        return (found, {"ok": False, "error": "internal_error"}) if isinstance(found, int) else (200, found)

    def mistakes(self) -> list[str]:
        """What Slack would not have taken."""
        found: list[str] = []
        for _, told in self.calls:
            found += blocks.check(told["view"]) if "view" in told else []
            found += blocks.check(told["blocks"]) if "blocks" in told else []
        return found


@contextmanager
def recording_slack() -> Iterator[RecordingSlack]:
    slack = RecordingSlack()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            path, _, query = self.path.partition("?")
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            is_json = self.headers.get("Content-Type", "").startswith("application/json")
            told = dict(json.loads(raw or "{}")) if is_json else dict(parse_qsl(raw or query))
            status, body = slack.answer(path.rsplit("/", 1)[-1], told)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep the output quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        slack.url = f"http://127.0.0.1:{server.server_port}/api/"
        try:
            yield slack
        finally:
            server.shutdown()


@dataclass
class RecordingRouter:
    """Remembers every interaction; replies with `reply`, or as `run` decides."""

    said: list[Interaction] = field(default_factory=list)
    reply: Reply = field(default_factory=lambda: Reply(card=Card("Understood.")))
    run: Callable[[Interaction], Reply] | None = None

    def handle(self, said: Interaction) -> Reply:
        self.said.append(said)
        return self.run(said) if self.run else self.reply

    @property
    def last(self) -> Interaction:
        return self.said[-1]


@dataclass
class RecordingFinder:
    """Remembers every search; finds the same each time, once it is let go."""

    said: list[Interaction] = field(default_factory=list)
    found: tuple[Choice, ...] = ()
    gate: threading.Event | None = None

    def find(self, said: Interaction) -> tuple[Choice, ...]:
        self.said.append(said)
        assert self.gate is None or self.gate.wait(20)
        return self.found


@dataclass
class CountingMeter:
    reasons: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)

    def interaction(self, word: str, door: str, outcome: str, seconds: float) -> None:
        self.outcomes.append(outcome)

    def delivery(self, chat: str, kind: str, outcome: str, seconds: float) -> None:
        """Doors deliver nothing."""

    def refused(self, door: str, reason: str) -> None:
        self.reasons.append(reason)
