"""What a mail server keeps, and how it answers."""

import email
import ssl
from base64 import b64decode
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path

EXTENSIONS = ("8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES")


@dataclass(frozen=True)
class Kept:
    sender: str
    to: str
    content: bytes

    @property
    def read(self) -> EmailMessage:
        """As a mail program understands it."""
        return email.message_from_bytes(self.content, policy=SMTPUTF8)

    @property
    def text(self) -> str:
        return self.read.get_content().replace("\r\n", "\n")


@dataclass
class Mailbox:
    """`security` is `none`, `starttls` or `tls`, the last two with a certificate in the file `tls`."""

    login: tuple[str, str] | None = None
    login_by: str = "PLAIN"
    security: str = "none"
    tls: Path | None = None
    replies: dict[str, str] = field(default_factory=dict)
    hangs_up_after: str = ""
    lacks: set[str] = field(default_factory=set)
    letters: list[Kept] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def extensions(self, *, secured: bool) -> list[str]:
        found = list(EXTENSIONS)
        if self.security == "starttls" and not secured:
            found.append("STARTTLS")
        elif self.login:
            found.append(f"AUTH {self.login_by}")
        return [one for one in found if one not in self.lacks]

    def lets_in(self, proof: str) -> bool:
        _, user, password = b64decode(proof).decode().split("\0")
        return (user, password) == self.login

    def context(self) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(str(self.tls))
        return made

    def settings(self, **more: object) -> dict[str, object]:
        """What stands under `publishing.smtp`."""
        username, password = self.login or ("", "")
        told = {"host": "127.0.0.1", "port": self.port, "security": self.security}
        return {
            **told,
            "username": username,
            "password": password,
            "from_address": "status@acme.test",
            **more,
        }
