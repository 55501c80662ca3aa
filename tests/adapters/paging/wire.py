"""A pager at the wire, which answers in turn and remembers what it was asked."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import httpx

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)
Reply = httpx.Response | httpx.HTTPError


class Wire(httpx.MockTransport):
    def __init__(self, *replies: Reply) -> None:
        self.asked: list[httpx.Request] = []
        self._replies = list(replies)
        super().__init__(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        reply = self._replies.pop(0)
        if isinstance(reply, httpx.HTTPError):
            raise reply
        return reply

    @property
    def lines(self) -> list[str]:
        return [f"{one.method} {one.url.path}" for one in self.asked]

    def form(self, place: int = -1) -> dict[str, str]:
        return dict(parse_qsl(self.asked[place].content.decode()))


def now() -> datetime:
    return NOON


def json(status: int, said: Any = None, **headers: str) -> httpx.Response:
    return httpx.Response(status, json={} if said is None else said, headers=headers)


Ask = Callable[[], object]
