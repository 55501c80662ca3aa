"""HTTP as the server speaks it, without waiting for ever for somebody who does not come to the point."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 65_536
"""Bytes of a request's line and headers."""


class PatientProtocol(HttpToolsProtocol):
    """Hangs up on requests that arrive too slowly or have no end, and on silence before the first."""

    within = 4.0
    """Seconds that one request may take to arrive as a whole: longer than Slack waits for the answer, and
    shorter than requests get when the process is asked to stop."""

    _alarm: asyncio.TimerHandle | None = None
    _head = 0
    _head_is_complete = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        super().connection_made(transport)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        self._request_is_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._await_request()
        self._head += len(data)
        super().data_received(data)
        if self._head > LONGEST_HEAD and not self._head_is_complete and not self.transport.is_closing():
            self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        self._await_request()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_is_complete = True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._request_is_here()
        super().on_message_complete()

    def _await_request(self) -> None:
        """Again and again does not make it longer."""
        if self._alarm is None:
            self._alarm = self.loop.call_later(self.within, self._hang_up)
            self._head, self._head_is_complete = 0, False

    def _request_is_here(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _hang_up(self) -> None:
        """Who reads the rest of the request hears that the connection is gone."""
        self.transport.close()
