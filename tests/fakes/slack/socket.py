"""Socket Mode: the WebSocket to which the bot connects, and on which envelopes come in."""

import itertools
import json
import threading
from contextlib import suppress
from socket import SHUT_RDWR
from types import TracebackType
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

if TYPE_CHECKING:
    from tests.fakes.slack.fake import FakeSlack

KINDS = {"slash_commands": True, "interactive": True, "events_api": False}


class SocketMode:
    """Opened with the fake; `send` delivers one envelope to one of the open connections."""

    def __init__(self, slack: "FakeSlack", port: int = 0) -> None:
        self._slack = slack
        self._changed = threading.Condition()
        self._open: list[ServerConnection] = []
        self._acks: dict[str, Any] = {}
        self._numbers = itertools.count(1)
        self._server = serve(self._connected, "127.0.0.1", port, close_timeout=1)
        slack.sockets = self
        slack.socket_address = f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/link"

    def __enter__(self) -> "SocketMode":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.disconnect()
        self._server.shutdown()

    @property
    def connections(self) -> int:
        with self._changed:
            return len(self._open)

    def wait_for_connections(self, count: int = 1, *, at_most: float = 10.0) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._open) >= count, at_most), "nobody connected"

    def disconnect(self) -> None:
        """Slack closes connections now and then; the bot is expected to come back."""
        with self._changed:
            going, self._open = self._open, []
        for connection in going:
            # The bot may be hanging up just now.
            with suppress(ConnectionClosed):
                connection.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
                connection.close()

    def break_off(self) -> None:
        """Connections end without a word, as when a machine between us and Slack dies."""
        with self._changed:
            going, self._open = self._open, []
        for connection in going:
            connection.socket.shutdown(SHUT_RDWR)

    def _connected(self, connection: ServerConnection) -> None:
        hello = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}}
        connection.send(
            json.dumps(hello | {"debug_info": {"host": "fake", "approximate_connection_time": 18060}})
        )
        with self._changed:
            self._open.append(connection)
            self._changed.notify_all()
        try:
            for raw in connection:
                self._acknowledged(json.loads(raw))
        except ConnectionClosed:
            pass
        finally:
            with self._changed:
                if connection in self._open:
                    self._open.remove(connection)

    def _acknowledged(self, ack: dict[str, Any]) -> None:
        with self._changed:
            self._acks[str(ack.get("envelope_id"))] = ack.get("payload")
            self._changed.notify_all()

    def send(
        self, type: str, payload: dict[str, Any], *, at_most: float = 10.0, retry: int = 0, reason: str = ""
    ) -> Any:
        """What the bot acknowledged this envelope with; fails when it does not in time."""
        envelope = f"env-{next(self._numbers)}"
        said = {
            "envelope_id": envelope,
            "type": type,
            "payload": payload,
            "accepts_response_payload": KINDS.get(type, False),
        }
        if retry:
            said |= {"retry_attempt": retry, "retry_reason": reason or "timeout"}
        self.wait_for_connections()
        with self._changed:
            connection = self._open[next(self._numbers) % len(self._open)]
        connection.send(json.dumps(said))
        with self._changed:
            assert self._changed.wait_for(lambda: envelope in self._acks, at_most), f"no answer to {type}"
            return self._acks.pop(envelope)
