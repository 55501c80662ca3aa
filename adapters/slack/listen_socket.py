"""Socket Mode: the same door, for where no public address can be had.

Slack asks nothing to be verified here: the connection was opened with our app token.
"""

import logging
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from socket import SHUT_RD
from threading import Event, Thread
from time import time

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.doors.turn import LAST_MOMENT, Turn
from adapters.slack import refusals
from adapters.slack.door import AT_ONCE, SlackDoor
from adapters.slack.listen import TURN
from bot.errors import AdapterError

log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between tries to open the first connection; later ones the client opens by itself."""
PING_EVERY = 2.0
"""Seconds; a connection that broke without a word is given up after five pings that did not get through."""


class SocketDoor:
    """`start` returns at once and keeps trying while Slack is down; `close` finishes what was taken in."""

    def __init__(self, door: SlackDoor, app_token: str) -> None:
        self._handler = _Handler(door, app_token)
        self._stopped = Event()
        self._opening = Thread(target=self._open, name="slack-socket", daemon=True)

    def start(self) -> None:
        self._opening.start()

    def close(self) -> None:
        self._stopped.set()
        if self._opening.is_alive():
            self._opening.join(FIRST_WAIT)
        client = self._handler.client
        client.auto_reconnect_enabled = False
        client.current_session_state.terminated = True
        if (session := client.current_session) and session.sock:
            # Nothing more is taken in, and the client need not wait for its reading to time out.
            with suppress(OSError):
                session.sock.shutdown(SHUT_RD)
        client.closed = True
        client.message_queue.put(None)
        client.message_workers.shutdown(wait=True)
        client.close()

    @property
    def is_connected(self) -> bool:
        """For `/readyz`. A connection through which the last ping did not go is none."""
        client = self._handler.client
        session = client.current_session
        return bool(client.is_connected() and session and not session.consecutive_check_state_error_count)

    def _open(self) -> None:
        wait = FIRST_WAIT
        while not self._stopped.is_set():
            try:
                with refusals.translated():
                    self._handler.client.connect()
            except AdapterError as error:
                log.warning("Socket Mode could not be opened: %s", error)
                self._stopped.wait(wait)
                wait = min(LONGEST_WAIT, wait * 2)
            else:
                log.info("Socket Mode is open")
                return


class _Handler(SocketModeHandler):
    """Bolt's own, with our deadline; nothing is raised into the client's threads."""

    def __init__(self, door: SlackDoor, app_token: str) -> None:
        super().__init__(door.app, app_token, ping_interval=PING_EVERY, concurrency=AT_ONCE)
        self._door = door

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        started = time()
        answer = self._answer(req)
        try:
            send_response(client, req, answer, started)
        except (SlackClientNotConnectedError, OSError) as error:
            log.warning("an answer found no open connection", extra={"error": type(error).__name__})

    def _answer(self, req: SocketModeRequest) -> BoltResponse:
        """What is refused is acknowledged all the same, since it would not become better."""
        try:
            asked = BoltRequest(
                mode="socket_mode", body=req.payload, headers=build_headers(req), context={TURN: Turn()}
            )
        except Exception:  # noqa: BLE001 Bolt's reader trips in many ways over odd payloads.
            self._door.refused("unreadable")
            return BoltResponse(status=200)
        answer = self._in_time(asked)
        if answer is None:
            self._door.refused("workspace")
        return answer or BoltResponse(status=200)

    def _in_time(self, asked: BoltRequest) -> BoltResponse | None:
        work = self._door.threads.submit(self._door.receive, asked)
        try:
            return work.result(self._door.deadline)
        except Late:
            if asked.context[TURN].take():
                return self._door.listener.late(asked)
        try:
            return work.result(LAST_MOMENT)
        except Late:
            return BoltResponse(status=200)
