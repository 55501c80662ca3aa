"""A connection to the mail server, logged in, and what its refusals mean."""

import re
import smtplib
import ssl

from adapters.mail.smtp_write import one_line
from bot.domain.wording import say
from bot.errors import AdapterError, NoMailbox, NotLetIn, NotNow, Refused, TryLater
from bot.settings_publish import Smtp

PATIENCE = 15.0
"""Seconds for each answer; some servers look at a letter for a while before they take it."""

_OUR_FAULT = re.compile(rb"5\.7\.")
"""How the reply begins (RFC 3463) of a server that would refuse us with any address: it may not relay."""

UNKNOWN_US = frozenset({530, 534, 535, 538})
"""Replies by which a server says that we have to log in, or did so in vain."""


def open_session(settings: Smtp, tls: ssl.SSLContext) -> smtplib.SMTP:
    """Connected, secured as the settings say, and logged in; raises TryLater or NotLetIn."""
    try:
        session = _connected(settings, tls)
    except smtplib.SMTPResponseException as error:
        raise before_letters(error, settings) from error
    except (smtplib.SMTPException, OSError) as error:
        raise silent(error) from error
    try:
        _let_in(session, settings, tls)
    except AdapterError:
        session.close()
        raise
    except smtplib.SMTPResponseException as error:
        session.close()
        raise before_letters(error, settings) from error
    except (smtplib.SMTPException, OSError) as error:
        session.close()
        raise silent(error) from error
    return session


def _connected(settings: Smtp, tls: ssl.SSLContext) -> smtplib.SMTP:
    """We greet by the domain of our letters; the name of this machine is nobody's business."""
    us = settings.from_address.rpartition("@")[2]
    if settings.security == "tls":
        return smtplib.SMTP_SSL(settings.host, settings.port, us, timeout=PATIENCE, context=tls)
    return smtplib.SMTP(settings.host, settings.port, us, timeout=PATIENCE)


def _let_in(session: smtplib.SMTP, settings: Smtp, tls: ssl.SSLContext) -> None:
    session.ehlo_or_helo_if_needed()
    if settings.security == "starttls":
        if not session.has_extn("starttls"):
            raise NotLetIn(say("The mail server offers no STARTTLS, and nothing is sent there unsecured."))
        session.starttls(context=tls)
        session.ehlo_or_helo_if_needed()
    if settings.username:
        _log_in(session, settings)


def _log_in(session: smtplib.SMTP, settings: Smtp) -> None:
    try:
        session.login(settings.username, settings.password.get_secret_value())
    except (smtplib.SMTPResponseException, smtplib.SMTPServerDisconnected):
        raise
    except smtplib.SMTPException as error:
        no_way = say("The mail server lets nobody log in there with a username and a password.")
        raise NotLetIn(no_way) from error


def is_alive(session: smtplib.SMTP) -> bool:
    """Also forgets what was left of the last letter."""
    try:
        return session.rset()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def leave(session: smtplib.SMTP) -> None:
    """With a word, if the server still listens."""
    try:
        session.quit()
    except (smtplib.SMTPException, OSError):
        session.close()


def silent(error: Exception, *, unsure: bool = False) -> TryLater:
    """No answer, or none that is one; about a certificate it is said why, since only people mend that."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message
        return TryLater(say("The certificate of the mail server is not believed: {why}.", why=why))
    if isinstance(error, ssl.SSLError):
        return TryLater(say("The mail server does not speak TLS as the settings say."), unsure=unsure)
    return TryLater(say("The mail server does not answer."), unsure=unsure)


def before_letters(error: smtplib.SMTPResponseException, settings: Smtp) -> AdapterError:
    """A refusal that is about us and not about any letter: none would fare better."""
    no = refusal(error.smtp_code, error.smtp_error, settings)
    return no if isinstance(no, TryLater | NotLetIn) else NotLetIn(str(no))


def is_no(code: int) -> bool:
    return 400 <= code < 600


def of_address(code: int, reply: bytes, settings: Smtp, *, discreet: bool) -> AdapterError:
    """A refusal of one recipient, which is not about others; what it says of rules (X.7.X) is about us."""
    no = refusal(code, reply, settings, discreet=discreet)
    if type(no) is Refused and not _OUR_FAULT.match(reply):
        return NoMailbox(str(no))
    return NotNow(str(no)) if type(no) is TryLater else no


def refusal(
    code: int, reply: bytes | str, settings: Smtp, *, unsure: bool = False, discreet: bool = False
) -> AdapterError:
    """In words for people, with the server's own, in which our password never stands.

    `unsure` counts where it says neither yes nor no. The server's words may name the recipient, so they are
    left out where that is to be `discreet`.
    """
    if not is_no(code):
        return TryLater(say("The mail server answers with something that cannot be read."), unsure=unsure)
    if code in UNKNOWN_US:
        return NotLetIn(say("The mail server does not accept Caseline's username and password."))
    if discreet:
        return _without_words(code)
    why = _said(reply, settings)
    if code < 500:
        return TryLater(say("The mail server has no time for it now ({code}): {why}", code=code, why=why))
    return Refused(say("The mail server refused it ({code}): {why}", code=code, why=why))


def _without_words(code: int) -> AdapterError:
    if code < 500:
        return TryLater(say("The mail server has no time for it now ({code}).", code=code))
    return Refused(say("The mail server refused it ({code}).", code=code))


def _said(reply: bytes | str, settings: Smtp) -> str:
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    secret = settings.password.get_secret_value()
    return one_line(text.replace(secret, "…") if secret else text)[:200]
