"""Listens until the process is asked to stop."""

import contextlib
import errno
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.applications import Starlette

from adapters.web.patient import PatientProtocol
from bot.errors import SettingsError

log = logging.getLogger(__name__)

LAST_REQUESTS = 5
"""Seconds that requests at work get to finish when the process is asked to stop."""

MUCH_WAITS = 2048
"""Connections that may wait to be accepted."""


def listen(host: str, port: int, *, or_any: bool = False) -> socket.socket:
    """Raises SettingsError when this address cannot be had; port 0 takes any free one.

    With `or_any`, another port is as good when this one is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=MUCH_WAITS)
    except OSError as error:
        if or_any and error.errno == errno.EADDRINUSE:
            return listen(host, 0)
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise SettingsError(
            [f"CASELINE_HOST, CASELINE_PORT: cannot listen on {host}:{port}: {reason}"]
        ) from error


def address_of(door: socket.socket) -> str:
    host, port = door.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


def serve(
    app: Starlette, door: socket.socket, *, ready: Callable[[], None], closing: Callable[[], None]
) -> None:
    """Returns after SIGTERM or SIGINT, when the requests at work are answered.

    `ready` is called once requests are accepted, `closing` as soon as the signal comes:
    what keeps requests open for long must end them then.
    """
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=LAST_REQUESTS,
        lifespan="off",
        http=PatientProtocol, ws="none", proxy_headers=False,
    )  # fmt: skip
    with _signals_are_ours():
        _Server(config, ready, closing).run(sockets=[door])


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], closing: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._ready = ready
        self._closing = closing

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        log.info("Asked to stop; finishing what is at work.")
        self._closing()
        await super().shutdown(sockets)


@contextlib.contextmanager
def _signals_are_ours() -> Iterator[None]:
    """The server raises the signal again when it is done; by then it was obeyed and must not kill us."""
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
