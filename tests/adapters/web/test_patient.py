"""Whoever sends slowly, endlessly or nothing at all is not waited for; others do not notice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn.server import ServerState

from adapters.web.patient import LONGEST_HEAD, PatientProtocol
from adapters.web.serve import LAST_REQUESTS

WHOLE = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
BOUND = 10


def test_no_slow_request_is_left_when_the_process_ends() -> None:
    assert PatientProtocol.within < LAST_REQUESTS


class Hurried(PatientProtocol):
    within = 0.5


@asynccontextmanager
async def listening(heard: list[str]) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A server with this protocol, and a connection to it."""

    async def receive(request: Request) -> PlainTextResponse:
        try:
            heard.append((await request.body()).decode())
        except ClientDisconnect:
            heard.append("disconnected")
        return PlainTextResponse("well")

    config = uvicorn.Config(Starlette(routes=[Route("/", receive, methods=["POST"])]), log_config=None)
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Hurried(config, state, {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    async with server:
        yield reader, writer
        writer.close()
        await asyncio.gather(*state.tasks)


def told(*pieces: bytes) -> tuple[bytes, list[str]]:
    """What comes back until the other side hangs up, be it rudely, and what the application heard."""
    heard: list[str] = []

    async def talk() -> bytes:
        async with listening(heard) as (reader, writer):
            with suppress(ConnectionResetError):
                for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
                return await asyncio.wait_for(reader.read(), BOUND)
            return b""

    return asyncio.run(talk()), heard


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"POST / HT", b"POST / HTTP/1.1\r\nHost: x\r\nX-A: "])
def test_who_does_not_finish_the_head_is_hung_up_on(sent: bytes) -> None:
    assert told(sent) == (b"", [])


def test_who_does_not_finish_the_body_is_hung_up_on_and_the_application_hears_it() -> None:
    answer, heard = told(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhi")

    assert heard == ["disconnected"]
    assert answer == b""


def test_who_falls_silent_after_an_answer_is_hung_up_on() -> None:
    answer, heard = told(WHOLE, b"\r\n")

    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert heard == ["hi"]


def test_whole_requests_one_behind_the_other_are_answered() -> None:
    answer, heard = told(WHOLE + WHOLE, WHOLE + b"POST /")

    assert answer.count(b"HTTP/1.1 200 OK") == 3
    assert heard == ["hi"] * 3


@pytest.mark.parametrize("endless", [b"X-A: " + b"a" * LONGEST_HEAD, b"X-A: a\r\n" * LONGEST_HEAD])
def test_a_head_without_end_is_refused(endless: bytes) -> None:
    """No byte is sent that would be left unread, or the refusal would be lost on the way."""
    answer, heard = told((b"POST / HTTP/1.1\r\nHost: x\r\n" + endless)[: LONGEST_HEAD + 1])

    assert answer.startswith(b"HTTP/1.1 400")
    assert heard == []
