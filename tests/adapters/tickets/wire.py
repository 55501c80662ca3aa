"""A desk at the other end of the wire: answers what the test says, and remembers what was asked."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import httpx

PAYLOADS = Path(__file__).parent / "payloads"
PAGES = Path(__file__).parents[3] / "docs" / "tickets"
NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)

Answer = Callable[[httpx.Request], httpx.Response]


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def documented(desk: str, language: str) -> str:
    """The first example in this language on the desk's page."""
    page = (PAGES / f"{desk}.md").read_text(encoding="utf-8")
    found = re.search(rf"^ *```{language}\n(.*?)^ *```$", page, re.DOTALL | re.MULTILINE)
    assert found
    return dedent(found[1])


def now() -> datetime:
    return NOON


class Wire(httpx.MockTransport):
    """`asked` holds the requests in order, with their bodies in `bodies`."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(self._handle)
        self._answer = answer
        self.asked: list[httpx.Request] = []

    def _handle(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        return self._answer(request)

    def lines(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.asked]

    def bodies(self, method: str = "") -> list[Any]:
        return [
            json.loads(request.content)
            for request in self.asked
            if request.content.startswith(b"{") and method in ("", request.method)
        ]


def always(status: int = 200, json: Any = None, headers: dict[str, str] | None = None) -> Answer:
    return lambda _: httpx.Response(status, json=json, headers=headers)


def one_after_another(*answers: Any) -> Answer:
    """JSON, or whole responses, in this order."""
    left = iter(answers)

    def answer(_: httpx.Request) -> httpx.Response:
        told = next(left)
        return told if isinstance(told, httpx.Response) else httpx.Response(200, json=told)

    return answer
