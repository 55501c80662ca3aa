"""From a letter to the bytes that a mail server takes (RFC 5322), with nothing foreign in its headers."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import urlsplit

from adapters.doors.payload import whole
from adapters.doors.text import WORD_JOINER, cut
from bot.domain.letter import Letter, mailbox
from bot.domain.wording import say
from bot.errors import NoMailbox, Refused
from bot.settings_publish import Smtp

SUBJECT = 250
_LINK = re.compile(r"[!-;=?-~]+")
"""An address of the web as it may stand in brackets: printable ASCII without them."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header that stays on one line: folded, a long address would be encoded, and no longer be one."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _registry() -> HeaderRegistry:
    made = HeaderRegistry()
    made.map_to_type("List-Unsubscribe", _Unfolded)
    for name in ("Message-ID", "In-Reply-To", "References"):
        made.map_to_type(name, _Unfolded)
    return made


POLICY = SMTP.clone(header_factory=_registry())


def recipient(letter: Letter) -> str:
    """Raises Refused where nothing can be sent to."""
    try:
        return mailbox(letter.to)
    except ValueError as error:
        if letter.discreet:
            raise NoMailbox(say("It goes to what is no e-mail address.")) from None
        refusal = say("{address} is no e-mail address.", address=one_line(letter.to)[:100])
        raise Refused(refusal) from error


def message(letter: Letter, to: str, settings: Smtp, *, key: str, at: datetime) -> EmailMessage:
    """The same letter with the same key has the same Message-ID, whenever it is written."""
    made = EmailMessage(policy=POLICY)
    made["From"] = Address(_unencoded(one_line(settings.from_name)), addr_spec=settings.from_address)
    made["To"] = _address(to)
    if settings.reply_to:
        made["Reply-To"] = Address(addr_spec=settings.reply_to)
    made["Subject"] = cut(_unencoded(one_line(letter.subject)), SUBJECT)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id(key, to, settings)
    if letter.thread:
        # As if all of them answered a letter that nobody sent; programs show them under one another.
        made["In-Reply-To"] = made["References"] = message_id(letter.thread, to, settings)
    made["Auto-Submitted"] = "auto-generated"
    for name, value in _unsubscribe(letter.list_unsubscribe).items():
        made[name] = value
    made.set_content(_text(letter.text), charset="utf-8", cte="quoted-printable")
    if _TAG.fullmatch(letter.language):
        made["Content-Language"] = letter.language
    return made


def message_id(key: str, to: str, settings: Smtp) -> str:
    domain = settings.from_address.rpartition("@")[2]
    seed = "\n".join((key, to)).encode(errors="replace")
    return f"<{sha256(seed).hexdigest()[:40]}@{domain}>"


def one_line(text: str) -> str:
    """Whatever begins a new line, or cannot be seen, ends no header."""
    return " ".join("".join(one if one.isprintable() else " " for one in whole(text)).split())


def _unencoded(text: str) -> str:
    """What looks like an encoded word of RFC 2047 is shown as it was typed, and not decoded."""
    return text.replace("=?", f"={WORD_JOINER}?")


def _address(to: str) -> Address:
    local, _, domain = to.rpartition("@")
    return Address(username=local, domain=domain)


def _unsubscribe(url: str) -> Mapping[str, str]:
    """One press is enough (RFC 8058), where the address is of https as it asks for."""
    if not url:
        return {}
    parts = urlsplit(url) if _LINK.fullmatch(url) else None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > 900:
        raise Refused(say("The address by which to unsubscribe is none."))
    one_press = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if parts.scheme == "https" else {}
    return {"List-Unsubscribe": f"<{url}>", **one_press}


def _text(text: str) -> str:
    """Lines end as everywhere, and what is neither text nor a line is left out."""
    lines = whole(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one >= " " or one in "\n\t")
