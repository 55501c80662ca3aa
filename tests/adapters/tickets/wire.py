"""A desk at the other end of the wire: answers what the test says, and remembers what was asked."""

import json
import re
from collections.abc import Callable, Mapping
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
    """`asked` holds the requests in order, but for those to what stands `aside`.

    `answer` is a function of the request, or goes from `GET /path` to JSON, to a status, to a whole
    response, to a function of the request, or to `OneAfterAnother` of these;
    what is not there is answered with 404.
    """

    def __init__(self, answer: Answer | Mapping[str, Any]) -> None:
        super().__init__(self._handle)
        self.routes: dict[str, Any] = {} if callable(answer) else dict(answer)
        self._answer = answer if callable(answer) else self.routed
        self.asked: list[httpx.Request] = []
        self.aside: dict[str, Any] = {}

    def _handle(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if (line := f"{request.method} {request.url.path}") in self.aside:
            told = self.aside[line]
            return response(told(request) if callable(told) else told)
        self.asked.append(request)
        return self._answer(request)

    def routed(self, request: httpx.Request) -> httpx.Response:
        told = self.routes.get(f"{request.method} {request.url.path}", 404)
        if isinstance(told, OneAfterAnother):
            told = told.pop(0) if len(told) > 1 else told[0]
        return response(told(request) if callable(told) else told)

    def lines(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.asked]

    def query(self, index: int = -1) -> Mapping[str, str]:
        return self.asked[index].url.params

    def body(self, index: int = -1) -> Any:
        return json.loads(self.asked[index].content)

    def bodies(self, method: str = "") -> list[Any]:
        return [
            json.loads(request.content)
            for request in self.asked
            if request.content.startswith(b"{") and method in ("", request.method)
        ]


class OneAfterAnother(list[Any]):
    """Answers to the same request, in this order; the last one stays."""


def response(told: Any) -> httpx.Response:
    """JSON, or a status without any."""
    if isinstance(told, httpx.Response):
        return told
    return httpx.Response(told, json={}) if type(told) is int else httpx.Response(200, json=told)


def always(status: int = 200, json: Any = None, headers: dict[str, str] | None = None) -> Answer:
    return lambda _: httpx.Response(status, json=json, headers=headers)


def one_after_another(*answers: Any) -> Answer:
    """JSON, or whole responses, in this order."""
    left = iter(answers)

    def answer(_: httpx.Request) -> httpx.Response:
        return response(next(left))

    return answer
