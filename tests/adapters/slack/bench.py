"""The Slack door on a bench: real HTTP, real Bolt, a Slack and a router that remember."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from adapters.slack.door import SlackDoor
from adapters.slack.listen_http import PATH, routes
from adapters.slack.workspaces import Workspaces
from tests.adapters.slack import payloads
from tests.adapters.slack.recording import (
    CountingMeter,
    RecordingFinder,
    RecordingRouter,
    RecordingSlack,
    recording_slack,
)
from tests.fakes.clock import StoppedClock


@dataclass
class Bench:
    slack: RecordingSlack
    workspaces: Workspaces
    clock: StoppedClock = field(default_factory=StoppedClock)
    router: RecordingRouter = field(default_factory=RecordingRouter)
    meter: CountingMeter = field(default_factory=CountingMeter)
    finder: RecordingFinder = field(default_factory=RecordingFinder)

    def __post_init__(self) -> None:
        self.door = SlackDoor(
            self.router.handle,
            self.workspaces,
            api_url=self.slack.url,
            clock=self.clock,
            meter=self.meter,
            find=self.finder.find,
        )
        self.web = Starlette(routes=routes(self.door, payloads.SECRET))

    @property
    def hook(self) -> str:
        return f"{self.slack.url}hook"

    def send(self, body: str, **headers: str) -> httpx.Response:
        """Signed as Slack would sign it now."""
        at = self.clock.now().timestamp()
        return self.post(body.encode(), payloads.signed(body, at, **headers).items())

    def post(
        self, content: bytes | AsyncIterator[bytes], headers: Iterable[tuple[str, str]] = ()
    ) -> httpx.Response:
        """Whatever comes, signed or not."""

        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(self.web)
            async with httpx.AsyncClient(transport=transport, base_url="http://caseline.test") as client:
                raw = [(name.encode(), value.encode()) for name, value in headers]
                return await client.post(PATH, content=content, headers=raw)

        return asyncio.run(sent())

    def case(self, text: str, **more: str) -> httpx.Response:
        return self.send(payloads.command(text, hook=self.hook, **more))

    def payload(self, payload: dict[str, Any]) -> httpx.Response:
        return self.send(payloads.form(payload))

    def event(self, what: dict[str, Any], *, id: str = "Ev1", **headers: str) -> httpx.Response:
        return self.send(payloads.event(what, id=id), **headers)


@pytest.fixture
def recorded() -> Iterator[RecordingSlack]:
    with recording_slack() as server:
        yield server
    assert server.mistakes() == []


@pytest.fixture
def bench(recorded: RecordingSlack) -> Iterator[Bench]:
    made = Bench(recorded, Workspaces(recorded.url, bot_token="xoxb-test"))
    yield made
    made.door.close()
