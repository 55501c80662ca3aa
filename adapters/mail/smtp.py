"""E-mail by SMTP: https://www.rfc-editor.org/rfc/rfc5321, and RFC 6409 for how letters are handed in.

Plain text, one recipient a letter, over one connection that is kept for the next letter. What becomes of a
letter once the server has taken it is told by bounces, which nobody here reads.
"""

import logging
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from datetime import datetime
from email.generator import BytesGenerator
from email.message import EmailMessage
from io import BytesIO
from threading import Lock

from adapters.doors.questions import Question, answers
from adapters.mail.smtp_session import is_alive, is_no, leave, of_address, open_session, refusal, silent
from adapters.mail.smtp_write import POLICY, message, recipient
from bot.domain.finding import Finding
from bot.domain.letter import Letter
from bot.domain.wording import say
from bot.errors import Refused, TryLater
from bot.settings_publish import Smtp

log = logging.getLogger(__name__)

WHO = "E-mail"
LETTER = "copy the username and password of the mail server to publishing.smtp, and look at port and security"
WAY = "look at the network, at a firewall in between, and at host, port and security of publishing.smtp"
SECURED = {"starttls": "secured by STARTTLS", "tls": "secured by TLS", "none": "unsecured, on this machine"}
SERVER = "look at publishing.smtp and at the settings of the mail server"

CLOSING = 421
"""The reply after which a server hangs up."""

LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


def connect(settings: Smtp, *, now: Callable[[], datetime], tls: ssl.SSLContext | None = None) -> "SmtpMail":
    """`tls` says whose certificates are believed; those that this system believes, unless told otherwise."""
    return SmtpMail(settings, now, tls or ssl.create_default_context())


class SmtpMail:
    """Keeps the promise of `bot.ports.Mail`."""

    def __init__(self, settings: Smtp, now: Callable[[], datetime], tls: ssl.SSLContext) -> None:
        self._settings = settings
        self._now = now
        self._tls = tls
        self._one_at_a_time = Lock()
        self._session: smtplib.SMTP | None = None

    def send(self, letter: Letter, *, key: str, doubtful: bool = False) -> None:
        """In doubt it is sent again under the same Message-ID.

        Large providers show such a second one only once; nothing obliges others to do so.
        """
        del doubtful
        to = recipient(letter)
        written = message(letter, to, self._settings, key=key, at=self._now())
        with self._one_at_a_time:
            self._session = session = self._alive()
            self._hand_in(session, to, written, discreet=letter.discreet)

    def _hand_in(self, session: smtplib.SMTP, to: str, written: EmailMessage, *, discreet: bool) -> None:
        options = _options(session, to, discreet=discreet)
        content = _flat(written, utf8=bool(options))
        try:
            self._must_say(2, session.mail(self._settings.from_address, options), discreet=discreet)
            self._must_take(session.rcpt(to), discreet=discreet)
            self._must_say(3, session.docmd("DATA"), discreet=discreet)
        except (smtplib.SMTPException, OSError) as error:
            raise self._lost(error) from error
        try:
            session.send(content)
            answer = session.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise self._lost(error, unsure=True) from error
        self._must_say(2, answer, unsure=True, discreet=discreet)

    def _must_take(self, answer: tuple[int, bytes], *, discreet: bool) -> None:
        """The recipient: a refusal is told apart from those that are not about the address."""
        code, reply = answer
        if code != CLOSING and is_no(code):
            raise of_address(code, reply, self._settings, discreet=discreet)
        self._must_say(2, answer, discreet=discreet)

    def _must_say(
        self, wanted: int, answer: tuple[int, bytes], *, unsure: bool = False, discreet: bool = False
    ) -> None:
        """By the first digit of the reply; `unsure` counts where that says neither yes nor no."""
        code, reply = answer
        if code // 100 == wanted:
            return
        if code == CLOSING or not is_no(code):
            self._drop()
        raise refusal(code, reply, self._settings, unsure=unsure, discreet=discreet)

    def _lost(self, error: Exception, *, unsure: bool = False) -> TryLater:
        log.info("No answer. system=%s why=%s unsure=%s", WHO, type(error).__name__, unsure)
        self._drop()
        return silent(error, unsure=unsure)

    def _alive(self) -> smtplib.SMTP:
        if self._session and is_alive(self._session):
            return self._session
        self._drop()
        return open_session(self._settings, self._tls)

    def _drop(self) -> None:
        if self._session:
            self._session.close()
            self._session = None

    def check(self) -> Iterator[Finding]:
        return answers([Question(WHO, self._greeted, SERVER)], letter=LETTER, way=WAY)

    def _greeted(self) -> Iterator[Finding]:
        """Over a connection of its own: the other one may be busy."""
        leave(open_session(self._settings, self._tls))
        told = self._settings
        says = f"{told.host}:{told.port} takes letters from {told.from_address}, {SECURED[told.security]}"
        yield Finding(WHO, says)

    def close(self) -> None:
        with self._one_at_a_time:
            if self._session:
                leave(self._session)
            self._session = None


def _options(session: smtplib.SMTP, to: str, *, discreet: bool) -> list[str]:
    """What a letter to an address of another script asks of the server; raises Refused if it cannot."""
    if to.isascii():
        return []
    if not session.has_extn("smtputf8"):
        sentence = (
            "The mail server cannot send to {address}: it knows no addresses of other scripts (SMTPUTF8)."
        )
        raise Refused(say(sentence, address=say("this address") if discreet else to))
    return ["SMTPUTF8", "BODY=8BITMIME"]


def _flat(written: EmailMessage, *, utf8: bool) -> bytes:
    """As it goes over the wire: a dot that begins a line is doubled, and one alone ends the letter."""
    out = BytesIO()
    BytesGenerator(out, policy=POLICY.clone(utf8=utf8)).flatten(written)
    return LEADING_DOT.sub(b"..", out.getvalue()) + b".\r\n"
