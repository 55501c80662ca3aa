"""The fake mail server on a port of 127.0.0.1: as much of SMTP as letters need."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer

from tests.fakes.smtp.fake import Kept, Mailbox

BRACKETS = re.compile(r"<([^>]*)>")


class Handler(StreamRequestHandler):
    mailbox: Mailbox
    timeout = 10

    def setup(self) -> None:
        self._secured = self.mailbox.security == "tls"
        if self._secured:
            self._secure()
        super().setup()

    def _secure(self) -> None:
        self.request = self.connection = self.mailbox.context().wrap_socket(self.request, server_side=True)

    def handle(self) -> None:
        self.mailbox.connections += 1
        self._sender, self._to = "", ""
        self._say(self.mailbox.replies.get("CONNECT", "220 mail.acme.test"))
        while raw := self.rfile.readline():
            line = raw.decode().rstrip("\r\n")
            word = line.partition(" ")[0].upper()
            self.mailbox.words.append("AUTH" if word == "AUTH" else line)
            if not self._answer(word, line) or self.mailbox.hangs_up_after == word:
                return

    def _answer(self, word: str, line: str) -> bool:
        """Whether the talk goes on."""
        if reply := self.mailbox.replies.get(word):
            self._say(reply)
            return not reply.startswith("421")
        told = {"EHLO": self._greet, "STARTTLS": self._start_tls, "DATA": self._take}
        if word in told:
            told[word]()
        elif word == "AUTH":
            known = self.mailbox.lets_in(line.split()[2])
            self._say("235 Welcome" if known else "535 5.7.8 Authentication credentials invalid")
        else:
            self._note(word, line)
            self._say("221 Bye" if word == "QUIT" else "250 OK")
        return word != "QUIT"

    def _note(self, word: str, line: str) -> None:
        if word == "MAIL":
            self._sender = BRACKETS.findall(line)[0]
        elif word == "RCPT":
            self._to = BRACKETS.findall(line)[0]

    def _start_tls(self) -> None:
        self._say("220 Go ahead")
        self._secure()
        self._secured = True
        super().setup()

    def _greet(self) -> None:
        lines = ["mail.acme.test", *self.mailbox.extensions(secured=self._secured)]
        for one in lines[:-1]:
            self._say(f"250-{one}")
        self._say(f"250 {lines[-1]}")

    def _take(self) -> None:
        self._say("354 Go on")
        content = bytearray()
        for raw in self.rfile:
            if raw == b".\r\n":
                self.mailbox.letters.append(Kept(self._sender, self._to, bytes(content)))
                break
            content += raw[1:] if raw.startswith(b".") else raw
        if self.mailbox.hangs_up_after != "DATA":
            self._say(self.mailbox.replies.get("END", "250 Queued"))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *_: object) -> None:
        """Who does not believe the certificate hangs up in the middle."""


@contextmanager
def serving(mailbox: Mailbox | None = None) -> Iterator[Mailbox]:
    """A mail server until the block ends; `mailbox.port` says where."""
    mailbox = mailbox or Mailbox()
    server = Server(("127.0.0.1", 0), type("Bound", (Handler,), {"mailbox": mailbox}))
    mailbox.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield mailbox
    finally:
        server.shutdown()
        server.server_close()
