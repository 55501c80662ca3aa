"""A vendor at the other end of the wire: answers by method and path, and remembers what it was asked."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

PAYLOADS = Path(__file__).parent / "payloads"
NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def recorded(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


class Routed(httpx.MockTransport):
    """`routes` go from `GET /path` to JSON, a response or to a function of the request; others are 404."""

    def __init__(self, routes: Mapping[str, Any]) -> None:
        super().__init__(self._handle)
        self.routes = dict(routes)
        self.asked: list[httpx.Request] = []

    def _handle(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        told = self.routes.get(f"{request.method} {request.url.path}", httpx.Response(404, json={}))
        if callable(told):
            told = told(request)
        return told if isinstance(told, httpx.Response) else httpx.Response(200, json=told)

    def lines(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.asked]

    def query(self, index: int = -1) -> Mapping[str, str]:
        return self.asked[index].url.params

    def body(self, index: int = -1) -> Any:
        return json.loads(self.asked[index].content)
